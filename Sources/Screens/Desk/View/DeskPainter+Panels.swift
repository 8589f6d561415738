// Panels over the desk: lists, pickers, forms, help and questions.
import ReviewCore
import TerminalUI

extension DeskPainter {
    mutating func paintOverlay() {
        switch state.overlay {
        case nil: return
        case .help(let scroll): paintHelp(scroll)
        case .palette(let picker): paintPalette(picker)
        case .intent(let picker):
            paintPicker(
                "Which intent was meant?", picker, total: state.setting.schema.intents.count)
        case .slots(let form): paintSlotForm(form)
        case .alternatives(let list): paintList("Other readings", readingRows, list)
        case .judgments(let form): paintJudgmentForm(form)
        case .tags(let list): paintList("Tags", tagRows, list)
        case .personal(let form): paintPersonal(form)
        case .note(let editor): paintNote(editor)
        case .flag(let flag): paintFlag(flag)
        case .skip(let list):
            paintList(
                "Why skip? Skipping has no penalty.", choiceRows(state.setting.skipReasons), list)
        case .history(let list): paintList("Earlier clips", historyRows, list)
        case .devices(let panel): paintDevices(panel)
        case .hearing: paintHearing()
        case .inbox(let list, let new): paintInbox(list, new)
        case .shift: paintWords("Your shift", ShiftText.lines(state.shift, now: state.now))
        case .disclosure(let panel):
            paintWords(
                DisclosureText.title(panel),
                DisclosureText.lines(panel, state, dot: theme.glyphs == .ascii ? "." : "·"))
        case .confirm(let question): paintQuestion(question)
        }
    }

    /// Draws a panel's frame; answers the room inside.
    mutating func paintPane(_ title: String, rows: Int, note: String = "") -> Rect {
        paintPane(title, in: layout.panel(rows: rows), note: note)
    }

    mutating func paintPane(_ title: String, in frame: Rect, note: String = "") -> Rect {
        canvas.draw(Pane(title, note: note, isOverlay: true), in: frame, theme: theme)
        return Pane.content(of: frame).inset(left: 1, right: 1)
    }

    mutating func paintList(_ title: String, _ rows: [[Span]], _ list: ListState) {
        let room = paintPane(title, rows: min(max(1, rows.count), layout.listRows))
        let window = list.window(height: room.height)
        canvas.draw(
            ListView(
                rows: rows, selected: list.selected, top: window.lowerBound,
                emptyText: "nothing here", ground: .overlay),
            in: room, theme: theme)
    }

    // MARK: - Rows

    private func key(_ text: String) -> Span {
        Span(text + "  ", theme.style(.hintKey, on: .overlay))
    }

    private func choiceRows(_ choices: [CodedChoice]) -> [[Span]] {
        choices.map { [key(String($0.key)), Span($0.title, theme[.overlay])] }
    }

    private var tagRows: [[Span]] {
        let chosen = Set(state.work?.tags ?? [])
        return state.setting.tags.map { tag in
            let isOn = chosen.contains(tag.id)
            return [
                key(String(tag.key)),
                Span(isOn ? "[x] " : "[ ] ", theme.style(isOn ? .accent : .dim, on: .overlay)),
                Span(tag.title, theme[.overlay]),
            ]
        }
    }

    private var readingRows: [[Span]] {
        state.shownReadings(masked: theme.maskDots).enumerated().map { index, reading in
            let confidence = reading.confidence.map { "  " + Self.percent($0) } ?? ""
            return [
                key(index < 9 ? "\(index + 1)" : " "), Span(reading.text, theme[.overlay]),
                Span(confidence, theme.style(.dim, on: .overlay)),
            ]
        }
    }

    private var historyRows: [[Span]] {
        state.earlierNewestFirst.map { earlier in
            var spans = [
                Span(earlier.id.short + "  ", theme.style(.dim, on: .overlay)),
                Span(Self.word(for: earlier.outcome), theme.style(.dim, on: .overlay)),
            ]
            if !earlier.fromThisSitting {
                spans.append(Span("before  ", theme.style(.dim, on: .overlay)))
            }
            if let flag = earlier.flag {
                spans.append(
                    Span(flag.severity.rawValue + "  ", theme.style(.danger, on: .overlay)))
            }
            spans.append(Span(earlier.glimpse, theme[.overlay]))
            return spans
        }
    }

    private mutating func paintInbox(_ list: ListState, _ new: Set<IncidentID>) {
        guard !state.inbox.isEmpty else { return paintWords(InboxText.title, [InboxText.empty]) }
        let dim = theme.style(.dim, on: .overlay)
        let rows = state.inbox.map { incident -> [Span] in
            let category = state.setting.incidents.category(incident.category)?.title
            let isNew = new.contains(incident.id)
            return [
                Span(isNew ? "new " : "    ", theme.style(.accent, on: .overlay)),
                Span(incident.severity.rawValue + "  ", dim),
                Span(
                    InboxText.outcome(incident).rightPadded(to: 34),
                    theme.style(isNew ? .emphasis : .text, on: .overlay)),
                Span(category ?? incident.category, theme[.overlay]),
                Span("  " + InboxText.age(incident.openedAt, now: state.now), dim),
            ]
        }
        paintList(InboxText.title, rows, list)
    }

    private static func word(for outcome: Outcome) -> String {
        switch outcome {
        case .annotated: "done     "
        case .skipped: "skipped  "
        case .broken: "broken   "
        }
    }

    // MARK: - Pickers

    private mutating func paintPalette(_ picker: PickerState<CommandChoice>) {
        let items = picker.ranked.map { ranked -> PickerItem in
            let command = commands.command(id: ranked.item.id)
            let mode: DeskMode = state.writing == .typing ? .typing : .listening
            let key = commands.keys(of: ranked.item.id, in: mode).first?.label ?? ""
            return PickerItem(
                ranked.item.title, matched: ranked.match.positions, note: key,
                disabled: command?.disabled(state))
        }
        paint(
            Picker(
                title: "Commands", query: picker.query.text, caret: picker.query.caret,
                items: items, selected: picker.list.selected ?? 0, total: commands.commands.count))
    }

    mutating func paintPicker<Item: Searchable>(
        _ title: String, _ picker: PickerState<Item>, total: Int
    ) {
        let items = picker.ranked.map {
            PickerItem($0.item.searchText, matched: $0.match.positions)
        }
        paint(
            Picker(
                title: title, query: picker.query.text, caret: picker.query.caret, items: items,
                selected: picker.list.selected ?? 0, total: total))
    }

    private mutating func paint(_ picker: Picker) {
        let area = Rect(state.size).inset(top: 1, bottom: 1)
        canvas.draw(picker, in: area, theme: theme)
        cursor = picker.cursor(in: area)
    }

    // MARK: - Flag, note, question

    private mutating func paintFlag(_ flag: FlagChoice) {
        if let id = flag.category {
            let title = state.setting.incidents.category(id)?.title ?? id
            paintList("\(title): how grave?", severityRows(ground: .overlay), flag.list)
        } else {
            paintList("What was heard?", categoryRows(ground: .overlay), flag.list)
        }
    }

    private mutating func paintNote(_ editor: TextEditor) {
        let room = paintPane("Note", rows: 6, note: "kept as you type")
        paintEditor(editor, in: room, wrapping: DeskLayout.wrapping(room.width))
    }

    /// An editor in a panel, with the cursor.
    mutating func paintEditor(_ editor: TextEditor, in room: Rect, wrapping: TextLayout) {
        canvas.fill(room, style: theme[.input])
        let view = EditorView(editor, wrapping: wrapping, height: room.height)
        paint(view, in: room, base: .input)
        cursor = Point(
            x: min(room.maxX - 1, room.x + view.caret.x),
            y: min(room.maxY - 1, room.y + view.caret.y))
    }

    private mutating func paintQuestion(_ question: Question) {
        let (title, text) =
            switch question {
            case .leave(let reason): ("Leave the desk?", reason)
            case .dropAmendment: ("Leave this earlier clip?", "Your changes to it are dropped.")
            case .dismissRefused(let id, let text):
                (state.refusal(of: id), "\(text) Put this notice away?")
            }
        let hints = commands.hints(["yes", "no"], in: .asking, state: state)
        canvas.draw(
            Overlay(
                title: title, text: text, hints: hints, width: min(56, state.size.width - 6),
                theme: theme),
            in: Rect(state.size), theme: theme)
    }

    // MARK: - Help

    private mutating func paintHelp(_ scroll: Int) {
        let frame = layout.helpFrame
        let lines = HelpText.lines(commands, width: layout.helpColumns)
        let window = ScrollWindow(top: scroll, height: max(0, frame.height - 2), count: lines.count)
        canvas.draw(
            Pane(
                "Keys while listening, and while typing",
                note: "\(window.rows.upperBound) of \(lines.count)",
                isOverlay: true), in: frame, theme: theme)
        let room = Pane.content(of: frame).inset(left: 1)
        for (row, index) in window.rows.enumerated() {
            let place = Rect(
                x: room.x, y: room.y + row, width: layout.helpColumns, height: 1)
            paint(lines[index], in: place)
        }
        canvas.draw(Scrollbar(window), in: frame.inset(top: 1, right: 1, bottom: 1), theme: theme)
    }

    private mutating func paint(_ line: HelpLine, in row: Rect) {
        switch line {
        case .blank: break
        case .heading(let title):
            canvas.put(title, in: row, style: theme.style(.heading, on: .overlay))
        case .help(let text):
            canvas.put(
                text, in: row.inset(left: HelpText.indent), style: theme.style(.dim, on: .overlay))
        case .command(let keys, let typing, let title):
            // On narrow screens the title gives way: keys are what is looked for.
            let titles = min(HelpText.titleColumns, row.width / 2)
            let stops = [0, titles, min(row.width, titles + HelpText.keyColumns), row.width]
            let roles: [StyleRole] = [.overlay, .hintKey, .hintKey]
            for (index, word) in [title, keys, typing].enumerated() where !word.isEmpty {
                let width = max(0, stops[index + 1] - stops[index] - (index < 2 ? 1 : 0))
                canvas.put(
                    word, in: Rect(x: row.x + stops[index], y: row.y, width: width, height: 1),
                    style: theme.style(roles[index], on: .overlay),
                    ellipsis: theme.glyphs.ellipsis)
            }
        }
    }
}
