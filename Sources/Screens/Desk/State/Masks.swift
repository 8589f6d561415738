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

    /// The ranges of `reading` that may be personal, also those that stand where something masked
    /// stands in the machine's text: another reading of a name is a name.
    func masks(
        in reading: String, slots: [Slot], besides machine: String?, diff known: WordDiff? = nil
    ) -> [Range<Int>] {
        let own = masks(in: reading, slots: slots)
        guard let machine, machine.utf8.count <= TextReview.longest,
            reading.utf8.count <= TextReview.longest
        else { return own }
        let masked = masks(in: machine, slots: slots)
        guard !masked.isEmpty else { return own }
        let diff =
            known ?? WordDiff(hypothesis: machine, reference: reading, language: language)
        return MaskedPieces.joined(own + diff.counterparts(of: masked))
    }

    /// A slot's value as it may be shown, `word` in place of it: masked whole where its type is,
    /// or where anything in it may be personal.
    func shown(_ slot: Slot, besides slots: [Slot], masked word: String) -> String {
        let isMasked = schema.isMasked(slotType: slot.type)
        return isMasked || !masks(in: slot.value, slots: slots).isEmpty ? word : slot.value
    }

    /// What the assistant did, as it may be shown: its name in the schema, or text like any other.
    func shown(action: String, slots: [Slot], masked word: String) -> String {
        guard schema.intent(action) == nil else { return action }
        return MaskedPieces(action, masks(in: action, slots: slots)).saying(word)
    }

    /// A few words of a reference for the list of earlier clips, what may be personal left out.
    /// It is masked before it is cut: half a number looks like none.
    public func glimpse(of reference: String, slots: [Slot] = []) -> String {
        let words = MaskedPieces(reference, masks(in: reference, slots: slots))
        return String(words.saying("(masked)").prefix(80))
    }
}

extension WordDiff {
    /// Where the reference has other words than those of the hypothesis in `ranges`, up to the
    /// nearest word that both agree on: nobody knows which of them stands for which.
    fileprivate func counterparts(of ranges: [Range<Int>]) -> [Range<Int>] {
        let steps = alignment.steps
        func isTouched(_ step: AlignmentStep) -> Bool {
            hypothesisWords[step.hypothesis].contains { word in
                ranges.contains { $0.overlaps(word.range) }
            }
        }
        return steps.split(whereSeparator: { $0.kind == .match }).compactMap { run in
            guard run.contains(where: isTouched), let start = run.first, let end = run.last else {
                return nil
            }
            let words = referenceWords[start.reference.lowerBound..<end.reference.upperBound]
            guard let first = words.first, let last = words.last else { return nil }
            return first.range.lowerBound..<max(first.range.upperBound, last.range.upperBound)
        }
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

    /// Ranges in order, those that overlap made one.
    static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound < last.upperBound {
                let end = max(last.upperBound, range.upperBound)
                result[result.count - 1] = last.lowerBound..<end
            } else {
                result.append(range)
            }
        }
        return result
    }

    /// The text with `word` in place of each masked stretch.
    func saying(_ word: String) -> String {
        pieces.map { $0.isMasked ? word : String(characters[$0.range]) }.joined()
    }
}
