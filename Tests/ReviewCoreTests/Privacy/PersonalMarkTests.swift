// Marks follow their tags through edits, and what they tell goes into what leaves.
import Foundation
import Testing

@testable import ReviewCore

@Suite struct PersonalMarkTests {
    private func mark(
        _ words: String, tag: Int = 0, _ start: Double? = 1, _ end: Double = 1.5
    ) -> PersonalMark {
        PersonalMark(
            type: .name, words: words, tag: tag,
            span: start.flatMap { SoundSpan(start: $0, end: end) })
    }

    @Test func aMarkStaysWithItsTagWhileTheTextAroundItChanges() {
        var marks = FollowedMarks()
        marks.follow("call ana")
        marks.add(mark("ana"), in: "call [PII:NAME]")
        for text in ["please call [PII:NAME]", "please call [PII:NAME] now", "[PII:NAME] now"] {
            marks.follow(text)
            #expect(marks.marks.map(\.words) == ["ana"], "\(text)")
        }
        // A tag before it makes it the second.
        marks.follow("[PII:PHONE] [PII:NAME] now")
        #expect(marks.marks.map(\.tag) == [1])
    }

    /// A mark on a tag that somebody typed would cover the wrong sound.
    @Test func aTagThatIsTypedAnewHasNoMark() {
        var marks = FollowedMarks()
        marks.follow("call ana")
        marks.add(mark("ana"), in: "call [PII:NAME]")
        marks.follow("call ")
        #expect(marks.marks.isEmpty)
        marks.follow("call bo [PII:NAME]")
        #expect(marks.marks.isEmpty)
    }

    /// Which of two alike tags was there before, the text does not tell.
    @Test func besideATagOfItsKindNothingIsGuessed() {
        var marks = FollowedMarks()
        marks.follow("ana")
        marks.add(mark("ana"), in: "[PII:NAME]")
        marks.follow("[PII:NAME] [PII:NAME]")
        #expect(marks.marks.isEmpty)
        marks.follow("[PII:NAME]")
        #expect(marks.marks.map(\.words) == ["ana"])
    }

    @Test func undoAndRedoBringTheMarkBack() {
        var marks = FollowedMarks()
        marks.follow("call ana now")
        marks.add(mark("ana"), in: "call [PII:NAME] now")
        marks.follow("call ana now")
        #expect(marks.marks.isEmpty)
        marks.follow("call [PII:NAME] now")
        #expect(marks.marks.map(\.words) == ["ana"])
        marks.follow("call")
        marks.follow("call [PII:NAME] now")
        #expect(marks.marks.map(\.words) == ["ana"])
    }

    @Test func whatIsSealedComesBackAndOlderAnnotationsHaveNone() throws {
        let content = AnnotationContent(reference: "call [PII:NAME]", personal: [mark("ana")])
        let bytes = try JSONEncoder().encode(content)
        #expect(try JSONDecoder().decode(AnnotationContent.self, from: bytes) == content)
        let old = #"{"reference":"hi","judgments":{},"tags":[],"note":""}"#
        #expect(
            try JSONDecoder().decode(AnnotationContent.self, from: Data(old.utf8)).personal == [])
        let backwards = #"{"start":2,"end":1}"#
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(SoundSpan.self, from: Data(backwards.utf8))
        }
    }

    // MARK: - When it was said

    private let heard = Hypothesis(
        text: "call anna now",
        words: [
            HypothesisWord(text: "call", start: 0.2, end: 0.5),
            HypothesisWord(text: "anna", start: 0.6, end: 1.0),
            HypothesisWord(text: "now", start: 1.2, end: 1.5),
        ])

    private func span(_ range: Range<Int>, _ text: String, duration: Double? = 2) -> [Double]? {
        PersonalWords.span(
            of: range, in: text, heard: heard, duration: duration, language: .plain
        ).map { [$0.start, $0.end].map { ($0 * 100).rounded() / 100 } }
    }

    @Test func theTimedWordsTellWhenAWordWasSaid() {
        #expect(span(5..<9, "call anna now") == [0.45, 1.15])
        // Heard otherwise: from the word before to the word after, and a margin.
        #expect(span(5..<8, "call ana now") == [0.35, 1.35])
        #expect(span(9..<12, "call ana now") == [1.05, 1.65])
        #expect(span(9..<12, "call ana now", duration: 1.5) == [1.05, 1.5])
        #expect(
            PersonalWords.span(
                of: 0..<3, in: "ana", heard: nil, duration: 2, language: .plain) == nil)
    }

    @Test func theWordAtThePlayheadIsFoundInTheReference() {
        func word(_ seconds: Double) -> Range<Int>? {
            PersonalWords.word(
                at: seconds, of: "call ana now", heard: heard, language: .plain)
        }
        #expect(word(0.1) == nil)
        #expect(word(0.3) == 0..<4)
        #expect(word(0.9) == 5..<8)
        #expect(word(1.1) == 5..<8)
        #expect(word(9) == 9..<12)
    }

    // MARK: - Leaving

    @Test func markedWordsStayBehindWhereverTheyStand() {
        let words = PersonalWords(
            reference: "call [PII:NAME] now", readings: ["call anna now"], slots: [],
            marks: [mark("Ana Popescu")], language: .plain)
        #expect(words.leaving("I rang Popescu, Ana Popescu") == "I rang [PII:NAME], [PII:NAME]")
        #expect(words.leaving(reading: "call anna now") == "call [PII:NAME] now")
    }

    @Test func theMarkedStretchIsCoveredAlsoWhereNothingIsTimed() {
        let untimed = Hypothesis(text: "call anna now")
        let words = PersonalWords(
            reference: "call [PII:NAME] now", readings: [untimed.text], slots: [],
            marks: [mark("ana", 0.5, 1.1)], language: .plain)
        let spans = PersonalSpans([mark("ana", 0.5, 1.1)])
        let bare = words.cover(nil, duration: 2, spans: spans)
        #expect(bare == .covered([SoundSpan(start: 0.5, end: 1.1)].compactMap(\.self)))
        // Without a word of when, the sound stays behind.
        let silent = words.cover(nil, duration: 2, spans: PersonalSpans([mark("ana", nil)]))
        #expect(silent == .withheld(.notTimed))
    }
}
