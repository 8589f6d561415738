// A list of rows with one selected.

/// Rows of text in a window; the selected one is marked by its look and by a pointer.
public struct ListView: Widget {
    public var rows: [[Span]]
    public var selected: Int?
    /// First row shown; moved so that the selected one is seen.
    public var top: Int
    /// What is said in place of rows when there are none.
    public var emptyText: String
    /// The role the list stands on: `text`, or `overlay` inside one.
    public var ground: StyleRole

    public init(
        rows: [[Span]], selected: Int? = nil, top: Int = 0, emptyText: String = "",
        ground: StyleRole = .text
    ) {
        self.rows = rows
        self.selected = selected
        self.top = top
        self.emptyText = emptyText
        self.ground = ground
    }

    /// The window that `draw` shows in a room of `height` rows.
    public func window(height: Int) -> ScrollWindow {
        let window = ScrollWindow(top: top, height: height, count: rows.count)
        return selected.map { window.showing($0) } ?? window
    }

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !rect.isEmpty else { return }
        if rows.isEmpty {
            canvas.put(
                emptyText, in: rect.inset(left: 2), style: theme.style(.dim, on: ground),
                ellipsis: theme.glyphs.ellipsis)
            return
        }
        let window = window(height: rect.height)
        let hasBar = !window.isAll && rect.width > 4
        let width = rect.width - (hasBar ? 1 : 0)
        for (line, index) in window.rows.enumerated() {
            let place = Rect(x: rect.x, y: rect.y + line, width: width, height: 1)
            drawRow(index, on: &canvas, in: place, theme: theme)
        }
        if hasBar { canvas.draw(Scrollbar(window, ground: ground), in: rect, theme: theme) }
    }

    private func drawRow(_ index: Int, on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        let isSelected = index == selected
        let look = theme[.selection]
        if isSelected {
            canvas.fill(rect, style: look)
            canvas.put(
                theme.glyphs.pointer, at: Point(x: rect.x, y: rect.y), style: look, clip: rect)
        }
        let spans = rows[index].map { span in
            isSelected ? Span(span.text, look.taking(span.style.attributes)) : span
        }
        canvas.put(spans, in: rect.inset(left: 2), ellipsis: theme.glyphs.ellipsis)
    }
}

extension Style {
    /// The style with more attributes; reverse is not taken, it would undo a selection's own.
    func taking(_ more: Attributes) -> Style {
        var style = self
        style.attributes.formUnion(more.subtracting(.reverse))
        return style
    }
}
