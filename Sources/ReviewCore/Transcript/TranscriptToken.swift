// The pieces a transcript is made of, in the conventions reviewers write.

/// One piece of a transcript and where it stands, in grapheme offsets.
public struct TranscriptToken: Sendable, Equatable {
    public let kind: Kind
    /// The core of it: a word without marks and edge punctuation, a tag's name, a type, a code.
    public let text: String
    /// The whole piece as written, marks and brackets included, punctuation around a word not.
    public let range: Range<Int>

    /// What a piece of transcript can be.
    ///
    /// | written | kind |
    /// |---|---|
    /// | `word`, `+said-wrong`, `*coined`, `absolu-`, `@NATO`, `~F` | `word` |
    /// | `%um` | `filler` |
    /// | `{breath}` | `speakerNoise` |
    /// | `[music]`, `[music/]` … `[/music]` | `noise`, `noiseOpen`, `noiseClose` |
    /// | `((` … `))` | `guessOpen`, `guessClose`; with nothing between: unintelligible |
    /// | `<fr` … `>` | `languageOpen`, `languageClose` |
    /// | `<ov>` … `</ov>` | `overlapOpen`, `overlapClose` |
    /// | `[PII:NAME]` | `personalData`: stands in place of what was said, which is kept nowhere |
    /// | `[PII:NAME Ana]` | `personalDataOpen`, words, `personalDataClose`: the words are kept, sealed like all text, masked on screens and dropped from exports |
    public enum Kind: Sendable, Equatable {
        case word(WordForm)
        case filler
        case speakerNoise, noise, noiseOpen, noiseClose
        case guessOpen, guessClose
        case languageOpen, languageClose
        case overlapOpen, overlapClose
        case personalData, personalDataOpen, personalDataClose
        case punctuation
        /// A bracket or mark that belongs to nothing.
        case stray
    }
}

/// How a word is marked.
public enum WordForm: Sendable, Equatable {
    case plain
    /// `@NATO`: letters said as a word.
    case acronym
    /// `~F`: one letter said by its name.
    case letter
    /// `+word`: said wrong, written right.
    case mispronounced
    /// `*word`: not in any dictionary.
    case coined
    /// `absolu-`: broken off.
    case partial
}

/// The closed lists of names that tags may carry.
public enum TranscriptTags {
    public static let speakerNoises: Set<String> = [
        "breath", "cough", "laugh", "lipsmack", "sneeze",
    ]
    public static let noises: Set<String> = ["noise", "static", "music", "tv", "background"]
}

/// Something wrong with how the pieces fit together, in grapheme offsets.
public struct TranscriptFault: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// Opened and never closed, closed and never opened, or closed in the wrong order.
        case unbalanced(isPersonalData: Bool)
        /// A personal-data tag within another.
        case nestedPersonalData
    }

    public let kind: Kind
    public let range: Range<Int>
}
