// Where motions lead: words, lines and rows.

extension Character {
    /// Part of a word for word moves: letters with their marks, digits, apostrophes.
    fileprivate var isWordPart: Bool {
        isLetter || isNumber || self == "'" || self == "\u{2019}"
            // A mark without a base, as at a text's start.
            || unicodeScalars.first?.properties.isGraphemeExtend == true
    }
}

extension TextBuffer {
    /// Where `motion` leads from `offset`. Up and down need a layout and stay here.
    func destination(of motion: TextMotion, from offset: Int) -> Int {
        switch motion {
        case .left: max(0, offset - 1)
        case .right: min(count, offset + 1)
        case .wordLeft: runStart(before: offset, of: \.isWordPart)
        case .wordRight: wordEnd(after: offset)
        case .blankWordLeft: runStart(before: offset) { !$0.isWhitespace }
        case .lineStart: line(at: offset).lowerBound
        case .lineEnd: line(at: offset).upperBound
        case .textStart: 0
        case .textEnd: count
        case .up, .down: offset
        }
    }

    private func runStart(before offset: Int, of belongs: (Character) -> Bool) -> Int {
        guard let last = lastOffset(in: 0..<offset, where: belongs) else { return 0 }
        return lastOffset(in: 0..<last) { !belongs($0) }.map { $0 + 1 } ?? 0
    }

    private func wordEnd(after offset: Int) -> Int {
        guard let first = firstOffset(in: offset..<count, where: \.isWordPart) else { return count }
        return firstOffset(in: first..<count) { !$0.isWordPart } ?? count
    }

    /// The word of that index, words being what stands between blanks; `nil` past the last.
    public func word(at index: Int) -> Range<Int>? {
        guard index >= 0 else { return nil }
        var start = 0
        var left = index
        while let first = firstOffset(in: start..<count, where: { !$0.isWhitespace }) {
            let end = firstOffset(in: first..<count, where: \.isWhitespace) ?? count
            if left == 0 { return first..<end }
            left -= 1
            start = end
        }
        return nil
    }

    /// The index of the word at `offset`, or of the next one when a blank is there: the `at` of
    /// `EditCommand.replaceWord`.
    public func wordIndex(at offset: Int) -> Int {
        let place = clamped(offset)
        var index = 0
        var start = 0
        while let first = firstOffset(in: start..<place, where: { !$0.isWhitespace }) {
            let end = firstOffset(in: first..<count, where: \.isWhitespace) ?? count
            if end >= place { break }
            index += 1
            start = end
        }
        return index
    }
}

/// One step up or down from a caret, over wrapped rows.
struct VerticalStep {
    private let buffer: TextBuffer
    private let layout: TextLayout
    private let line: Range<Int>
    private let rows: [TextRow]
    private let row: Int
    /// The caret's own column.
    let column: Int

    init(_ buffer: TextBuffer, _ caret: Int, _ layout: TextLayout) {
        self.buffer = buffer
        self.layout = layout
        line = buffer.line(at: caret)
        rows = layout.rows(of: buffer, line: line)
        let place = layout.position(of: caret, rows: rows, in: buffer)
        row = place.y
        column = place.x
    }

    /// The caret's new place; `nil` when there is no row that way.
    func offset(_ motion: TextMotion, column: Int) -> Int? {
        target(motion).map { layout.offset(atColumn: column, of: $0, in: buffer) }
    }

    private func target(_ motion: TextMotion) -> TextRow? {
        if motion == .up {
            if row > 0 { return rows[row - 1] }
            guard line.lowerBound > 0 else { return nil }
            return layout.rows(of: buffer, line: buffer.line(at: line.lowerBound - 1)).last
        }
        if row + 1 < rows.count { return rows[row + 1] }
        guard line.upperBound < buffer.count else { return nil }
        return layout.rows(of: buffer, line: buffer.line(at: line.upperBound + 1)).first
    }
}
