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
    /// What was heard of the clip; `nil` where that is not known, as in a file of transcripts.
    public var listening: ClipCoverage?
    /// Stretches without sound, in seconds, in order: passed over, they are not missed.
    public var silence: [ClosedRange<Double>]

    public init(
        reference: String, language: LanguageRules, style: TranscriptionStyle = .standard,
        hypothesis: String? = nil, judgments: Judgments = Judgments(), slots: [Slot] = [],
        duration: Double? = nil, listening: ClipCoverage? = nil,
        silence: [ClosedRange<Double>] = []
    ) {
        self.reference = reference
        self.language = language
        self.style = style
        self.hypothesis = hypothesis
        self.judgments = judgments
        self.slots = slots
        self.duration = duration
        self.listening = listening
        self.silence = silence
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
