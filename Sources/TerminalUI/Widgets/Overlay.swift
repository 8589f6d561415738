// A dialog in the middle of the screen.

/// An overlay of lines with hints at its foot, sized to what it holds.
public struct Overlay: Widget {
    public var title: String
    public var lines: [[Span]]
    public var hints: [Hint]
    /// Columns wanted inside the frame; lines longer than that wrap when given as one text.
    public var width: Int

    public init(title: String, lines: [[Span]], hints: [Hint] = [], width: Int = 60) {
        self.title = title
        self.lines = lines
        self.hints = hints
        self.width = width
    }

    /// An overlay saying `text`, wrapped.
    public init(title: String, text: String, hints: [Hint] = [], width: Int = 60, theme: Theme) {
        let layout = WrappedText(text, width: width)
        self.init(
            title: title, lines: layout.lines.map { [Span($0.text, theme[.overlay])] },
            hints: hints, width: width)
    }

    /// The rectangle the overlay takes in `rect`, its frame included.
    public func frame(in rect: Rect) -> Rect {
        rect.centered(
            width: width + 4, height: lines.count + 2 + (hints.isEmpty ? 0 : 2))
    }

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        let frame = frame(in: rect)
        canvas.draw(Pane(title, isOverlay: true), in: frame, theme: theme)
        let room = Pane.content(of: frame).inset(left: 1, right: 1)
        let (body, foot) = room.splitBottom(hints.isEmpty ? 0 : 1)
        for (row, line) in lines.prefix(body.height).enumerated() {
            canvas.put(
                line, in: Rect(x: body.x, y: body.y + row, width: body.width, height: 1),
                ellipsis: theme.glyphs.ellipsis)
        }
        canvas.draw(HintBar(hints, ground: .overlay), in: foot, theme: theme)
    }
}

/// A short message over the lower right corner; it says what happened unseen.
public struct Toast: Widget {
    public var text: String

    public init(_ text: String) { self.text = text }

    /// Draws in the last row of `rect`.
    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !text.isEmpty, rect.width >= 4, rect.height >= 1 else { return }
        let cut = TextWidth.truncate(text, to: rect.width - 2, ellipsis: theme.glyphs.ellipsis)
        let row = Rect(x: rect.x, y: rect.maxY - 1, width: rect.width, height: 1)
        canvas.put(" \(cut) ", in: row, style: theme[.toast], alignment: .trailing)
    }
}
