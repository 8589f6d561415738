// A transcript read by the conventions: its pieces, its spoken words, its personal-data spans.

/// The text a reviewer wrote, understood.
public struct Transcript: Sendable, Equatable {
    public let tokens: [TranscriptToken]
    /// Where the pieces do not fit together, from left to right.
    public let faults: [TranscriptFault]
    /// Length of the text in grapheme clusters.
    public let count: Int

    public init(_ text: String) {
        self.init(ScannedText(text))
    }

    init(_ scanned: ScannedText) {
        var parser = TranscriptParser(scanned)
        parser.parse()
        tokens = parser.tokens
        faults = parser.faults
        count = scanned.count
    }

    /// The words that were said, in order, without marks; partial words and bare personal-data
    /// tags included, fillers and noises not.
    public var spokenWords: [SpokenWord] {
        tokens.compactMap { token in
            switch token.kind {
            case .word: SpokenWord(text: token.text, range: token.range)
            case .personalData: SpokenWord(text: "[\(token.text)]", range: token.range)
            default: nil
            }
        }
    }

    /// Whether nothing is written but spaces.
    public var isBlank: Bool { tokens.isEmpty }

    /// Whether anything tells what was said: a word, a filler, or personal data.
    public var hasSpeech: Bool {
        tokens.contains { token in
            switch token.kind {
            case .word, .filler, .personalData: true
            default: false
            }
        }
    }

    /// Whether a guess with nothing in it marks unintelligible speech.
    public var hasUnintelligible: Bool {
        zip(tokens, tokens.dropFirst()).contains { left, right in
            left.kind == .guessOpen && right.kind == .guessClose
        }
    }

    /// Well-formed personal-data tags of known types: type, whole range, range of the words kept
    /// (empty for a bare tag). Only these protect what they hold.
    public var personalData: [PersonalDataSpan] {
        var spans: [PersonalDataSpan] = []
        var opened: [(type: String, range: Range<Int>)] = []
        for token in tokens {
            switch token.kind {
            case .personalData:
                guard let type = PersonalDataType(rawValue: token.text) else { continue }
                let end = token.range.upperBound - 1
                spans.append(PersonalDataSpan(type: type, range: token.range, words: end..<end))
            case .personalDataOpen: opened.append((token.text, token.range))
            case .personalDataClose:
                guard let start = opened.popLast() else { continue }
                guard let type = PersonalDataType(rawValue: start.type) else { continue }
                let words = start.range.upperBound..<token.range.lowerBound
                let whole = start.range.lowerBound..<token.range.upperBound
                spans.append(PersonalDataSpan(type: type, range: whole, words: words))
            default: continue
            }
        }
        return spans.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}

/// One word that was said.
public struct SpokenWord: Sendable, Equatable {
    public let text: String
    public let range: Range<Int>

    public init(text: String, range: Range<Int>) {
        self.text = text
        self.range = range
    }
}

/// A personal-data tag: where it stands and what it keeps.
public struct PersonalDataSpan: Sendable, Equatable {
    public let type: PersonalDataType
    public let range: Range<Int>
    public let words: Range<Int>

    public init(type: PersonalDataType, range: Range<Int>, words: Range<Int>) {
        self.type = type
        self.range = range
        self.words = words
    }
}
