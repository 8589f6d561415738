// Panels over the incident desk: lists, pickers, texts, questions, help.
import ReviewCore
import TerminalUI

extension IncidentPainter {
    mutating func paintForm() {
        switch state.form {
        case nil: return
        case .help(let scroll): paintHelp(scroll)
        case .palette(let picker):
            let items = picker.ranked.map { ranked in
                PickerItem(
                    ranked.item.title, matched: ranked.match.positions,
                    note: key(of: ranked.item.id),
                    disabled: commands.command(id: ranked.item.id)?.disabled(state))
            }
            paint("Commands", picker, items, total: commands.commands.count)
        case .person(let picker): paint("Hand it over to whom?", picker)
        case .other(let picker): paint("The same as which?", picker)
        case .choice(let what, let list): paint(what, list)
        case .text(let what, let editor): paint(what, editor)
        case .question(let question): paint(question)
        }
    }

    private func key(of id: String) -> String {
        commands.keys(of: id, in: state.focus == .list ? .list : .story).first?.label ?? ""
    }

    private mutating func paintHelp(_ scroll: Int) {
        let frame = layout.help
        let lines = IncidentHelp.lines(commands, width: layout.helpColumns)
        let window = ScrollWindow(top: scroll, height: layout.helpRows, count: lines.count)
        canvas.draw(
            Pane(
                "Keys of the incident desk",
                note: "\(window.rows.upperBound) of \(lines.count)", isOverlay: true),
            in: frame, theme: theme)
        let room = Pane.content(of: frame).inset(left: 1)
        for (row, index) in window.rows.enumerated() {
            let spans = lines[index].pieces.map {
                Span($0.text, theme.style($0.role, on: .overlay))
            }
            canvas.put(
                spans, in: Rect(x: room.x, y: room.y + row, width: layout.helpColumns, height: 1),
                theme: theme)
        }
        canvas.draw(
            Scrollbar(window, ground: .overlay), in: frame.inset(top: 1, right: 1, bottom: 1),
            theme: theme)
    }

    // MARK: - Pickers and lists

    private mutating func paint<Item: Searchable>(_ title: String, _ picker: PickerState<Item>) {
        let items = picker.ranked.map {
            PickerItem($0.item.searchText, matched: $0.match.positions)
        }
        let total = PickerState(picker.ranked.map(\.item)).ranked.count
        paint(title, picker, items, total: max(total, 4))
    }

    private mutating func paint<Item: Searchable>(
        _ title: String, _ picker: PickerState<Item>, _ items: [PickerItem], total: Int
    ) {
        let area = Rect(state.size).inset(top: 1, bottom: 1)
        let drawn = Picker(
            title: title, query: picker.query.text, caret: picker.query.caret, items: items,
            selected: picker.list.selected ?? 0, total: total)
        canvas.draw(drawn, in: area, theme: theme)
        cursor = drawn.cursor(in: area)
    }

    private mutating func paint(_ what: IncidentChoosing, _ list: ListState) {
        let choices = state.choices(of: what)
        let room = paintPane(title(what), rows: min(choices.count, layout.formRows))
        let rows = choices.enumerated().map { index, choice -> [Span] in
            var spans = [Span("\(choice.key)  ", theme.style(.hintKey, on: .overlay))]
            if case .fields(_, _, let fields) = what {
                let isOn = fields.contains(ReleasedField.allCases[index])
                spans.append(
                    Span(
                        isOn ? "[x] " : "[ ] ", theme.style(isOn ? .accent : .dim, on: .overlay)))
            }
            return spans + [Span(choice.title, theme[.overlay])]
        }
        let window = list.window(height: room.height)
        canvas.draw(
            ListView(
                rows: rows, selected: list.selected, top: window.lowerBound, emptyText: "",
                ground: .overlay),
            in: room, theme: theme)
    }

    private func title(_ what: IncidentChoosing) -> String {
        switch what {
        case .severity: "How grave is it?"
        case .disposition: "How does it end?"
        case .holdEnd: "Keep the clip for how long?"
        case .basis: "On which legal basis?"
        case .fields: "What was released of the clip?"
        }
    }

    // MARK: - Texts and questions

    private mutating func paint(_ what: IncidentText, _ editor: TextEditor) {
        let isLine = if case .folder = what { true } else { false }
        let room = paintPane(
            what.title, rows: isLine ? 1 : IncidentLayout.textRows,
            note: isLine ? "" : "no names of those recorded")
        canvas.fill(room, style: theme[.input])
        let view = EditorView(editor, wrapping: layout.textWrapping, height: room.height)
        for (row, index) in view.window.enumerated() {
            let range = view.rows[index].range
            canvas.put(
                editor.buffer.text(in: range).replacing("\n", with: ""),
                at: Point(x: room.x, y: room.y + row), style: theme[.input], clip: room)
        }
        cursor = Point(
            x: min(room.maxX - 1, room.x + view.caret.x),
            y: min(room.maxY - 1, room.y + view.caret.y))
    }

    private mutating func paint(_ question: IncidentQuestion) {
        guard let incident = state.shown?.incident else { return }
        let (title, text) = state.setting.question(question, incident)
        canvas.draw(
            Overlay(
                title: title, text: SanitizedText(text).text,
                hints: commands.hints(["yes", "no"], in: .asking, state: state),
                width: min(60, state.size.width - 6), theme: theme),
            in: Rect(state.size), theme: theme)
    }

    private mutating func paintPane(_ title: String, rows: Int, note: String = "") -> Rect {
        let frame = layout.panel(rows: rows)
        canvas.draw(Pane(title, note: note, isOverlay: true), in: frame, theme: theme)
        return Pane.content(of: frame).inset(left: 1, right: 1)
    }
}
