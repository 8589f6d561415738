// Wraps text into lines and keeps the way back from a place on the screen to a place in the text.

/// A text wrapped at a width.
///
/// Offsets count characters (grapheme clusters) of the text. Lines break where `TextLayout`
/// breaks them. A caret may stand one column behind the last
/// character of a full line, so a layout for editing is one column narrower than its pane.
public struct WrappedText: Sendable, Equatable {
    /// One line on the screen.
    public struct Line: Sendable, Equatable {
        /// The characters it shows, its line break not among them.
        public let characters: Range<Int>
        public let text: String
        /// Columns, hanging spaces included.
        public let columns: Int
        /// Whether a line break ends it, rather than the width.
        public let endsInBreak: Bool
    }

    /// At least one, also for an empty text.
    public let lines: [Line]
    /// Columns of each line; at least one.
    public let width: Int

    public init(_ text: String, width: Int) {
        self.width = max(1, width)
        let buffer = TextBuffer(text)
        let layout = TextLayout(width: self.width) { TextWidth.columns($0) }
        let rows = layout.rows(of: buffer)
        lines = rows.enumerated().map { index, row in
            let characters = buffer.characters(in: row.range)
            return Line(
                characters: row.range, text: String(characters),
                columns: characters.reduce(0) { $0 + TextWidth.columns($1) },
                endsInBreak: !row.wraps && index < rows.count - 1)
        }
    }

    /// The lines to be read: without the spaces that hang over their ends.
    public var readLines: [String] {
        lines.map { line in
            let hanging = line.text.reversed().prefix { $0 == " " }.count
            return String(line.text.dropLast(hanging))
        }
    }

    /// Where the caret stands before the character at `offset`; the end of the text counts too.
    /// A place between two lines belongs to the later one.
    public func position(of offset: Int) -> Point {
        let y = lineIndex(of: offset)
        let line = lines[y]
        let inside = min(max(0, offset - line.characters.lowerBound), line.characters.count)
        let columns = TextWidth.columns(line.text.prefix(inside))
        return Point(x: min(columns, width), y: y)
    }

    /// The character offset nearest to a place; places outside are moved to the nearest inside.
    /// A place on the right half of a wide character is before that character.
    public func offset(at point: Point) -> Int {
        let y = min(max(0, point.y), lines.count - 1)
        let line = lines[y]
        var column = 0
        var offset = line.characters.lowerBound
        for character in line.text {
            let columns = TextWidth.columns(character)
            if point.x < column + columns { return offset }
            column += columns
            offset += 1
        }
        let isLast = y == lines.count - 1
        // Behind a wrapped line stands the next line's first place: stay before the break.
        let staysInside = !isLast && !line.endsInBreak && !line.characters.isEmpty
        return staysInside ? offset - 1 : offset
    }

    /// The line that the caret at `offset` stands on.
    public func lineIndex(of offset: Int) -> Int {
        var low = 0
        var high = lines.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lines[middle].characters.lowerBound <= offset {
                low = middle
            } else {
                high = middle - 1
            }
        }
        return low
    }
}

extension Canvas {
    /// Writes the lines of a layout into `rect` from its line `top`; `style` gives each
    /// character offset its look.
    public mutating func put(
        _ layout: WrappedText, in rect: Rect, from top: Int = 0, style: (Int) -> Style
    ) {
        for (row, line) in layout.lines.dropFirst(max(0, top)).prefix(rect.height).enumerated() {
            var x = rect.x
            var offset = line.characters.lowerBound
            for character in line.text {
                x = put(
                    String(character), at: Point(x: x, y: rect.y + row), style: style(offset),
                    clip: rect)
                offset += 1
            }
        }
    }
}
