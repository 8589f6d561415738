// Lines and boxes.

/// The characters pictures are made of: Unicode's, or plain ASCII for other locales.
public enum Glyphs: Sendable, Equatable {
    case unicode, ascii

    public var horizontal: Character { self == .unicode ? "─" : "-" }
    public var vertical: Character { self == .unicode ? "│" : "|" }
    /// Corners clockwise from the top left.
    public var corners: [Character] {
        self == .unicode ? ["╭", "╮", "╯", "╰"] : ["+", "+", "+", "+"]
    }
    public var ellipsis: String { self == .unicode ? "…" : "..." }
    public var bullet: String { self == .unicode ? "•" : "*" }
    /// Marks the selected row, so that it is found without colour.
    public var pointer: String { self == .unicode ? "▸" : ">" }
    public var moreAbove: String { self == .unicode ? "▴" : "^" }
    public var moreBelow: String { self == .unicode ? "▾" : "v" }
    public var separator: String { self == .unicode ? "·" : "-" }
}

extension Canvas {
    public mutating func horizontalLine(
        from point: Point, columns: Int, style: Style, glyphs: Glyphs = .unicode
    ) {
        fill(
            Rect(x: point.x, y: point.y, width: columns, height: 1), with: glyphs.horizontal,
            style: style)
    }

    public mutating func verticalLine(
        from point: Point, rows: Int, style: Style, glyphs: Glyphs = .unicode
    ) {
        fill(
            Rect(x: point.x, y: point.y, width: 1, height: rows), with: glyphs.vertical,
            style: style)
    }

    /// A rounded frame along the edge of `rect`; nothing where it is smaller than two by two.
    public mutating func box(_ rect: Rect, style: Style, glyphs: Glyphs = .unicode) {
        guard rect.width >= 2, rect.height >= 2 else { return }
        let right = rect.maxX - 1
        let bottom = rect.maxY - 1
        for y in [rect.y, bottom] {
            horizontalLine(
                from: Point(x: rect.x, y: y), columns: rect.width, style: style, glyphs: glyphs)
        }
        for x in [rect.x, right] {
            verticalLine(
                from: Point(x: x, y: rect.y), rows: rect.height, style: style, glyphs: glyphs)
        }
        let places = [
            Point(x: rect.x, y: rect.y), Point(x: right, y: rect.y),
            Point(x: right, y: bottom), Point(x: rect.x, y: bottom),
        ]
        for (place, corner) in zip(places, glyphs.corners) {
            put(String(corner), at: place, style: style)
        }
    }
}
