// Where lines wrap: from clusters and their widths to rows, and from offsets to columns.

/// One row on the screen.
public struct TextRow: Hashable, Sendable {
    /// Clusters of the row, without a line end. Blanks at a wrap hang over the row's width.
    public var range: Range<Int>
    /// Whether the next row goes on with the same line.
    public var wraps: Bool

    public init(range: Range<Int>, wraps: Bool) {
        self.range = range
        self.wraps = wraps
    }

    /// The last place in the row for a caret: a wrapped row's end is the next row's start.
    var lastCaret: Int { wraps ? max(range.lowerBound, range.upperBound - 1) : range.upperBound }
}

/// How wide a row is and how wide clusters are.
///
/// The caret may stand in column `width`, behind a full row: give one column less than the area
/// has, where the caret must stay inside.
public struct TextLayout: Sendable {
    public var width: Int
    /// Columns a cluster takes, never negative.
    public var cellWidth: @Sendable (Character) -> Int

    public init(width: Int, cellWidth: @escaping @Sendable (Character) -> Int) {
        self.width = max(1, width)
        self.cellWidth = cellWidth
    }

    /// Lines as long as they are, a column a cluster.
    public static let unwrapped = TextLayout(width: .max) { _ in 1 }

    /// All rows of `buffer`; at least one.
    public func rows(of buffer: TextBuffer) -> [TextRow] {
        var rows: [TextRow] = []
        var start = 0
        while true {
            let end =
                buffer.firstOffset(in: start..<buffer.count, where: \.isLineEnd) ?? buffer.count
            rows += self.rows(of: buffer, line: start..<end)
            if end == buffer.count { return rows }
            start = end + 1
        }
    }

    /// The rows of one logical line.
    public func rows(of buffer: TextBuffer, line: Range<Int>) -> [TextRow] {
        guard width < .max else { return [TextRow(range: line, wraps: false)] }
        var rows: [TextRow] = []
        var wrap = LineWrap(start: line.lowerBound)
        for (index, cluster) in buffer.characters(in: line).enumerated() {
            let place = line.lowerBound + index
            let blank = cluster.isAsciiBlank
            if let cut = wrap.add(cells: cells(cluster), blank: blank, at: place, width: width) {
                rows.append(TextRow(range: cut, wraps: true))
            }
        }
        rows.append(TextRow(range: wrap.start..<line.upperBound, wraps: false))
        return rows
    }

    /// The row, as an index into `rows`, and the column in which a caret at `offset` stands.
    public func position(of offset: Int, rows: [TextRow], in buffer: TextBuffer) -> Point {
        let place = buffer.clamped(offset)
        // Rows are in order: find the last that starts at or before the place.
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].range.lowerBound <= place { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return Point(x: 0, y: 0) }
        let row = rows[low - 1]
        let end = min(place, row.range.upperBound)
        return Point(
            x: min(width, columns(of: buffer, in: row.range.lowerBound..<end)), y: low - 1)
    }

    /// The place in `row` whose column is nearest to `column` without passing it.
    public func offset(atColumn column: Int, of row: TextRow, in buffer: TextBuffer) -> Int {
        var used = 0
        for (index, cluster) in buffer.characters(in: row.range).enumerated() {
            used += cells(cluster)
            if used > column { return min(row.range.lowerBound + index, row.lastCaret) }
        }
        return row.lastCaret
    }

    private func columns(of buffer: TextBuffer, in range: Range<Int>) -> Int {
        buffer.characters(in: range).reduce(0) { $0 + cells($1) }
    }

    /// Printable ASCII is one column everywhere; the rest is looked up.
    private func cells(_ cluster: Character) -> Int {
        if let byte = cluster.onlyByte, (0x20..<0x7F).contains(byte) { return 1 }
        return max(0, cellWidth(cluster))
    }
}

/// Greedy wrapping of one line, cluster by cluster.
private struct LineWrap {
    /// Start of the row being filled.
    private(set) var start: Int
    private var used = 0
    /// The last place a row may end, and the columns used up to there.
    private var breakable: Int?
    private var usedAtBreak = 0
    private var previousWide = false

    init(start: Int) {
        self.start = start
    }

    /// Takes a cluster; answers the finished row if it no longer fits.
    mutating func add(cells: Int, blank: Bool, at place: Int, width: Int) -> Range<Int>? {
        // Wide scripts have no blanks between words: a row may end beside any wide cluster.
        if place > start, cells > 1 || previousWide, !blank { mark(place) }
        previousWide = cells > 1
        var finished: Range<Int>?
        if !blank, used + cells > width, place > start {
            if breakable == nil { mark(place) }
            let cut = breakable ?? place
            finished = start..<cut
            start = cut
            used -= usedAtBreak
            breakable = nil
            usedAtBreak = 0
        }
        used += cells
        if blank { mark(place + 1) }
        return finished
    }

    private mutating func mark(_ place: Int) {
        breakable = place
        usedAtBreak = used
    }
}

extension Character {
    fileprivate var onlyByte: UInt8? {
        let bytes = utf8
        return bytes.count == 1 ? bytes.first : nil
    }

    /// A row may end behind it.
    fileprivate var isAsciiBlank: Bool { onlyByte == 0x20 || onlyByte == 0x09 }
}
