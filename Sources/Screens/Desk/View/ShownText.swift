// A text being edited as it may be drawn: masked stretches stand as dots, places keep their meaning.
import ReviewCore
import TerminalUI

extension Theme {
    /// What stands in place of anything masked; it tells neither length nor words.
    var maskDots: String { String(repeating: glyphs.bullet, count: ShownText.dots) }
}

/// An editor of what is drawn, and which place of the text each place of it stands for.
struct ShownText {
    /// Holds the drawn text, its caret and selection where those of the text are.
    private(set) var editor: TextEditor
    /// Places of the drawn text that are dots.
    private(set) var masked: [Range<Int>] = []
    /// The place in the text of each drawn character and of the end; `nil` when nothing is masked.
    private var places: [Int]?

    static let dots = 4

    init(_ text: TextEditor, masking ranges: [Range<Int>], dot: String = "*") {
        editor = text
        guard !ranges.isEmpty else { return }
        let characters = text.buffer.characters(in: 0..<text.buffer.count)
        var shown: [Character] = []
        var places: [Int] = []
        for (range, isMasked) in MaskedPieces(characters, ranges).pieces {
            if isMasked {
                masked.append(shown.count..<shown.count + Self.dots)
                shown += Array(repeating: dot.first ?? "*", count: Self.dots)
                places += Array(repeating: range.lowerBound, count: Self.dots)
            } else {
                shown += characters[range]
                places += range
            }
        }
        places.append(characters.count)
        self.places = places
        editor = TextEditor(String(shown), caret: start(of: text.anchor ?? text.caret))
        editor.setCaret(start(of: text.caret), selecting: text.anchor != nil)
    }

    /// The place of the text that the drawn place `offset` stands for.
    func place(of offset: Int) -> Int {
        guard let places else { return offset }
        return places[min(max(0, offset), places.count - 1)]
    }

    /// Where `range` of the text is drawn.
    func drawn(_ range: Range<Int>) -> Range<Int> {
        guard let places else { return range }
        let start = start(of: range.lowerBound)
        let end = places.firstIndex { $0 >= range.upperBound } ?? places.count - 1
        return start..<max(start, end)
    }

    /// Where `place` is drawn; inside a mask, at its first dot.
    private func start(of place: Int) -> Int {
        guard let places, let last = places.lastIndex(where: { $0 <= place }) else { return place }
        return places.firstIndex(of: places[last]) ?? last
    }
}

extension DeskState {
    /// The reference as it may be drawn now. While typing nothing is masked: a hidden word cannot
    /// be mended.
    func shownReference(_ work: ClipWork, dot: String = "*") -> ShownText {
        let isOpen = writing == .typing || work.personalShown
        return ShownText(
            work.reference, masking: isOpen ? [] : work.review.maskedReference, dot: dot)
    }
}
