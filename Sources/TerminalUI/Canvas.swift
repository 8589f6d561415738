// A grid of cells that views draw into; it owns the width of text.

/// Cells of one screen, row by row. Writing outside the clip rectangle is ignored.
///
/// A cluster two columns wide owns its first cell and is followed by a continuation. The canvas
/// keeps that pairing whole: whoever overwrites one half blanks the other.
public struct Canvas: Sendable, Equatable {
    public let size: Size
    public private(set) var cells: [Cell]

    public init(size: Size, style: Style = Style()) {
        self.size = Size(width: max(0, size.width), height: max(0, size.height))
        cells = Array(repeating: Cell(" ", style: style), count: self.size.width * self.size.height)
    }

    public var bounds: Rect { Rect(size) }

    public subscript(x: Int, y: Int) -> Cell {
        cells[y * size.width + x]
    }

    /// Fills `rect` with blanks of `style`.
    public mutating func fill(_ rect: Rect, style: Style) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        for y in area.y..<area.maxY {
            detachEdges(ofRow: y, from: area.x, to: area.maxX)
            for x in area.x..<area.maxX { cells[y * size.width + x] = Cell(" ", style: style) }
        }
    }

    /// Fills `rect` with a one-column cluster; a wider one is replaced by blanks.
    public mutating func fill(_ rect: Rect, with cluster: Character, style: Style) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        let pieces = TextWidth.pieces(cluster)
        let text = pieces.count == 1 && pieces[0].columns == 1 ? pieces[0].text : " "
        for y in area.y..<area.maxY {
            detachEdges(ofRow: y, from: area.x, to: area.maxX)
            for x in area.x..<area.maxX { cells[y * size.width + x] = Cell(text, style: style) }
        }
    }

    /// Changes the look of what stands in `rect`, keeping the text.
    public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        for y in area.y..<area.maxY {
            for x in area.x..<area.maxX { change(&cells[y * size.width + x].style) }
        }
    }

    /// Writes one line of text from `point`, cut at `clip`'s edge. Returns the column after it.
    ///
    /// The column is where the whole text ends, also when part of it was cut. A cluster that does
    /// not fit whole leaves blanks in the columns it would have begun to fill.
    @discardableResult
    public mutating func put(_ text: String, at point: Point, style: Style, clip: Rect) -> Int {
        let area = clip.intersection(bounds)
        guard !area.isEmpty, point.y >= area.y, point.y < area.maxY else {
            return point.x + TextWidth.columns(text)
        }
        var x = point.x
        for cluster in text {
            if let byte = Self.plainByte(cluster) {
                if x >= area.x && x < area.maxX {
                    setCell(
                        x, point.y, Cell(Self.plain[Int(byte) - 0x20], style: style), columns: 1)
                }
                x += 1
            } else {
                x = put(TextWidth.pieces(cluster), x: x, y: point.y, style: style, area: area)
            }
        }
        return x
    }

    /// Writes one line of text from `point`, cut at the canvas's edge.
    @discardableResult
    public mutating func put(_ text: String, at point: Point, style: Style) -> Int {
        put(text, at: point, style: style, clip: bounds)
    }

    private mutating func put(
        _ pieces: [ScreenPiece], x: Int, y: Int, style: Style, area: Rect
    ) -> Int {
        let end = pieces.reduce(x) { $0 + $1.columns }
        guard x >= area.x, end <= area.maxX else {
            for column in max(x, area.x)..<max(max(x, area.x), min(end, area.maxX)) {
                setCell(column, y, Cell(" ", style: style), columns: 1)
            }
            return end
        }
        var column = x
        for piece in pieces {
            setCell(column, y, Cell(piece.text, style: style), columns: piece.columns)
            column += piece.columns
        }
        return end
    }

    private mutating func setCell(_ x: Int, _ y: Int, _ cell: Cell, columns: Int) {
        detachEdges(ofRow: y, from: x, to: x + columns)
        let index = y * size.width + x
        cells[index] = cell
        if columns == 2 { cells[index + 1] = Cell("", style: cell.style) }
    }

    /// Blanks the halves of wide clusters that reach over the ends of `from..<to` in row `y`.
    private mutating func detachEdges(ofRow y: Int, from start: Int, to end: Int) {
        let row = y * size.width
        if start > 0 && cells[row + start].isContinuation { cells[row + start - 1].text = " " }
        if end < size.width && cells[row + end].isContinuation { cells[row + end].text = " " }
    }

    private static func plainByte(_ cluster: Character) -> UInt8? {
        guard cluster.utf8.count == 1, let byte = cluster.utf8.first, byte >= 0x20, byte < 0x7F
        else { return nil }
        return byte
    }

    /// The printable ASCII characters, so that writing them makes no new strings.
    private static let plain: [String] = (UInt8(0x20)..<0x7F).map {
        String(Unicode.Scalar($0))
    }
}
