// How text becomes columns: each cluster is cut into pieces that every terminal draws alike.

/// What the screen shows of a cluster: one cell's text and the columns it takes.
public struct ScreenPiece: Hashable, Sendable {
    /// A spacing scalar with at most four combining ones after it.
    public let text: String
    /// One or two.
    public let columns: Int

    public init(_ text: String, columns: Int) {
        self.text = text
        self.columns = columns
    }
}

/// Widths of text in columns, as terminals with glibc's `wcwidth` advance.
///
/// Terminals of that family add up the widths of scalars, so a Devanagari conjunct takes as many
/// columns as it has spacing scalars. What terminals disagree on is replaced here by something
/// they agree on: joined emoji by their first emoji, flags by their letters, controls by their
/// pictures, invisible and unknown scalars by U+FFFD. Nothing typed can thus shift a line, hide
/// text or turn its direction.
public enum TextWidth {
    /// A cell holds no more scalars than this; ncurses drops the rest without a word.
    static let scalarsPerCell = 5

    /// Columns of a whole text on one line.
    public static func columns(_ text: some StringProtocol) -> Int {
        if let ascii = asciiColumns(text) { return ascii }
        return text.reduce(0) { $0 + columns($1) }
    }

    /// Columns of one grapheme cluster; at least one.
    public static func columns(_ cluster: Character) -> Int {
        if let value = cluster.asciiValue, cluster.utf8.count == 1, value >= 0x20, value < 0x7F {
            return 1
        }
        return pieces(cluster).reduce(0) { $0 + $1.columns }
    }

    /// What the screen shows of a cluster, left to right.
    public static func pieces(_ cluster: Character) -> [ScreenPiece] {
        let scalars = cluster.unicodeScalars
        let first = scalars[scalars.startIndex]
        if scalars.count == 1, case .columns(let columns) = ScalarWidth.of(first),
            flagLetter(first) == nil
        {
            return [ScreenPiece(String(cluster), columns: columns)]
        }
        if isEmojiSequence(scalars) {
            return pieces(Character(first))
        }
        var assembly = PieceAssembly()
        for scalar in scalars { assembly.add(scalar) }
        return assembly.finished()
    }

    /// `text` cut to at most `columns` columns; the cut is shown by `ellipsis`.
    public static func truncate(_ text: String, to columns: Int, ellipsis: String = "…") -> String {
        guard columns > 0 else { return "" }
        if self.columns(text) <= columns { return text }
        let mark = self.columns(ellipsis) <= columns ? ellipsis : ""
        let room = columns - self.columns(mark)
        var used = 0
        var end = text.startIndex
        while end < text.endIndex {
            used += self.columns(text[end])
            if used > room { break }
            end = text.index(after: end)
        }
        return text[..<end] + mark
    }

    /// The letter a regional indicator stands for; flags are drawn as their two letters.
    static func flagLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard (0x1F1E6...0x1F1FF).contains(scalar.value) else { return nil }
        return Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41)
    }

    private static func asciiColumns(_ text: some StringProtocol) -> Int? {
        var count = 0
        for byte in text.utf8 {
            guard byte >= 0x20, byte < 0x7F else { return nil }
            count += 1
        }
        return count
    }

    /// Whether more than one emoji, or an emoji and its modifiers, make up the cluster.
    private static func isEmojiSequence(_ scalars: Character.UnicodeScalarView) -> Bool {
        guard let first = scalars.first, first.value > 0xFF, scalars.count > 1 else { return false }
        guard first.properties.isEmoji, flagLetter(first) == nil else { return false }
        return scalars.dropFirst().allSatisfy { scalar in
            scalar.properties.isEmoji || scalar.properties.isEmojiModifier
                || scalar.value == 0x200D || isDropped(scalar)
        }
    }

    /// Scalars that only choose among looks: dropped, since terminals differ on what they do.
    static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0xE0020...0xE007F: true
        default: false
        }
    }
}

/// Gathers the scalars of a cluster into cells.
private struct PieceAssembly {
    private var pieces: [ScreenPiece] = []
    private var text = ""
    private var scalarCount = 0
    private var columns = 0

    mutating func add(_ scalar: Unicode.Scalar) {
        if TextWidth.isDropped(scalar) {
            // A selector with nothing to select from must still be seen.
            if scalarCount == 0 && pieces.isEmpty { begin("\u{FFFD}", columns: 1) }
            return
        }
        if let letter = TextWidth.flagLetter(scalar) {
            begin(letter, columns: 1)
            return
        }
        switch ScalarWidth.of(scalar) {
        case .columns(let count): begin(scalar, columns: count)
        case .combining: combine(scalar)
        case .unsafe: begin(Self.picture(of: scalar), columns: 1)
        }
    }

    mutating func finished() -> [ScreenPiece] {
        close()
        return pieces
    }

    private mutating func begin(_ scalar: Unicode.Scalar, columns: Int) {
        close()
        text = String(scalar)
        scalarCount = 1
        self.columns = columns
    }

    private mutating func combine(_ scalar: Unicode.Scalar) {
        if scalarCount == 0 {
            // A mark without a letter sits on a dotted circle; a joiner alone is shown as unknown.
            let isJoiner = scalar.value == 0x200C || scalar.value == 0x200D
            begin(isJoiner ? "\u{FFFD}" : "\u{25CC}", columns: 1)
            if isJoiner { return }
        }
        guard scalarCount < TextWidth.scalarsPerCell else { return }
        text.unicodeScalars.append(scalar)
        scalarCount += 1
    }

    private mutating func close() {
        guard scalarCount > 0 else { return }
        pieces.append(ScreenPiece(text, columns: columns))
        text = ""
        scalarCount = 0
    }

    /// A visible stand-in: the control's picture, else the replacement character.
    private static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        default: "\u{FFFD}"
        }
    }
}
