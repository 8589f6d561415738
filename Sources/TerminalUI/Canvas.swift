// A grid of cells that views draw into; it owns the width of text.

/// Cells of one screen, row by row. Writing outside the clip rectangle is ignored.
public struct Canvas: Sendable, Equatable {
    public let size: Size
    public private(set) var cells: [Cell]

    public init(size: Size, style: Style = Style()) {
        self.size = Size(width: max(0, size.width), height: max(0, size.height))
        cells = Array(repeating: Cell(" ", style: style), count: self.size.width * self.size.height)
    }

    public subscript(x: Int, y: Int) -> Cell {
        cells[y * size.width + x]
    }

    /// Fills `rect` with blanks of `style`.
    public mutating func fill(_ rect: Rect, style: Style) {
        let area = rect.intersection(Rect(size))
        guard !area.isEmpty else { return }
        for y in area.y..<area.maxY {
            for x in area.x..<area.maxX { cells[y * size.width + x] = Cell(" ", style: style) }
        }
    }

    /// Writes one line of text from `point`, cut at `clip`'s edge. Returns the column after it.
    @discardableResult
    public mutating func put(_ text: String, at point: Point, style: Style, clip: Rect) -> Int {
        point.x
    }
}
