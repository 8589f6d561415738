// Which stretches of sound are covered: known times, never guesses.
import Testing

@testable import ReviewCore

@Suite struct SoundCoverTests {
    /// Words half a second each from 1 s on; a word in brackets has no time.
    private func heard(_ text: String, from start: Double = 1) -> Hypothesis {
        let words = text.split(separator: " ").enumerated().map { index, word in
            let isTimed = !word.hasPrefix("(")
            let at = start + Double(index) * 0.5
            return HypothesisWord(
                text: word.trimmingParentheses, start: isTimed ? at : nil,
                end: isTimed ? at + 0.5 : nil)
        }
        return Hypothesis(text: words.map(\.text).joined(separator: " "), words: words)
    }

    private func cover(
        _ reference: String, _ hypothesis: Hypothesis?, slots: [Slot] = [],
        spans: PersonalSpans = PersonalSpans()
    ) throws -> SoundCover {
        let words = PersonalWords(
            reference: reference, readings: hypothesis.map { [$0.text] } ?? [], slots: slots,
            language: try TradeData.load().language(for: "en-US"))
        return words.cover(hypothesis, spans: spans)
    }

    private func span(_ start: Double, _ end: Double) throws -> SoundSpan {
        try #require(SoundSpan(start: start, end: end))
    }

    private func spans(_ cover: SoundCover) -> [[Double]]? {
        guard case .covered(let spans) = cover else { return nil }
        return spans.map { [($0.start * 100).rounded() / 100, ($0.end * 100).rounded() / 100] }
    }

    @Test func wordsThatAgreeAreCoveredWithAMargin() throws {
        let cover = try cover("call [PII:NAME ana maria] now", heard("call ana maria now"))
        #expect(spans(cover) == [[1.35, 2.65]])
    }

    @Test func neighboursAreJoinedAndStrangersAreNot() throws {
        let near = try cover("[PII:NAME ana] and [PII:NAME bo]", heard("ana and bo"))
        #expect(spans(near) == [[0.85, 1.65], [1.85, 2.65]])
        var close = heard("ana and bo")
        close.words[1].end = 1.6
        close.words[2].start = 1.7
        let joined = try cover("[PII:NAME ana] and [PII:NAME bo]", close)
        #expect(spans(joined) == [[0.85, 2.65]])
    }

    /// Where the machine heard other words, all between those both agree on is covered.
    @Test func aMisheardNameIsCoveredUpToTheWordsBothAgreeOn() throws {
        var hypothesis = heard("call elena esco now")
        hypothesis.words[1].start = 1.7
        hypothesis.words[2].end = 2.3
        let cover = try cover("call [PII:NAME ana maria] now", hypothesis)
        #expect(spans(cover) == [[1.35, 2.65]])
        // At the clip's ends, to its ends.
        let first = try self.cover("[PII:NAME ana] now", heard("elena now"))
        #expect(spans(first)?.first?[0] == 0)
        let last = try self.cover("call [PII:NAME ana]", heard("call elena"))
        #expect(spans(last)?.last?[1] == .infinity)
    }

    @Test(arguments: [
        ("call [PII:NAME ana] now", "call now"),
        ("call [PII:NAME ana maria] now", "call ana now"),
        ("call [PII:NAME ana] now", "call (ana) now"),
        ("call [PII:NAME ana] now", "call (elena) now"),
        ("call [PII:NAME ana] now", "(call) elena now"),
        ("call [PII:NAME ana] now", "call elena (now)"),
        ("call [PII:NAME {breath}] now", "call now"),
        ("call [PII:NAME ana] now", ""),
        ("my number is five five five one two three nine", ""),
    ])
    func whatNothingTimesKeepsTheSoundBack(reference: String, words: String) throws {
        #expect(try cover(reference, heard(words)) == .withheld(.notTimed))
        #expect(try cover(reference, nil) == .withheld(.notTimed))
    }

    @Test func timesThatCannotBeAreNotBelieved() throws {
        for (start, end) in [(1.5, 1.5), (1.8, 1.5), (-1, 2), (0.2, 0.4), (Double.nan, 2)] {
            var hypothesis = heard("call ana now")
            hypothesis.words[1].start = start
            hypothesis.words[1].end = end
            #expect(
                try cover("call [PII:NAME ana] now", hypothesis) == .withheld(.notTimed),
                "\(start) \(end)")
        }
    }

    /// A tone past the end would cover nothing.
    @Test func wordsPastTheEndOfTheSoundAreNotBelieved() throws {
        let words = PersonalWords(
            reference: "call [PII:NAME ana] now", readings: [], slots: [],
            language: try TradeData.load().language(for: "en-US"))
        let hypothesis = heard("call ana now")
        #expect(spans(words.cover(hypothesis, duration: 2.4)) == [[1.35, 2.15]])
        #expect(words.cover(hypothesis, duration: 1.5) == .withheld(.notTimed))
        #expect(words.cover(hypothesis, duration: 1.6) == .withheld(.notTimed))
        #expect(words.cover(heard("call ana now", from: 100), duration: 2) == .withheld(.notTimed))
    }

    /// The machine's text says more than its timed words: something is said, nobody knows when.
    @Test func aTextWithoutItsWordsKeepsTheSoundBack() throws {
        var hypothesis = heard("call now")
        hypothesis.text = "call 555 123 4567 now"
        #expect(try cover("call now", hypothesis) == .withheld(.notTimed))
        var half = heard("call 555 987 6543 now")
        half.text += " or 555 123 4567"
        #expect(try cover("call now", half) == .withheld(.notTimed))
    }

    @Test func numbersNobodyTaggedAreCoveredToo() throws {
        let said = "call five five five one two three nine please"
        #expect(spans(try cover(said, heard(said))) == [[1.35, 5.15]])
        // Seven words were said where three were heard: which is when, nobody knows.
        #expect(try cover(said, heard("call 555 123 9000 please")) == .withheld(.notTimed))
    }

    @Test func maskedSlotsAreCoveredWhereTheyAreSaid() throws {
        let slots = [Slot(type: "place_name", value: "New York")]
        let said = try cover("weather in new york", heard("weather in new york"), slots: slots)
        #expect(spans(said) == [[1.85, 3.15]])
        // Resolved from something else that was said: nothing to cover.
        #expect(try cover("weather at home", heard("weather at home"), slots: slots) == .open)
    }

    @Test func nothingPersonalLeavesTheSoundOpen() throws {
        #expect(try cover("turn it on", heard("turn it on")) == .open)
        #expect(try cover("turn it on", nil) == .open)
        #expect(try cover("", nil) == .open)
    }

    @Test func spansSetByEarGoBeforeTimings() throws {
        let tagged = "call [PII:NAME ana] or [PII:NAME bo]"
        let first = try span(0.4, 0.9)
        let half = PersonalSpans(byTag: [0: first])
        #expect(try cover(tagged, nil, spans: half) == .withheld(.notTimed))
        let whole = PersonalSpans(byTag: [0: first, 1: try span(2, 3)])
        #expect(spans(try cover(tagged, nil, spans: whole)) == [[0.4, 0.9], [2, 3]])
        let besides = PersonalSpans(others: [first])
        #expect(spans(try cover("turn it on", nil, spans: besides)) == [[0.4, 0.9]])
        let partly = try cover(tagged, heard("call ana or bo"), spans: half)
        #expect(spans(partly)?.first == [0.4, 0.9])
        #expect(spans(partly)?.last == [2.35, 3.15])
    }

    /// The words that leave carry the tag with the times of all it stands for.
    @Test func leavingWordsKeepTimesAndNoWord() throws {
        let hypothesis = heard("call ana maria now")
        let words = PersonalWords(
            reference: "call [PII:NAME ana maria] now", readings: [hypothesis.text], slots: [],
            language: try TradeData.load().language(for: "en-US"))
        let leaving = words.leaving(hypothesis.words)
        #expect(leaving.map(\.text) == ["call", "[PII:NAME]", "now"])
        #expect(leaving[1].start == 1.5 && leaving[1].end == 2.5)
    }
}

extension Substring {
    fileprivate var trimmingParentheses: String { String(filter { !"()".contains($0) }) }
}
