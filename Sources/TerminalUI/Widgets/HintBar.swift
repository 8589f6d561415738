// The footer: keys that matter now and what they do.

/// Hints on one line. Where the line is short, whole hints are dropped from the end.
public struct HintBar: Widget {
    public var hints: [Hint]
    public var ground: StyleRole

    public init(_ hints: [Hint], ground: StyleRole = .text) {
        self.hints = hints
        self.ground = ground
    }

    private static let gap = 2

    /// The hints that fit into `columns`.
    public func fitting(_ columns: Int) -> [Hint] {
        var used = 0
        return Array(
            hints.prefix { hint in
                let gap = used == 0 ? 0 : Self.gap
                used += gap + TextWidth.columns(hint.key) + 1 + TextWidth.columns(hint.text)
                return used <= columns
            })
    }

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !rect.isEmpty else { return }
        let key = theme.style(.hintKey, on: ground)
        let text = theme.style(.hintText, on: ground)
        var spans: [Span] = []
        for hint in fitting(rect.width) {
            if !spans.isEmpty { spans.append(Span(String(repeating: " ", count: Self.gap), text)) }
            spans.append(Span(hint.key, key))
            spans.append(Span(" " + hint.text, text))
        }
        canvas.put(spans, at: Point(x: rect.x, y: rect.y), clip: rect)
    }
}
