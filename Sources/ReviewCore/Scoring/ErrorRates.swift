// How far a hypothesis is from what was said: word, character and sentence error rates.

/// Errors of one utterance or, added up, of many.
public struct ErrorCounts: Sendable, Equatable, Codable {
    public var substitutions: Int
    public var deletions: Int
    public var insertions: Int
    /// Words (or characters) of the reference.
    public var referenceLength: Int

    public init(
        substitutions: Int = 0, deletions: Int = 0, insertions: Int = 0, referenceLength: Int = 0
    ) {
        self.substitutions = substitutions
        self.deletions = deletions
        self.insertions = insertions
        self.referenceLength = referenceLength
    }

    public var total: Int { substitutions + deletions + insertions }

    /// (S + D + I) / N; may pass 1. Empty against empty is 0; against an empty reference every
    /// word of the hypothesis counts as one whole reference.
    public var rate: Double { Double(total) / Double(max(1, referenceLength)) }

    public static func + (left: ErrorCounts, right: ErrorCounts) -> ErrorCounts {
        ErrorCounts(
            substitutions: left.substitutions + right.substitutions,
            deletions: left.deletions + right.deletions,
            insertions: left.insertions + right.insertions,
            referenceLength: left.referenceLength + right.referenceLength)
    }
}

/// Scores of a set of utterances.
public struct TranscriptScore: Sendable, Equatable, Codable {
    public private(set) var words = ErrorCounts()
    public private(set) var characters = ErrorCounts()
    public private(set) var utterances = 0
    /// Utterances with any error.
    public private(set) var wrongUtterances = 0

    public init() {}

    /// Word error rate.
    public var wer: Double { words.rate }
    /// Character error rate, on the normalised text with single spaces.
    public var cer: Double { characters.rate }
    /// Sentence error rate; 0 of none.
    public var ser: Double { Double(wrongUtterances) / Double(max(1, utterances)) }

    /// Adds one utterance, both sides normalised by `language`.
    public mutating func add(hypothesis: String, reference: String, language: LanguageRules) {
        let left = ScoringWords.forms(of: hypothesis, language: language)
        let right = ScoringWords.forms(of: reference, language: language)
        let errors = Alignment(hypothesis: left, reference: right).errors
        words = words + errors
        characters = characters + Self.characterErrors(left, right)
        utterances += 1
        if errors.total > 0 { wrongUtterances += 1 }
    }

    /// The score of one utterance.
    public static func of(
        hypothesis: String, reference: String, language: LanguageRules
    ) -> TranscriptScore {
        var score = TranscriptScore()
        score.add(hypothesis: hypothesis, reference: reference, language: language)
        return score
    }

    private static func characterErrors(_ left: [String], _ right: [String]) -> ErrorCounts {
        Alignment(
            hypothesis: left.joined(separator: " ").map(String.init),
            reference: right.joined(separator: " ").map(String.init)
        ).errors
    }
}

/// Slots found, missed and made up: F1 over (type, value) pairs.
public struct SlotScore: Sendable, Equatable, Codable {
    public var right: Int
    public var spurious: Int
    public var missed: Int

    public init(right: Int = 0, spurious: Int = 0, missed: Int = 0) {
        self.right = right
        self.spurious = spurious
        self.missed = missed
    }

    /// Compares as multisets; values after normalisation.
    public init(hypothesis: [Slot], reference: [Slot], language: LanguageRules) {
        func comparable(_ slots: [Slot]) -> [Slot: Int] {
            var counts: [Slot: Int] = [:]
            for slot in slots {
                let forms = ScoringWords.forms(of: slot.value, language: language)
                counts[Slot(type: slot.type, value: forms.joined(separator: " ")), default: 0] += 1
            }
            return counts
        }
        let expected = comparable(reference)
        let found = comparable(hypothesis)
        right = found.reduce(0) { $0 + min($1.value, expected[$1.key] ?? 0) }
        spurious = hypothesis.count - right
        missed = reference.count - right
    }

    /// 1 when there was nothing to find and nothing was found.
    public var f1: Double {
        let all = 2 * right + spurious + missed
        return all == 0 ? 1 : Double(2 * right) / Double(all)
    }

    public static func + (left: SlotScore, right: SlotScore) -> SlotScore {
        SlotScore(
            right: left.right + right.right, spurious: left.spurious + right.spurious,
            missed: left.missed + right.missed)
    }
}

/// The share of utterances whose intent the machine got right.
public struct IntentScore: Sendable, Equatable, Codable {
    public private(set) var right = 0
    public private(set) var total = 0

    public init() {}

    public mutating func add(hypothesis: String?, reference: String) {
        total += 1
        if hypothesis == reference { right += 1 }
    }

    /// 0...1; 1 of none.
    public var accuracy: Double { total == 0 ? 1 : Double(right) / Double(total) }
}
