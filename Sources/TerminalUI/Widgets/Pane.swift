// A framed area with a title; overlays are panes in the middle of the screen.

/// A frame with a title in its upper edge and, where given, a note in its lower edge.
public struct Pane: Widget {
    public var title: String
    public var note: String
    /// Whether keys go to this pane; its frame then stands out.
    public var isFocused: Bool
    /// Overlays have their own looks and cover what is behind them.
    public var isOverlay: Bool

    public init(
        _ title: String = "", note: String = "", isFocused: Bool = false, isOverlay: Bool = false
    ) {
        self.title = title
        self.note = note
        self.isFocused = isFocused
        self.isOverlay = isOverlay
    }

    /// The room inside the frame.
    public static func content(of rect: Rect) -> Rect {
        rect.inset(left: 1, top: 1, right: 1, bottom: 1)
    }

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        let frame = theme[isOverlay ? .overlayBorder : isFocused ? .accent : .border]
        if isOverlay { canvas.fill(rect, style: theme[.overlay]) }
        canvas.box(rect, style: frame, glyphs: theme.glyphs)
        guard rect.width >= 6, rect.height >= 2 else { return }
        let words = theme[isOverlay ? .overlayTitle : .heading]
        label(title, style: words, y: rect.y, .leading, on: &canvas, in: rect, theme: theme)
        let quiet = theme.style(.dim, on: isOverlay ? .overlay : .text)
        label(note, style: quiet, y: rect.maxY - 1, .trailing, on: &canvas, in: rect, theme: theme)
    }

    private func label(
        _ text: String, style: Style, y: Int, _ alignment: Alignment, on canvas: inout Canvas,
        in rect: Rect, theme: Theme
    ) {
        guard !text.isEmpty else { return }
        let cut = TextWidth.truncate(
            text, to: rect.width - 6, ellipsis: theme.glyphs.ellipsis)
        guard !cut.isEmpty else { return }
        canvas.put(
            " \(cut) ", in: Rect(x: rect.x + 2, y: y, width: rect.width - 4, height: 1),
            style: style, alignment: alignment)
    }
}

extension Rect {
    /// A rectangle of at most this size in the middle of this one.
    public func centered(width: Int, height: Int) -> Rect {
        let columns = min(max(0, width), self.width)
        let rows = min(max(0, height), self.height)
        return Rect(
            x: x + (self.width - columns) / 2, y: y + (self.height - rows) / 2, width: columns,
            height: rows)
    }
}
