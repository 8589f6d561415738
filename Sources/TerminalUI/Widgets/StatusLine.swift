// A line of segments, and tabs.

/// A bar with segments from the left and from the right. Where they meet, segments on the right
/// are dropped first, the innermost before the others, then the left ones are cut.
public struct StatusLine: Widget {
    public var leading: [[Span]]
    public var trailing: [[Span]]

    public init(leading: [[Span]], trailing: [[Span]] = []) {
        self.leading = leading
        self.trailing = trailing
    }

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !rect.isEmpty else { return }
        let bar = Rect(x: rect.x, y: rect.y, width: rect.width, height: 1)
        canvas.fill(bar, style: theme[.statusBar])
        let left = joined(leading, theme: theme)
        var kept = trailing
        while !kept.isEmpty, left.columns + 2 + joined(kept, theme: theme).columns > rect.width {
            kept.removeFirst()
        }
        canvas.put(left, in: bar, ellipsis: theme.glyphs.ellipsis)
        canvas.put(joined(kept, theme: theme), in: bar, alignment: .trailing)
    }

    private func joined(_ segments: [[Span]], theme: Theme) -> [Span] {
        let gap = Span("  ", theme[.statusBar])
        return Array(segments.filter { !$0.isEmpty }.joined(separator: [gap]))
    }
}

/// Names beside each other, one of them current.
public struct Tabs: Widget {
    public var names: [String]
    public var current: Int

    public init(_ names: [String], current: Int) {
        self.names = names
        self.current = current
    }

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !rect.isEmpty else { return }
        let spans = names.enumerated().flatMap { index, name in
            [
                Span(" \(name) ", theme[index == current ? .selection : .dim]),
                Span(" ", theme[.text]),
            ]
        }
        canvas.put(spans.dropLast(), in: rect, theme: theme)
    }
}

extension Canvas {
    /// Writes spans into the first row of `rect`, cut with the theme's ellipsis.
    public mutating func put(_ spans: some Sequence<Span>, in rect: Rect, theme: Theme) {
        put(Array(spans), in: rect, ellipsis: theme.glyphs.ellipsis)
    }
}
