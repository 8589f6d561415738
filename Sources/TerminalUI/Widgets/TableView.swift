// A table: a heading, rows of cells under it, one row selected.

/// A column of a table.
public struct TableColumn: Sendable, Equatable {
    public var title: String
    public var width: Int
    public var alignment: Alignment
    /// Columns with a higher number are the first to go where the table is narrow; 0 stays.
    public var rank: Int
    /// The width up to which it takes the room that the others leave; `nil` where it takes none.
    public var most: Int?

    public init(
        _ title: String, width: Int, _ alignment: Alignment = .leading, rank: Int = 0,
        most: Int? = nil
    ) {
        self.title = title
        self.width = width
        self.alignment = alignment
        self.rank = rank
        self.most = most
    }
}

/// What stands where a row and a column meet.
public enum TableCell: Sendable, Equatable {
    case text([Span])
    /// The newest at the right; a full column is the largest of them.
    case run([Double], StyleRole)
    /// 0...1.
    case share(Double, StyleRole)
}

/// Rows under a heading, in a window; the selected one is marked by its look and by a pointer.
public struct TableView: Widget {
    public var columns: [TableColumn]
    public var rows: [[TableCell]]
    public var selected: Int?
    /// First row shown; moved so that the selected one is seen.
    public var top: Int
    /// Whether keys go to this table: its selection is shown only then.
    public var isFocused: Bool
    public var hasHeading: Bool
    public var emptyText: String

    public init(
        columns: [TableColumn], rows: [[TableCell]], selected: Int? = nil, top: Int = 0,
        isFocused: Bool = true, hasHeading: Bool = true, emptyText: String = ""
    ) {
        self.columns = columns
        self.rows = rows
        self.selected = selected
        self.top = top
        self.isFocused = isFocused
        self.hasHeading = hasHeading
        self.emptyText = emptyText
    }

    private static let gap = 2
    /// Columns at the left for the pointer.
    private static let margin = 2

    /// Which columns fit into `width`, and from where to where each goes.
    public func layout(width: Int) -> [(column: Int, x: Int, width: Int)] {
        // The bar at the right edge has a column of its own.
        let room = width - Self.margin - 1
        var kept = Array(columns.indices)
        func needed(_ kept: [Int]) -> Int {
            kept.reduce(0) { $0 + columns[$1].width } + Self.gap * max(0, kept.count - 1)
        }
        while needed(kept) > room,
            let least = kept.filter({ columns[$0].rank > 0 })
                .max(by: { columns[$0].rank < columns[$1].rank })
        {
            kept.removeAll { $0 == least }
        }
        var spare = room - needed(kept)
        var x = Self.margin
        return kept.map { index in
            var columnWidth = columns[index].width
            if let most = columns[index].most {
                // Where even the least is too much, the one that gives is the one that takes.
                columnWidth = max(1, min(max(most, columnWidth), columnWidth + spare))
                spare -= columnWidth - columns[index].width
            }
            defer { x += columnWidth + Self.gap }
            return (index, x, columnWidth)
        }
    }

    public func draw(on canvas: inout Canvas, in rect: Rect, theme: Theme) {
        guard !rect.isEmpty else { return }
        let (heading, body) = rect.splitTop(hasHeading ? 1 : 0)
        let places = layout(width: rect.width)
        for (index, x, width) in places where !heading.isEmpty {
            canvas.put(
                columns[index].title,
                in: Rect(x: rect.x + x, y: heading.y, width: width, height: 1),
                style: theme[.dim], alignment: columns[index].alignment,
                ellipsis: theme.glyphs.ellipsis)
        }
        if rows.isEmpty {
            canvas.put(
                emptyText, in: body.inset(left: Self.margin), style: theme[.dim],
                ellipsis: theme.glyphs.ellipsis)
            return
        }
        let all = ScrollWindow(top: top, height: body.height, count: rows.count)
        let window = selected.map { all.showing($0) } ?? all
        for (line, index) in window.rows.enumerated() {
            let place = Rect(x: body.x, y: body.y + line, width: body.width - 1, height: 1)
            draw(rows[index], isMarked: index == selected, places, on: &canvas, place, theme)
        }
        canvas.draw(Scrollbar(window), in: body, theme: theme)
    }

    private func draw(
        _ row: [TableCell], isMarked: Bool, _ places: [(column: Int, x: Int, width: Int)],
        on canvas: inout Canvas, _ line: Rect, _ theme: Theme
    ) {
        for (index, x, width) in places where row.indices.contains(index) {
            let room = Rect(x: line.x + x, y: line.y, width: width, height: 1)
                .intersection(line)
            switch row[index] {
            case .text(let spans):
                canvas.put(
                    spans, in: room, alignment: columns[index].alignment,
                    ellipsis: theme.glyphs.ellipsis)
            case .run(let values, let role):
                canvas.draw(Sparkline(values, role: role), in: room, theme: theme)
            case .share(let share, let role):
                canvas.draw(ProgressBar(share, role: role), in: room, theme: theme)
            }
        }
        guard isMarked, isFocused else { return }
        let look = theme[.selection]
        canvas.restyle(line) { $0 = look.taking($0.attributes) }
        canvas.put(
            theme.glyphs.pointer, at: Point(x: line.x, y: line.y), style: look, clip: line)
    }
}
