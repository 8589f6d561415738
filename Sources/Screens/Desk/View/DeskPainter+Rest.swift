// A rest on the screen: a few words, or the pieces.
import ReviewCore
import TerminalUI

extension DeskPainter {
    mutating func paintRest(_ rest: Rest) {
        if let game = rest.game { return paintGame(game) }
        let minutes = max(0, Int(state.now.seconds(since: rest.since) / 60))
        let words = ShiftText.rest(rest, news: state.flagNews)
        paintCentered(
            [(words[0], .heading)] + words.dropFirst().dropLast().map { ($0, .text) }
                + [("", .text), (words[words.count - 1], .text), ("", .text)]
                + [(minutes > 0 ? "\(minutes) min so far" : "", .dim)])
    }

    private mutating func paintGame(_ game: PauseGame) {
        let body = Rect(state.size).inset(top: 1, bottom: 2)
        let width = 2 * PauseGame.columns + 2
        let frame = Rect(
            x: body.x + max(0, (body.width - width) / 2),
            y: body.y + max(0, (body.height - game.rows - 1) / 2), width: width,
            height: game.rows)
        let wall = theme.glyphs == .ascii ? "|" : "│"
        for row in 0..<game.rows where frame.y + row < body.maxY {
            for x in [frame.x, frame.maxX - 1] {
                canvas.put(wall, at: Point(x: x, y: frame.y + row), style: theme[.border])
            }
        }
        canvas.horizontalLine(
            from: Point(x: frame.x, y: frame.maxY), columns: frame.width, style: theme[.border],
            glyphs: theme.glyphs)
        for (row, cells) in game.well.enumerated() {
            for (column, kind) in cells.enumerated() {
                if let kind { paint(kind, Piece.Cell(column: column, row: row), frame) }
            }
        }
        for cell in game.landing.cells { paint(nil, cell, frame) }
        for cell in game.piece.cells { paint(game.piece.kind, cell, frame) }
    }

    /// Two columns a cell, so that a cell is about square; without a kind, where it would lie.
    private mutating func paint(_ kind: Piece.Kind?, _ cell: Piece.Cell, _ frame: Rect) {
        guard cell.row >= 0 else { return }
        let isAscii = theme.glyphs == .ascii
        let (text, role): (String, StyleRole) =
            kind.map { (isAscii ? "[]" : "██", Self.role(of: $0)) }
            ?? (isAscii ? ". " : "··", .dim)
        canvas.put(
            text, at: Point(x: frame.x + 1 + 2 * cell.column, y: frame.y + cell.row),
            style: theme[role])
    }

    private static func role(of kind: Piece.Kind) -> StyleRole {
        switch kind {
        case .bar: .accent
        case .square: .signal
        case .tee: .heading
        case .left: .good
        case .right: .changed
        case .leftStep: .dim
        case .rightStep: .signalHeard
        }
    }
}
