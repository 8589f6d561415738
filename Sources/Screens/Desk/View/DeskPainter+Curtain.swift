// The calm screen while a clip is hidden: nothing of it, only the way to say what it was.
import ReviewCore
import TerminalUI

extension DeskPainter {
    mutating func paintCurtain() {
        switch state.curtain {
        case .open: break
        case .hidden(let flag): paintHidden(flag)
        case .resting(let rest): paintRest(rest)
        case .idle:
            paintCentered([
                (state.isHiddenByHand ? "Hidden by you" : "Hidden while nobody was here", .heading),
                ("Any key shows the desk again.", .dim), ("", .text),
                (
                    "It is not locked: a passphrase on your keys would lock it"
                        + " (earshot person passphrase)", .dim
                ),
            ])
        case .locked(let lock): paintLock(lock)
        }
    }

    private mutating func paintLock(_ lock: LockScreen) {
        let dots = String(repeating: theme.glyphs == .ascii ? "*" : "•", count: min(lock.typed, 32))
        let news: (String, StyleRole) =
            switch lock.condition {
            case .waiting: (lock.isEmptied ? "" : "Saving what you wrote…", .dim)
            case .checking: ("Opening your keys…", .dim)
            case .refused(let reason): (reason, .warning)
            }
        paintCentered([
            ("Locked", .heading), ("", .text), ("Type your passphrase, then Enter.", .text),
            ("", .text), (dots, .accent), ("", .text), news,
        ])
    }

    private mutating func paintHidden(_ flag: FlagChoice) {
        if flag.severity != nil { return paintFlagOnItsWay(flag) }
        let area = Rect(state.size).inset(left: 2, top: 1, right: 2, bottom: 2)
        let lines = hiddenLines(flag)
        let isRoomy = area.height >= lines.rows.count + 4
        // Every choice is on the screen, however small it is.
        let room = max(1, area.height - (isRoomy ? 4 : 1))
        let columns = max(1, (lines.rows.count + room - 1) / room)
        let count = max(1, (lines.rows.count + columns - 1) / columns)
        var y = area.y + (isRoomy ? (area.height - count - 2) / 3 : 0)
        canvas.put(
            lines.title, in: Rect(x: area.x, y: y, width: area.width, height: 1),
            style: theme[.heading], alignment: .center, ellipsis: theme.glyphs.ellipsis)
        y += isRoomy ? 2 : 1
        let width = min(area.width, columns == 1 ? 64 : area.width) / columns
        let left = area.x + (area.width - width * columns) / 2
        for (index, row) in lines.rows.enumerated() {
            let place = Rect(
                x: left + index / count * width, y: y + index % count, width: width - 1, height: 1)
            guard place.y < area.maxY else { continue }
            let isChosen = index == flag.list.selected
            if isChosen { canvas.fill(place, style: theme[.selection]) }
            canvas.put(
                row.map { isChosen ? Span($0.text, theme[.selection]) : $0 }, in: place,
                theme: theme)
        }
    }

    private mutating func paintFlagOnItsWay(_ flag: FlagChoice) {
        let title = flag.category.flatMap { state.setting.incidents.category($0)?.title } ?? ""
        let severity = flag.severity?.rawValue ?? ""
        let heading = "\(severity)\(theme.glyphs == .ascii ? ", " : " · ")\(title)"
        guard let note = flag.note else {
            let words =
                state.work?.flagNote == nil
                ? "It goes by itself. Enter sends it now." : "It goes with your note."
            return paintCentered([
                (heading, .heading), ("", .text), (words, .text), ("The rest can wait.", .dim),
            ])
        }
        let room = paintPane(heading, rows: 6, note: "for those who answer for it")
        paintEditor(note, in: room, wrapping: DeskLayout.wrapping(room.width))
    }

    private func hiddenLines(_ flag: FlagChoice) -> (title: String, rows: [[Span]]) {
        if flag.category != nil {
            let severity = state.severityUnderHand(of: flag)?.rawValue ?? ""
            return (
                "How grave is it? 0 to 3, or Enter for \(severity), as proposed.",
                severityRows(ground: .text)
            )
        }
        return (
            "Stopped and hidden. What was it? A letter, then 0 to 3 or Enter.",
            categoryRows(ground: .text)
        )
    }

    func categoryRows(ground: StyleRole) -> [[Span]] {
        state.setting.incidents.categories.map { category in
            [
                Span(" \(category.key) ", theme.style(.hintKey, on: ground)),
                Span(" \(category.title)", theme[ground]),
            ]
        }
    }

    func severityRows(ground: StyleRole) -> [[Span]] {
        state.setting.incidents.severities.map { terms in
            [
                Span(" \(terms.key) ", theme.style(.hintKey, on: ground)),
                Span(" \(terms.severity.rawValue)  ", theme.style(.emphasis, on: ground)),
                Span(terms.meaning, theme[ground]),
            ]
        }
    }
}
