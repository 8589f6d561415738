// Text as it may be shown before anyone asks for more: what looks personal stands behind a mask.

/// A text cut into stretches, some of them masked until asked for.
public struct MaskedText: Sendable, Equatable {
    public struct Segment: Sendable, Equatable {
        /// The text itself; draw `shown` instead unless the person asked.
        public let text: String
        /// In grapheme offsets of the whole text.
        public let range: Range<Int>
        /// What stands in its place, such as `‹phone number›`; `nil` when it is open.
        public let mask: String?

        public var isMasked: Bool { mask != nil }
        public var shown: String { mask ?? text }
    }

    public let segments: [Segment]

    public var hasMasks: Bool { segments.contains(where: \.isMasked) }

    /// The text with every mask in place but those at `revealed` (indices of `segments`).
    public func shown(revealing revealed: Set<Int> = []) -> String {
        segments.enumerated().map { index, segment in
            revealed.contains(index) ? segment.text : segment.shown
        }.joined()
    }

    /// Masks what looks like personal data, what stands in personal-data tags, and every
    /// occurrence of a value of `slots` whose type `schema` masks, or of a part that tells it.
    public init(
        _ text: String, slots: [Slot] = [], schema: IntentSchema? = nil,
        language: LanguageRules = .plain
    ) {
        let scanned = ScannedText(text)
        let transcript = Transcript(scanned)
        var masks: [(range: Range<Int>, label: String)] = []
        for span in transcript.personalData where !span.words.isEmpty {
            masks.append((span.range, span.type.title))
        }
        let shapes =
            PersonalDataScanner.matches(in: scanned)
            + SpokenDataScanner.matches(in: transcript, language: language)
        masks += shapes.map { ($0.range, $0.type.title) }
        masks += Self.slotMasks(scanned, transcript, slots, schema, language)
        segments = Self.cut(scanned, by: masks)
    }

    private static func slotMasks(
        _ scanned: ScannedText, _ transcript: Transcript, _ slots: [Slot],
        _ schema: IntentSchema?, _ language: LanguageRules
    ) -> [(range: Range<Int>, label: String)] {
        guard let schema, slots.contains(where: { schema.isMasked(slotType: $0.type) }) else {
            return []
        }
        let text = SearchedText(scanned, transcript, language)
        return slots.filter { schema.isMasked(slotType: $0.type) }.flatMap { slot in
            let phrase = PersonalPhrase(
                forms: ScoringWords.forms(of: slot.value, language: language),
                tag: PersonalPhrase.tag(slot: slot.type), source: .slot, language: language)
            let ranges = phrase.map(text.ranges) ?? []
            return ranges.map { ($0, schema.title(ofSlot: slot.type)) }
        }
    }

    /// Overlapping masks become one, with the label of the first.
    private static func cut(
        _ scanned: ScannedText, by masks: [(range: Range<Int>, label: String)]
    ) -> [Segment] {
        var segments: [Segment] = []
        var position = 0
        func add(_ range: Range<Int>, mask: String?) {
            guard !range.isEmpty else { return }
            segments.append(Segment(text: scanned.text(range), range: range, mask: mask))
        }
        var pending: (range: Range<Int>, label: String)?
        func flush() {
            guard let mask = pending else { return }
            add(position..<mask.range.lowerBound, mask: nil)
            add(mask.range, mask: "\u{2039}\(mask.label)\u{203A}")
            position = mask.range.upperBound
        }
        for mask in masks.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            if let current = pending, mask.range.lowerBound < current.range.upperBound {
                let end = max(current.range.upperBound, mask.range.upperBound)
                pending = (current.range.lowerBound..<end, current.label)
            } else {
                flush()
                pending = mask
            }
        }
        flush()
        add(position..<scanned.count, mask: nil)
        return segments
    }
}

/// Finds a phrase among words.
enum WordSearch {
    /// Where `phrase` stands in `words`, from left to right, not overlapping.
    static func ranges(of phrase: [String], in words: [String]) -> [Range<Int>] {
        guard let first = phrase.first, phrase.count <= words.count else { return [] }
        var found: [Range<Int>] = []
        var index = 0
        while index + phrase.count <= words.count {
            let end = index + phrase.count
            if words[index] == first, words[index..<end].elementsEqual(phrase) {
                found.append(index..<end)
                index = end
            } else {
                index += 1
            }
        }
        return found
    }
}
