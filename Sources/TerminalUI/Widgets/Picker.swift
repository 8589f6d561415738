// A filter line above ranked items: choose one by a few letters.

/// An item a picker offers, already ranked; which letters matched is for the picture only.
public struct PickerItem: Sendable, Equatable {
    public var text: String
    /// Character offsets in `text` that the filter matched.
    public var matched: [Int]
    /// Said at the right edge: a key, a count.
    public var note: String
    /// Why it cannot be chosen now; it is then shown dimmed, with the reason as its note.
    public var disabled: String?

    public init(_ text: String, matched: [Int] = [], note: String = "", disabled: String? = nil) {
        self.text = text
        self.matched = matched
        self.note = note
        self.disabled = disabled
    }
}

/// An overlay with a filter line and the items that match it, best first.
public struct Picker: Widget {
    public var title: String
    public var query: String
    /// Caret in the query, in characters from its beginning.
    public var caret: Int
    public var items: [PickerItem]
    public var selected: Int
    /// How many items there are before filtering.
    public var total: Int
    public var placeholder: String

    public init(
        title: String, query: String, caret: Int? = nil, items: [PickerItem], selected: Int,
        total: Int, placeholder: String = "type to filter"
    ) {
        self.title = title
        self.query = query
        self.caret = caret ?? query.count
        self.items = items
        self.selected = selected
        self.total = total
        self.placeholder = placeholder
    }

    /// The rectangle the picker takes in `rect`.
    public func frame(in rect: Rect) -> Rect {
        rect.centered(width: 72, height: min(20, max(6, total + 4)))
    }

    /// Where the terminal's cursor belongs while the picker is open.
    public func cursor(in rect: Rect) -> Point? {
        let line = queryLine(in: rect)
        guard !line.isEmpty else { return nil }
        let columns = TextWidth.columns(query.prefix(caret))
        return Point(x: line.x + min(columns, line.width - 1), y: line.y)
    }

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        let frame = frame(in: rect)
        let note = "\(items.count) of \(total)"
        canvas.draw(Pane(title, note: note, isOverlay: true), in: frame, theme: theme)
        drawQuery(on: &canvas, in: queryLine(in: rect), theme: theme)
        let list = Pane.content(of: frame).inset(left: 1, top: 2, right: 1)
        let width = list.width - 3
        let rows = items.map { row($0, width: width, theme: theme) }
        canvas.draw(
            ListView(
                rows: rows, selected: items.isEmpty ? nil : selected, emptyText: "nothing matches",
                ground: .overlay),
            in: list, theme: theme)
    }

    private func queryLine(in rect: Rect) -> Rect {
        Pane.content(of: frame(in: rect)).inset(left: 1, right: 1).splitTop(1).0
    }

    private func drawQuery(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        canvas.fill(rect, style: theme[.input])
        if query.isEmpty {
            var style = theme[.placeholder]
            style.background = theme[.input].background
            canvas.put(placeholder, in: rect, style: style, ellipsis: theme.glyphs.ellipsis)
        } else {
            // A query longer than its line is moved so that the caret stays in sight.
            let hidden = max(0, TextWidth.columns(query.prefix(caret)) - (rect.width - 1))
            canvas.put(
                query, at: Point(x: rect.x - hidden, y: rect.y), style: theme[.input], clip: rect)
        }
    }

    private func row(_ item: PickerItem, width: Int, theme: Theme) -> [Span] {
        let isOff = item.disabled != nil
        let plain = isOff ? theme.style(.dim, on: .overlay) : theme[.overlay]
        let hit = isOff ? plain : theme.style(.accent, on: .overlay).taking(.underline)
        let matched = Set(item.matched)
        var spans: [Span] = []
        for (offset, character) in item.text.enumerated() {
            let style = matched.contains(offset) ? hit : plain
            if spans.last?.style == style {
                spans[spans.count - 1].text.append(character)
            } else {
                spans.append(Span(String(character), style))
            }
        }
        let note = item.disabled ?? item.note
        let free = width - spans.columns - TextWidth.columns(note)
        guard !note.isEmpty, free >= 2 else { return spans }
        spans.append(Span(String(repeating: " ", count: free), plain))
        spans.append(Span(note, theme.style(.dim, on: .overlay)))
        return spans
    }
}
