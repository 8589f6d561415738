// The conventions are read as written, and every text at all can be read.
import Testing

@testable import ReviewCore

@Suite struct TranscriptTests {
    func kinds(_ text: String) -> [TranscriptToken.Kind] { Transcript(text).tokens.map(\.kind) }
    func texts(_ text: String) -> [String] { Transcript(text).tokens.map(\.text) }

    @Test(arguments: [
        ("play jazz", [TranscriptToken.Kind.word(.plain), .word(.plain)]),
        (
            "@NATO ~F absolu- +nucular *zoomies",
            [
                .word(.acronym), .word(.letter), .word(.partial), .word(.mispronounced),
                .word(.coined),
            ]
        ),
        ("%um {breath} [noise]", [.filler, .speakerNoise, .noise]),
        ("[music/] hi [/music]", [.noiseOpen, .word(.plain), .noiseClose]),
        ("((maybe)) (( ))", [.guessOpen, .word(.plain), .guessClose, .guessOpen, .guessClose]),
        ("<fr bonjour>", [.languageOpen, .word(.plain), .languageClose]),
        ("<ov>yes</ov>", [.overlapOpen, .word(.plain), .overlapClose]),
        ("[PII:NAME]", [.personalData]),
        ("[PII:NAME Ana]", [.personalDataOpen, .word(.plain), .personalDataClose]),
        ("don't, wake-up!", [.word(.plain), .punctuation, .word(.plain), .punctuation]),
        ("¿qué?", [.punctuation, .word(.plain), .punctuation]),
    ])
    func eachConventionIsRead(_ text: String, _ expected: [TranscriptToken.Kind]) {
        #expect(kinds(text) == expected)
        #expect(Transcript(text).faults.isEmpty)
    }

    @Test func marksAreTakenOffWords() {
        #expect(
            texts("+nucular, absolu- ~F %Um @NATO") == [
                "nucular", ",", "absolu", "F", "um", "NATO",
            ])
    }

    @Test func tagsNestAndKeepTheirWords() {
        let transcript = Transcript("call [PII:NAME Ana [noise] María] <es por favor> now")
        #expect(
            transcript.spokenWords.map(\.text)
                == ["call", "Ana", "María", "por", "favor", "now"])
        #expect(transcript.faults.isEmpty)
        #expect(transcript.personalData.map(\.type) == [.name])
        #expect(transcript.personalData.first?.range == 5..<33)
    }

    @Test func onlyClosedTagsOfKnownTypesProtect() {
        #expect(Transcript("[PII:NAME Ana").personalData.isEmpty)
        #expect(Transcript("[PII:NONSENSE Ana]").personalData.isEmpty)
        #expect(Transcript("[PII:PHONE]").personalData.first?.words.isEmpty == true)
    }

    @Test(arguments: [
        ("[noise/] hi", 1), ("hi [/noise]", 1), ("<ov>a", 1), ("a</ov>", 1), ("((a", 1), ("a))", 1),
        ("<fr a", 1), ("a>", 1), ("[PII:NAME a", 1), ("a]", 1),
        // Crossed spans: the inner one is never closed in its own turn.
        ("[noise/] <ov>a [/noise] b</ov>", 2),
        ("[PII:NAME a [PII:PHONE b]]", 1),
    ])
    func faultsAreFound(_ text: String, _ count: Int) {
        #expect(Transcript(text).faults.count == count)
    }

    @Test func anOpenPersonalDataTagIsToldApart() {
        #expect(
            Transcript("[PII:NAME a").faults.first?.kind == .unbalanced(isPersonalData: true))
        #expect(
            Transcript("[PII/] a").faults.first?.kind == .unbalanced(isPersonalData: false))
        #expect(
            Transcript("[PII:NAME [PII:PHONE]]").faults.map(\.kind) == [.nestedPersonalData])
    }

    @Test func devanagariStaysWhole() {
        let transcript = Transcript("कृपया मौसम बताओ।")
        #expect(transcript.spokenWords.map(\.text) == ["कृपया", "मौसम", "बताओ"])
        #expect(transcript.tokens.last?.text == "।")
        #expect(transcript.count == "कृपया मौसम बताओ।".count)
    }

    @Test func unintelligibleIsAnEmptyGuess() {
        #expect(Transcript("play (( )) now").hasUnintelligible)
        #expect(!Transcript("play ((it)) now").hasUnintelligible)
        #expect(!Transcript("[music]").hasSpeech)
        #expect(Transcript(" \n ").isBlank)
    }

    /// Tokens come in order, within the text, and everything that is not a space is in one.
    @Test(arguments: 0..<60)
    func anyTextParses(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = random.hostileText(pieces: 80)
        let characters = Array(text)
        let transcript = Transcript(text)
        var covered = IndexSetOfOffsets()
        var end = 0
        for token in transcript.tokens {
            #expect(token.range.lowerBound >= end)
            #expect(!token.range.isEmpty)
            end = token.range.upperBound
            covered.insert(token.range)
        }
        #expect(end <= characters.count)
        for (offset, character) in characters.enumerated() where !character.isWhitespace {
            #expect(covered.contains(offset))
        }
        for fault in transcript.faults {
            #expect(fault.range.lowerBound >= 0 && fault.range.upperBound <= characters.count)
        }
        for span in transcript.personalData {
            #expect(span.range.contains(span.words.lowerBound))
            #expect(span.words.upperBound < span.range.upperBound)
        }
    }

    @Test(arguments: [
        ("[PII:NAME ", 5_000, 9_999), ("[noise/] ", 5_000, 5_000), ("</ov> ", 5_000, 5_000),
        ("]", 5_000, 5_000), ("[noise/] ))", 5_000, 10_000),
    ])
    func deepNestingIsRead(_ piece: String, _ times: Int, _ faults: Int) {
        let transcript = Transcript(String(repeating: piece, count: times))
        #expect(transcript.faults.count == faults)
    }

    @Test func aStormOfMarksIsOneCharacter() {
        let transcript = Transcript("\(Hostile.combiningStorm) b")
        #expect(transcript.spokenWords.map(\.range) == [0..<1, 2..<3])
    }
}

/// Offsets seen, for coverage checks.
private struct IndexSetOfOffsets {
    private var offsets: Set<Int> = []
    mutating func insert(_ range: Range<Int>) { offsets.formUnion(range) }
    func contains(_ offset: Int) -> Bool { offsets.contains(offset) }
}
