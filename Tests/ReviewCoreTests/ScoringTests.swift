// Scores compare what was said, not how it was spelled.
import Testing

@testable import ReviewCore

@Suite struct ScoringTests {
    let data: TradeData

    init() throws {
        data = try TradeData.load()
    }

    @Test(arguments: [
        ("en-US", "What's the weather?", "what is the weather"),
        ("en-US", "I\u{2019}m gonna call", "i am going to call"),
        ("en-US", "turn on F B I radio", "turn on ~F ~B ~I radio"),
        ("en-US", "um play jazz", "%uh play [noise] jazz {breath}"),
        ("en-US", "wake up call", "wake-up call"),
        ("en-US", "I want absolutely", "I want absolu- ((absolutely))"),
        ("es-CR", "pa mañana", "para man\u{303}ana"),
        ("ro-RO", "şase dimineaţa", "șase dimineața"),
        ("ro-RO", "n-am timp", "nu am timp"),
        ("hi-IN", "पाँच बजे", "पांच बजे"),
        ("hi-IN", "\u{958}लम", "\u{915}\u{93C}लम"),
        ("fr-FR", "ma sœur", "ma soeur"),
    ])
    func theseSayTheSame(_ locale: String, _ left: String, _ right: String) {
        let diff = WordDiff(
            hypothesis: left, reference: right, language: data.language(for: locale))
        #expect(
            diff.isSame, "\(diff.hypothesisWords.map(\.form)) \(diff.referenceWords.map(\.form))")
    }

    @Test func theseDoNot() {
        let english = data.language(for: "en")
        #expect(!WordDiff(hypothesis: "its", reference: "it's", language: english).isSame)
        #expect(!WordDiff(hypothesis: "फल", reference: "पल", language: english).isSame)
    }

    @Test func marksStandOnTheTextsAsTyped() {
        let diff = WordDiff(
            hypothesis: "play some jas musique", reference: "play +some, jazz music now",
            language: data.language(for: "en"))
        #expect(
            diff.hypothesisSpans == [
                DiffSpan(mark: .same, range: 0..<4), DiffSpan(mark: .same, range: 5..<9),
                DiffSpan(mark: .changed, range: 10..<13), DiffSpan(mark: .changed, range: 14..<21),
            ])
        #expect(diff.referenceSpans.map(\.mark) == [.same, .same, .changed, .changed, .extra])
        #expect(diff.referenceSpans[1].range == 5..<10)
    }

    @Test func aContractionHasOneMark() {
        let diff = WordDiff(
            hypothesis: "it was good", reference: "it's good", language: data.language(for: "en"))
        #expect(diff.referenceSpans.map(\.mark) == [.changed, .same])
        #expect(diff.errors.total == 1)
    }

    /// Each written word once, whatever it is compared as.
    @Test(arguments: [
        ("what's the weather like tomorrow", "what's the weather like", [1, 1, 1, 1, 0]),
        ("what was it", "what's it", [1, 1]), ("what tomorrow is", "what's", [1]),
        ("what's", "what tomorrow is", [3]), ("it's it's", "it's", [1, 0]), ("", "it's", [1]),
    ])
    func aContractionIsOnePart(_ left: String, _ right: String, _ counts: [Int]) {
        let diff = WordDiff(
            hypothesis: left, reference: right, language: data.language(for: "en"))
        let parts = diff.writtenParts
        #expect(
            parts.map { Set(diff.referenceWords[$0.reference].map(\.range.lowerBound)).count }
                == counts)
        for words in [
            parts.map { diff.referenceWords[$0.reference].map(\.range) },
            parts.map { diff.hypothesisWords[$0.hypothesis].map(\.range) },
        ] {
            for (earlier, later) in zip(words, words.dropFirst()) {
                #expect(!later.contains { earlier.contains($0) })
            }
        }
    }

    @Test func aTagIsARedactionOfAllThatItStandsFor() {
        let diff = WordDiff(
            hypothesis: "tell ana popescu hello", reference: "tell [PII:NAME] hello",
            language: data.language(for: "en"))
        #expect(diff.redacted(knowing: [["ana", "popescu"]]) == [5..<16])
        #expect(diff.redacted() == [5..<8])
    }

    /// Spans come in order, without overlap, within the text.
    @Test(arguments: 0..<40)
    func spansAreDrawable(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let left = random.hostileText(pieces: 40)
        let right = random.hostileText(pieces: 40)
        let diff = WordDiff(
            hypothesis: left, reference: right, language: data.language(for: "hi"))
        for (spans, text) in [(diff.hypothesisSpans, left), (diff.referenceSpans, right)] {
            var end = 0
            for span in spans {
                #expect(span.range.lowerBound >= end)
                end = span.range.upperBound
            }
            #expect(end <= text.count)
        }
    }

    @Test func setsOfUtterancesAddUp() {
        let english = data.language(for: "en")
        var score = TranscriptScore()
        score.add(hypothesis: "play jazz", reference: "play jazz", language: english)
        score.add(hypothesis: "stop", reference: "shop now", language: english)
        score.add(hypothesis: "", reference: "", language: english)
        #expect(score.wer == 0.5)
        #expect(score.ser == 1.0 / 3)
        #expect(score.words.referenceLength == 4)
        // "shop now" is eight characters: one changed, four left out.
        #expect(
            score.characters == ErrorCounts(substitutions: 1, deletions: 4, referenceLength: 17))
    }

    @Test func slotsAreScoredAsPairs() {
        let english = data.language(for: "en")
        let score = SlotScore(
            hypothesis: [
                Slot(type: "date", value: "Tomorrow"), Slot(type: "time", value: "six"),
                Slot(type: "time", value: "six"),
            ],
            reference: [
                Slot(type: "date", value: "tomorrow"), Slot(type: "time", value: "six"),
                Slot(type: "person", value: "six"),
            ], language: english)
        #expect(score == SlotScore(right: 2, spurious: 1, missed: 1))
        #expect(score.f1 == 4.0 / 6)
        #expect(SlotScore().f1 == 1)
        #expect(SlotScore(right: 0, spurious: 1, missed: 0).f1 == 0)
    }

    @Test func intentsAreRightOrWrong() {
        var score = IntentScore()
        #expect(score.accuracy == 1)
        score.add(hypothesis: "alarm_set", reference: "alarm_set")
        score.add(hypothesis: nil, reference: "alarm_set")
        #expect(score.accuracy == 0.5)
    }
}
