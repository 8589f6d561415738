// A stretch of text that looks one way; lines are made of several.

/// Text with one look.
public struct Span: Hashable, Sendable {
    public var text: String
    public var style: Style

    public init(_ text: String, _ style: Style) {
        self.text = text
        self.style = style
    }
}

extension [Span] {
    /// Columns the spans take side by side.
    public var columns: Int { reduce(0) { $0 + TextWidth.columns($1.text) } }

    /// The spans cut to `columns`; the ellipsis takes the look of the text it cuts.
    public func truncated(to columns: Int, ellipsis: String = "…") -> [Span] {
        guard self.columns > columns else { return self }
        var room = columns
        var kept: [Span] = []
        for (index, span) in enumerated() {
            let width = TextWidth.columns(span.text)
            let restIsEmpty = self[(index + 1)...].allSatisfy(\.text.isEmpty)
            // The ellipsis must fit behind what is kept, unless nothing follows.
            if width < room || (width == room && restIsEmpty) {
                kept.append(span)
                room -= width
                continue
            }
            let marked = width <= room ? span.text + ellipsis : span.text
            kept.append(
                Span(TextWidth.truncate(marked, to: room, ellipsis: ellipsis), span.style))
            break
        }
        return kept
    }
}

/// Where text stands in the room it has.
public enum Alignment: Hashable, Sendable {
    case leading, center, trailing

    /// Columns to leave free before text of `columns` in `room`.
    func indent(_ columns: Int, in room: Int) -> Int {
        switch self {
        case .leading: 0
        case .center: max(0, (room - columns) / 2)
        case .trailing: max(0, room - columns)
        }
    }
}

extension Canvas {
    /// Writes spans side by side from `point`. Returns the column after them.
    @discardableResult
    public mutating func put(_ spans: [Span], at point: Point, clip: Rect) -> Int {
        spans.reduce(point.x) { x, span in
            put(span.text, at: Point(x: x, y: point.y), style: span.style, clip: clip)
        }
    }

    /// Writes a line into the first row of `rect`, aligned, cut with an ellipsis where too long.
    public mutating func put(
        _ spans: [Span], in rect: Rect, alignment: Alignment = .leading, ellipsis: String = "…"
    ) {
        guard !rect.isEmpty else { return }
        let line = spans.truncated(to: rect.width, ellipsis: ellipsis)
        let indent = alignment.indent(line.columns, in: rect.width)
        put(line, at: Point(x: rect.x + indent, y: rect.y), clip: rect)
    }

    /// Writes a line into the first row of `rect`, aligned, cut with an ellipsis where too long.
    public mutating func put(
        _ text: String, in rect: Rect, style: Style, alignment: Alignment = .leading,
        ellipsis: String = "…"
    ) {
        put([Span(text, style)], in: rect, alignment: alignment, ellipsis: ellipsis)
    }
}
