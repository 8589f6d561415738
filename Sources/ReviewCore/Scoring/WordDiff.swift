// The live difference between the machine's text and the reviewer's, as marks to draw.

/// What happened to a stretch of text.
public enum DiffMark: Sendable, Equatable {
    case same
    /// Said otherwise than the machine heard.
    case changed
    /// Only on this side: in the hypothesis nobody said it, in the reference the machine missed it.
    case extra
}

/// A stretch of one side and its mark, in grapheme offsets of that side's text.
public struct DiffSpan: Sendable, Equatable {
    public let mark: DiffMark
    public let range: Range<Int>

    public init(mark: DiffMark, range: Range<Int>) {
        self.mark = mark
        self.range = range
    }
}

/// Two texts compared word by word after normalisation.
public struct WordDiff: Sendable, Equatable {
    public let hypothesisWords: [ScoringWord]
    public let referenceWords: [ScoringWord]
    public let alignment: Alignment
    /// Every compared word of each side, left to right; noise tags and punctuation have no mark.
    public let hypothesisSpans: [DiffSpan]
    public let referenceSpans: [DiffSpan]

    public init(hypothesis: String, reference: String, language: LanguageRules) {
        self.init(
            hypothesisWords: ScoringWords.words(of: hypothesis, language: language),
            referenceWords: ScoringWords.words(of: reference, language: language))
    }

    /// Cells of the table beyond which a diff is coarse: 1,000 by 1,000 words, some 4 ms, so that
    /// not even a pasted book makes a key wait.
    public static let cellLimit = 1_000_000

    /// For keeping the machine's side ready while the reviewer types.
    public init(hypothesisWords: [ScoringWord], referenceWords: [ScoringWord]) {
        self.hypothesisWords = hypothesisWords
        self.referenceWords = referenceWords
        let alignment = Alignment(
            hypothesis: hypothesisWords.map(\.form), reference: referenceWords.map(\.form),
            cellLimit: Self.cellLimit)
        self.alignment = alignment
        var left = SpanCollector()
        var right = SpanCollector()
        for step in alignment.steps {
            let mark: DiffMark =
                switch step.kind {
                case .match: .same
                case .substitution: .changed
                case .insertion, .deletion: .extra
                }
            for word in hypothesisWords[step.hypothesis] { left.add(word.range, mark) }
            for word in referenceWords[step.reference] { right.add(word.range, mark) }
        }
        hypothesisSpans = left.spans
        referenceSpans = right.spans
    }

    public var errors: ErrorCounts { alignment.errors }

    /// Whether the two say the same, spelling habits aside.
    public var isSame: Bool { errors.total == 0 }
}

/// Gathers marks; the words of one contraction share a range and then its worst mark.
private struct SpanCollector {
    private(set) var spans: [DiffSpan] = []

    mutating func add(_ range: Range<Int>, _ mark: DiffMark) {
        guard let last = spans.last, last.range == range else {
            spans.append(DiffSpan(mark: mark, range: range))
            return
        }
        if last.mark != mark {
            spans[spans.count - 1] = DiffSpan(mark: .changed, range: range)
        }
    }
}
