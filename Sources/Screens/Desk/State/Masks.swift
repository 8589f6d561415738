// What of a text stays behind a mask until the reviewer asks for it.
import ReviewCore

extension DeskSetting {
    /// The ranges of `text` that may be personal, in grapheme clusters; sorted and apart. A text
    /// too long to be read live is masked whole: unread is not harmless.
    func masks(in text: String, slots: [Slot]) -> [Range<Int>] {
        guard text.utf8.count <= TextReview.longest else { return [0..<text.count] }
        let masked = MaskedText(text, slots: slots, schema: schema, language: language)
        return masked.segments.filter(\.isMasked).map(\.range)
    }

    /// A few words of a reference for the list of earlier clips, what may be personal left out.
    /// It is masked before it is cut: half a number looks like none.
    public func glimpse(of reference: String, slots: [Slot] = []) -> String {
        let words = MaskedPieces(reference, masks(in: reference, slots: slots))
        return String(words.saying("(masked)").prefix(80))
    }
}

/// A text cut where its masks begin and end.
struct MaskedPieces {
    let characters: [Character]
    private(set) var pieces: [(range: Range<Int>, isMasked: Bool)] = []

    init(_ text: String, _ masks: [Range<Int>]) {
        self.init(Array(text), masks)
    }

    init(_ characters: [Character], _ masks: [Range<Int>]) {
        self.characters = characters
        var next = 0
        func add(_ range: Range<Int>, _ isMasked: Bool) {
            if !range.isEmpty { pieces.append((range, isMasked)) }
        }
        for mask in masks {
            let mask = mask.clamped(to: 0..<characters.count)
            guard mask.lowerBound >= next else { continue }
            add(next..<mask.lowerBound, false)
            add(mask, true)
            next = mask.upperBound
        }
        add(next..<characters.count, false)
    }

    /// The text with `word` in place of each masked stretch.
    func saying(_ word: String) -> String {
        pieces.map { $0.isMasked ? word : String(characters[$0.range]) }.joined()
    }
}
