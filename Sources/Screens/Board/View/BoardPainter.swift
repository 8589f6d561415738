// Draws the board: state in, cells out.
import ReviewCore
import TerminalUI

extension BoardState {
    /// The board as it looks at its size, with the keys in force shown in hints and help.
    public func view(theme: Theme, commands: BoardCommandTable) -> Frame {
        var painter = BoardPainter(state: self, theme: theme, commands: commands)
        painter.paint()
        return Frame(canvas: painter.canvas, cursor: painter.cursor)
    }
}

/// One drawing of the board.
struct BoardPainter {
    let state: BoardState
    let theme: Theme
    let commands: BoardCommandTable
    let layout: BoardLayout
    var canvas: Canvas
    var cursor: Point?

    init(state: BoardState, theme: Theme, commands: BoardCommandTable) {
        self.state = state
        self.theme = theme
        self.commands = commands
        layout = BoardLayout(state.size)
        canvas = Canvas(size: state.size, style: theme[.text])
    }

    mutating func paint() {
        guard !layout.isTooSmall else { return paintTooSmall() }
        paintStatus()
        if state.snapshot == nil {
            paintWaiting()
        } else {
            paintTabs()
            for section in BoardSection.allCases { paintList(section) }
        }
        paintNotice()
        paintFooter()
        paintOverlay()
    }

    private mutating func paintTooSmall() {
        let lines = [
            "too small:", "needs \(BoardLayout.least.width)x\(BoardLayout.least.height)",
        ]
        let area = Rect(state.size)
        for (row, line) in lines.enumerated() where row < area.height {
            canvas.put(
                line,
                in: Rect(
                    x: 0, y: max(0, area.height / 2 - 1) + row, width: area.width, height: 1),
                style: theme[.dim], alignment: .center)
        }
    }

    private mutating func paintWaiting() {
        let middle = Rect(x: 0, y: state.size.height / 2, width: state.size.width, height: 1)
        canvas.put(
            state.trouble ?? "Looking", in: middle, style: theme[.dim], alignment: .center,
            ellipsis: theme.glyphs.ellipsis)
    }

    // MARK: - Bars

    private mutating func paintStatus() {
        let quiet = theme.style(.dim, on: .statusBar)
        var trailing: [[Span]] = []
        if let snapshot = state.snapshot {
            let waiting = snapshot.queues.reduce(0) { $0 + $1.waiting }
            let breaks = snapshot.people.count { $0.activity == .onBreak }
            let late = snapshot.incidents.count { $0.isBreached(at: state.now) }
            trailing.append(part(waiting, "waiting"))
            if breaks > 0 { trailing.append(part(breaks, "on a break")) }
            trailing.append(part(snapshot.people.count, "at desks"))
            if !snapshot.incidents.isEmpty {
                let count = snapshot.incidents.count
                trailing.append(part(count, count == 1 ? "incident" : "incidents"))
            }
            if late > 0 {
                trailing.append([Span(" \(late) LATE ", theme[.modeTyping])])
            }
        }
        canvas.draw(
            StatusLine(
                leading: [
                    [Span(" Board", theme.style(.heading, on: .statusBar))],
                    state.filter.isEmpty ? [] : [Span("only \(state.filter.text)", quiet)],
                ], trailing: trailing),
            in: layout.status, theme: theme)
    }

    private func part(_ count: Int, _ what: String) -> [Span] {
        [
            Span(BoardText.number(count), theme[.statusBar]),
            Span(" \(what) ", theme.style(.dim, on: .statusBar)),
        ]
    }

    private mutating func paintNotice() {
        let row = layout.notice.inset(left: max(1, layout.margin + 1), right: 2)
        if state.isFiltering {
            let prompt = "/"
            canvas.put(prompt + state.filter.text, in: row, style: theme[.accent], ellipsis: "")
            let caret = TextWidth.columns(prompt + state.filter.text.prefix(state.filter.caret))
            cursor = Point(x: min(row.maxX - 1, row.x + caret), y: row.y)
        } else if let toast = state.toast {
            let role: StyleRole =
                switch toast.kind {
                case .plain: .accent
                case .good: .good
                case .warning: .warning
                }
            canvas.put(toast.text, in: row, style: theme[role], ellipsis: theme.glyphs.ellipsis)
        } else if let trouble = state.trouble, state.snapshot != nil {
            canvas.put(
                "This is not the newest: \(trouble)", in: row, style: theme[.danger],
                ellipsis: theme.glyphs.ellipsis)
        }
    }

    private mutating func paintFooter() {
        let hints = BoardCommands.offers(in: state).flatMap { offer in
            commands.hints([offer.id], in: state.mode, state: state).map {
                Hint(key: $0.key, text: offer.text ?? $0.text)
            }
        }
        canvas.draw(
            HintBar(hints), in: layout.footer.inset(left: layout.margin + 1, right: 1),
            theme: theme)
    }

    // MARK: - Lists

    static func tabNames(_ state: BoardState) -> [String] {
        let layout = BoardLayout(state.size)
        return layout.tabbed.map { section in
            let count = state.count(of: section)
            guard layout.shape == .small else {
                return count > 0 ? "\(section.title) \(count)" : section.title
            }
            return section == .needs && count > 0 ? "Now \(count)" : section.shortTitle
        }
    }

    private mutating func paintTabs() {
        guard !layout.tabs.isEmpty else { return }
        let shown =
            layout.shape == .folded && state.section == .needs ? BoardSection.queues : state.section
        canvas.draw(
            Tabs(
                Self.tabNames(state), current: layout.tabbed.firstIndex(of: shown) ?? 0),
            in: layout.tabs.inset(left: 1), theme: theme)
    }

    private mutating func paintList(_ section: BoardSection) {
        let area = layout.area(of: section, showing: state.section)
        guard !area.isEmpty else { return }
        let (title, rest) = area.splitTop(layout.titleRows(of: section))
        if !title.isEmpty {
            let count = state.count(of: section)
            let isHere = section == state.section
            canvas.put(
                [
                    Span(section.title, theme[isHere ? .accent : .heading]),
                    Span(count > 0 ? "  \(BoardText.number(count))" : "", theme[.dim]),
                    Span(section == .people ? BoardText.crowd(state.crowd) : "", theme[.dim]),
                ], in: title.inset(left: 2), ellipsis: theme.glyphs.ellipsis)
        }
        var table = table(of: section)
        let list = state.list(section)
        table.selected = list.selected
        table.top = list.offset
        table.isFocused = section == state.section && state.overlay == nil
        table.hasHeading = layout.headingRows(of: section) > 0
        canvas.draw(table, in: rest, theme: theme)
    }
}
