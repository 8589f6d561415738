// The lines of the board's help: every command with its keys, nothing cut off.
import TerminalUI

/// One line of help.
enum BoardHelpLine: Equatable {
    case heading(String)
    case command(title: String, keys: String)
    /// What the command above does, or more of it.
    case help(String)
    case blank
}

enum BoardHelp {
    static let indent = 2
    /// Columns of the titles; keys stand behind them.
    static let titleColumns = 20

    static func lines(_ table: BoardCommandTable, width: Int) -> [BoardHelpLine] {
        table.help(for: .watching).flatMap { group in
            [.heading(group.title)]
                + group.entries.flatMap { entry -> [BoardHelpLine] in
                    [.command(title: entry.title, keys: entry.keys.joined(separator: " "))]
                        + wrapped(entry.help, width).map(BoardHelpLine.help)
                } + [.blank]
        }
    }

    /// As many lines as `lines` answers at this width, whatever the keys.
    static func lineCount(width: Int) -> Int {
        let shown = BoardCommands.all.filter { $0.keys[.watching] != nil }
        return 2 * Set(shown.map(\.group)).count
            + shown.reduce(0) { $0 + 1 + wrapped($1.help, width).count }
    }

    private static func wrapped(_ help: String, _ width: Int) -> [String] {
        WrappedText(help, width: max(8, width - indent)).readLines
    }

    static func frame(_ size: Size) -> Rect {
        Rect(size).inset(top: 1, bottom: 1).centered(
            width: min(size.width - 2, 76), height: size.height - 2)
    }

    static func room(_ size: Size) -> Rect {
        Pane.content(of: frame(size)).inset(left: 1, right: 2)
    }
}

extension BoardPainter {
    mutating func paintHelp(_ scroll: Int) {
        let (frame, room) = (BoardHelp.frame(state.size), BoardHelp.room(state.size))
        let lines = BoardHelp.lines(commands, width: room.width)
        let window = ScrollWindow(top: scroll, height: room.height, count: lines.count)
        canvas.draw(
            Pane(
                "The board's keys", note: "\(window.rows.upperBound) of \(lines.count)",
                isOverlay: true), in: frame, theme: theme)
        for (row, index) in window.rows.enumerated() {
            paint(
                lines[index], in: Rect(x: room.x, y: room.y + row, width: room.width, height: 1))
        }
        canvas.draw(
            Scrollbar(window, ground: .overlay), in: frame.inset(top: 1, right: 1, bottom: 1),
            theme: theme)
    }

    private mutating func paint(_ line: BoardHelpLine, in row: Rect) {
        switch line {
        case .blank: break
        case .heading(let title):
            canvas.put(title, in: row, style: theme.style(.heading, on: .overlay))
        case .help(let text):
            canvas.put(
                text, in: row.inset(left: BoardHelp.indent),
                style: theme.style(.dim, on: .overlay))
        case .command(let title, let keys):
            let titles = min(BoardHelp.titleColumns, row.width / 2)
            canvas.put(
                title, in: row.splitLeft(titles - 1).0, style: theme[.overlay],
                ellipsis: theme.glyphs.ellipsis)
            canvas.put(
                keys, in: row.splitLeft(titles).1, style: theme.style(.hintKey, on: .overlay),
                ellipsis: theme.glyphs.ellipsis)
        }
    }
}
