// Values that stay masked until asked for, and where they occur in a text.
import ReviewCore

/// The values of masked slots of one clip.
struct PersonalWords {
    /// Each value as its words, folded.
    private let values: [[String]]

    init(of work: ClipWork, setting: DeskSetting) {
        let slots = (work.clip.interpretation?.slots ?? []) + (work.correction?.slots ?? [])
        values = slots.filter { setting.schema.isMasked(slotType: $0.type) }
            .map { Self.words(of: $0.value).map(\.folded) }
            .filter { !$0.isEmpty }
    }

    var isEmpty: Bool { values.isEmpty }

    /// Grapheme ranges of `text` to mask, ascending; they may touch, never cross.
    func ranges(in text: String) -> [Range<Int>] {
        guard !values.isEmpty else { return [] }
        let words = Self.words(of: text)
        var ranges: [Range<Int>] = []
        var index = 0
        while index < words.count {
            let rest = words[index...].map(\.folded)
            guard let value = values.first(where: { rest.starts(with: $0) }) else {
                index += 1
                continue
            }
            let end = index + value.count - 1
            ranges.append(words[index].range.lowerBound..<words[end].range.upperBound)
            index = end + 1
        }
        return ranges
    }

    private struct Word {
        var range: Range<Int>
        var folded: String
    }

    /// Runs of letters and digits.
    private static func words(of text: String) -> [Word] {
        var words: [Word] = []
        for (offset, character) in text.enumerated() {
            guard character.isLetter || character.isNumber else { continue }
            if let last = words.indices.last, words[last].range.upperBound == offset {
                words[last].range = words[last].range.lowerBound..<offset + 1
                words[last].folded += character.lowercased()
            } else {
                words.append(Word(range: offset..<offset + 1, folded: character.lowercased()))
            }
        }
        return words
    }
}
