// Wraps text into lines and keeps the way back from a place on the screen to a place in the text.

/// A text wrapped at a width.
///
/// Offsets count characters (grapheme clusters) of the text. Lines break after spaces, between
/// wide characters, at line breaks, and inside a word only when it is longer than the width.
/// Spaces that do not fit hang over the end. A caret may stand one column behind the last
/// character of a full line, so a layout for editing is one column narrower than its pane.
public struct TextLayout: Sendable, Equatable {
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
        var wrapping = Wrapping(width: self.width)
        for character in text { wrapping.add(character) }
        lines = wrapping.finished()
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

/// The state of wrapping: the finished lines and the one being filled.
private struct Wrapping {
    let width: Int
    private var lines: [TextLayout.Line] = []
    private var start = 0
    private var characters: [Character] = []
    private var columns: [Int] = []
    private var used = 0
    /// How many characters of the current line end at the last place where it may break.
    private var breakAt = 0

    init(width: Int) { self.width = width }

    mutating func add(_ character: Character) {
        if character.isNewline {
            close(count: characters.count, endsInBreak: true)
            start += 1
            return
        }
        let size = TextWidth.columns(character)
        let isSpace = character == " "
        if size == 2 { breakAt = characters.count }
        if !isSpace {
            // What moves to the next line may itself be too long for it.
            while used + size > width && !characters.isEmpty {
                close(count: breakAt > 0 ? breakAt : characters.count, endsInBreak: false)
            }
        }
        characters.append(character)
        columns.append(size)
        used += size
        if isSpace || size == 2 { breakAt = characters.count }
    }

    mutating func finished() -> [TextLayout.Line] {
        close(count: characters.count, endsInBreak: false)
        return lines
    }

    /// Ends the line after `count` characters; those behind begin the next one.
    private mutating func close(count: Int, endsInBreak: Bool) {
        lines.append(
            TextLayout.Line(
                characters: start..<(start + count), text: String(characters[..<count]),
                columns: columns[..<count].reduce(0, +), endsInBreak: endsInBreak))
        characters.removeFirst(count)
        columns.removeFirst(count)
        start += count
        used = columns.reduce(0, +)
        breakAt = 0
    }
}

extension Canvas {
    /// Writes the lines of a layout into `rect` from its line `top`; `style` gives each
    /// character offset its look.
    public mutating func put(
        _ layout: TextLayout, in rect: Rect, from top: Int = 0, style: (Int) -> Style
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
