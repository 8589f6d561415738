// What the linter looks at: the text, and as much of its circumstances as is known.

/// Everything the rules may ask for. What is unknown is left out and its rules stay silent.
public struct LintInput: Sendable {
    public var reference: String
    public var language: LanguageRules
    public var style: TranscriptionStyle
    public var hypothesis: String?
    public var judgments: Judgments
    /// Slots of the interpretation as it stands, corrected or not.
    public var slots: [Slot]
    /// Seconds.
    public var duration: Double?
    /// Share of the clip heard, 0...1.
    public var coverage: Double?

    public init(
        reference: String, language: LanguageRules, style: TranscriptionStyle = .standard,
        hypothesis: String? = nil, judgments: Judgments = Judgments(), slots: [Slot] = [],
        duration: Double? = nil, coverage: Double? = nil
    ) {
        self.reference = reference
        self.language = language
        self.style = style
        self.hypothesis = hypothesis
        self.judgments = judgments
        self.slots = slots
        self.duration = duration
        self.coverage = coverage
    }
}

/// What a queue asks of its transcripts beyond the conventions all share.
public struct TranscriptionStyle: Sendable, Equatable {
    public var allowedPunctuation: Set<Character>
    /// Whether each clip of the queue holds its wake word.
    public var expectsWakeWord: Bool

    /// Sentence marks of the languages served, the apostrophe and the hyphen.
    public static let standard = TranscriptionStyle(
        allowedPunctuation: [
            ".", ",", "?", "!", "\u{BF}", "\u{A1}", "'", "\u{2019}", "-", "\u{2026}", "\u{0964}",
        ], expectsWakeWord: false)
    /// Words only.
    public static let bare = TranscriptionStyle(
        allowedPunctuation: ["'", "\u{2019}", "-"], expectsWakeWord: false)

    public init(allowedPunctuation: Set<Character>, expectsWakeWord: Bool) {
        self.allowedPunctuation = allowedPunctuation
        self.expectsWakeWord = expectsWakeWord
    }
}
