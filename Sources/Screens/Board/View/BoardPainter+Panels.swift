// Panels over the board: sheets of one thing, pickers, a line of text, help and questions.
import ReviewCore
import TerminalUI

extension BoardPainter {
    mutating func paintOverlay() {
        switch state.overlay {
        case nil: return
        case .help(let scroll): paintHelp(scroll)
        case .palette(let picker): paintPalette(picker)
        case .queue(let sheet):
            if let queue = state.queue(sheet.queue) { paintQueue(queue, sheet) }
        case .person(let sheet): paintPerson(sheet)
        case .incident(let id): paintIncident(id)
        case .reserve(let form): paintReserve(form)
        case .hand(let lease, let picker):
            paint(
                picker, "Who takes clip \(lease.clip.short)?",
                picker.ranked.map {
                    PickerItem($0.item.searchText, matched: $0.match.positions, note: "")
                })
        case .message(let person, let line):
            paintLine(
                "A few words to \(person.name)", line,
                note: "\(BoardState.longestMessage - line.text.count) left")
        case .clip(let line):
            paintLine("Which clip? Its id, or the end of it", line, note: "set aside, or put back")
        case .confirm(let question): paint(question)
        }
    }

    /// Draws a panel's frame; answers the room inside.
    private mutating func pane(_ title: String, rows: Int, note: String = "") -> Rect {
        let frame = layout.panel(rows: rows)
        canvas.draw(Pane(title, note: note, isOverlay: true), in: frame, theme: theme)
        return Pane.content(of: frame).inset(left: 1, right: 1)
    }

    private mutating func paint(_ lines: [(String, String)], in room: Rect) {
        for (row, line) in lines.enumerated() where row < room.height {
            let place = Rect(x: room.x, y: room.y + row, width: room.width, height: 1)
            canvas.put(
                line.0, in: place, style: theme.style(.dim, on: .overlay),
                ellipsis: theme.glyphs.ellipsis)
            canvas.put(
                line.1, in: place.inset(left: 16), style: theme[.overlay],
                ellipsis: theme.glyphs.ellipsis)
        }
    }

    // MARK: - Sheets

    private mutating func paintQueue(_ queue: BoardQueue, _ sheet: QueueSheet) {
        let sitters = state.snapshot?.sitters[queue.id] ?? 0
        let hour = queue.pace.lastHour(at: state.now)
        let empty = queue.pace.secondsUntilEmpty(queue.waiting, at: state.now)
        let lines = [
            ("Locale", queue.locale),
            ("State", queue.isOpen ? "open" : "closed; what is in hand may be finished"),
            ("Priority", "\(queue.priority) of 9; the higher is offered first"),
            (
                "For",
                queue.reservedFor == 0
                    ? "everybody"
                    : state.names(sheet.people) ?? BoardText.people(queue.reservedFor)
            ),
            ("At it", sitters == 0 ? "nobody" : BoardText.people(sitters)),
            ("Waiting", BoardText.number(queue.waiting)),
            ("Skipped", "\(BoardText.number(queue.skipped)), handed out after those that wait"),
            ("Out", BoardText.number(queue.out)), ("Done", BoardText.number(queue.done)),
            ("Broken", BoardText.number(queue.broken)),
            ("Flagged", BoardText.number(queue.flagged)),
            ("Held", BoardText.number(queue.held)),
            ("To adjudicate", BoardText.number(queue.adjudicating)),
            (
                "Did not open",
                queue.unopenable == 0 ? "none" : BoardText.number(queue.unopenable)
            ),
            ("In an hour", BoardText.number(Int(hour.rounded()))),
            (
                "Empty in",
                queue.waiting == 0
                    ? "it is empty" : empty.map(BoardText.span) ?? "nothing moves"
            ),
        ]
        let room = pane(queue.name, rows: lines.count)
        let window = ScrollWindow(top: sheet.scroll, height: room.height, count: lines.count)
        paint(Array(lines[window.rows]), in: room)
        canvas.draw(
            Scrollbar(window, ground: .overlay), in: room.inset(right: -2), theme: theme)
    }

    private mutating func paintPerson(_ sheet: PersonSheet) {
        let person = state.snapshot?.people.first { $0.id == sheet.person.id }
        let lines = [
            ("At", person.map { state.name(of: $0.queue) } ?? "no desk"),
            ("Now", person.map { BoardText.activity($0.activity) } ?? "away"),
            ("In an hour", person.map { BoardText.number($0.lastHour) } ?? ""),
        ]
        let count = sheet.leases?.count ?? 0
        let rows = min(layout.sheetRows, max(1, count))
        let room = pane(sheet.person.name, rows: lines.count + 2 + rows)
        paint(lines, in: room)
        let foot = room.inset(top: lines.count + 1)
        canvas.put(
            "In hand", in: foot, style: theme.style(.heading, on: .overlay),
            ellipsis: theme.glyphs.ellipsis)
        canvas.draw(
            ListView(
                rows: (sheet.leases ?? []).map(leaseRow), selected: sheet.list.selected,
                top: sheet.list.offset,
                emptyText: sheet.leases == nil ? "looking" : "nothing", ground: .overlay),
            in: foot.inset(top: 1), theme: theme)
    }

    private func leaseRow(_ lease: BoardLease) -> [Span] {
        let quiet = theme.style(.dim, on: .overlay)
        return [
            Span("clip \(lease.clip.short)  ", theme[.overlay]),
            Span("\(state.name(of: lease.queue))  ", quiet),
            Span(
                lease.isHanded
                    ? "handed to them, not taken up yet"
                    : "for \(BoardText.span(state.now.seconds(since: lease.since)))", quiet),
        ]
    }

    private mutating func paintIncident(_ id: IncidentID) {
        guard let incident = state.snapshot?.incidents.first(where: { $0.id == id }) else {
            return paint([("", "It was closed meanwhile.")], in: pane("Incident", rows: 1))
        }
        let lines = [
            ("Severity", incident.severity.rawValue),
            ("Category", BoardText.category(incident.category)), ("Queue", incident.queue),
            ("Stage", BoardText.stage(incident)),
            (
                "Deadline",
                DeadlineText(incident.due, at: state.now)?.text ?? "none runs"
            ),
            ("Its story", "earshot incidents show \(incident.id.short)"),
        ]
        paint(lines, in: pane("Incident \(incident.id.short)", rows: lines.count))
    }

    // MARK: - Pickers

    private mutating func paintPalette(_ picker: PickerState<CommandChoice>) {
        let items = picker.ranked.map { ranked -> PickerItem in
            let command = commands.command(id: ranked.item.id)
            return PickerItem(
                ranked.item.title, matched: ranked.match.positions,
                note: commands.keys(of: ranked.item.id, in: .watching).first?.label ?? "",
                disabled: command?.disabled(state))
        }
        paint(picker, "Commands", items, total: commands.commands.count)
    }

    private mutating func paintReserve(_ form: ReserveForm) {
        let items = form.picker.ranked.map { ranked -> PickerItem in
            let isChosen = form.chosen?.contains(ranked.item.colleague.id) ?? false
            let mark = isChosen ? "[x] " : "[ ] "
            return PickerItem(
                mark + ranked.item.searchText,
                matched: ranked.match.positions.map { $0 + mark.count })
        }
        let name = state.name(of: form.queue)
        let chosen = form.chosen?.count ?? 0
        paint(
            form.picker,
            chosen == 0
                ? "Who is \(name) for? Nobody chosen: everybody"
                : "\(name) is for \(BoardText.people(chosen)) alone", items)
    }

    private mutating func paint<Item: Searchable>(
        _ state: PickerState<Item>, _ title: String, _ items: [PickerItem], total: Int? = nil
    ) {
        let picker = Picker(
            title: title, query: state.query.text, caret: state.query.caret, items: items,
            selected: state.list.selected ?? 0, total: total ?? self.state.roster.count)
        let area = Rect(self.state.size).inset(top: 1, bottom: 1)
        canvas.draw(picker, in: area, theme: theme)
        cursor = picker.cursor(in: area)
    }

    // MARK: - A line and a question

    private mutating func paintLine(_ title: String, _ line: LineEditor, note: String) {
        let room = pane(title, rows: 1, note: note)
        canvas.fill(room, style: theme[.input])
        let (range, caret) = line.visible(width: room.width) { TextWidth.columns($0) }
        let text = Array(line.text)
        canvas.put(
            String(text[range.clamped(to: 0..<text.count)]), at: Point(x: room.x, y: room.y),
            style: theme[.input], clip: room)
        cursor = Point(x: room.x + caret, y: room.y)
    }

    private mutating func paint(_ question: BoardQuestion) {
        let (title, text) =
            switch question {
            case .release(let lease):
                (
                    "Put clip \(lease.clip.short) back?",
                    "\(lease.name) has it in hand. What they wrote stays theirs as a draft."
                )
            case .adjudicate(let clip):
                (
                    "Set clip \(clip.short) aside?",
                    "It waits for an adjudicator, out of the queue and out of hands."
                )
            }
        canvas.draw(
            Overlay(
                title: title, text: text,
                hints: commands.hints(["yes", "no"], in: .asking, state: state),
                width: min(56, state.size.width - 6), theme: theme),
            in: Rect(state.size), theme: theme)
    }
}
