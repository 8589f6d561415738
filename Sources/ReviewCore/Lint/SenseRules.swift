// L12 to L16: whether the text fits the clip, the judgments and what was heard.

enum SenseRules {
    /// Characters a second beyond which text and sound do not belong together.
    static let fastestRate = 25.0
    static let slowestRate = 0.3
    /// What counts as one full play: the very end of a clip is often cut short.
    static let fullPlay = 0.95

    static func findings(in text: LintText) -> [LintFinding] {
        [speech(text), rate(text), wakeWord(text), rubberStamp(text)].compactMap { $0 }
            + slotValues(text)
    }

    /// L12. An accidental wake-up needs no text.
    private static func speech(_ text: LintText) -> LintFinding? {
        let judgments = text.input.judgments
        let saysNone = judgments["speech"] == ["no_speech"]
        if saysNone, text.transcript.hasSpeech {
            return LintFinding(
                .speechMismatch, .warning, at: text.whole,
                "There are words, but the judgment says no speech; clear one of the two.")
        }
        let mayBeEmpty =
            saysNone || judgments["speech"] == ["unintelligible"] || judgments.isFalseWake
        if text.transcript.isBlank, !mayBeEmpty {
            return LintFinding(
                .speechMismatch, .warning, at: text.whole,
                "Nothing is written; transcribe, tag what is heard, or judge it no speech.")
        }
        return nil
    }

    /// L13.
    private static func rate(_ text: LintText) -> LintFinding? {
        guard let duration = text.input.duration, duration > 0, duration.isFinite,
            text.transcript.hasSpeech
        else { return nil }
        let words = text.transcript.spokenWords
        let characters = words.reduce(max(0, words.count - 1)) { $0 + $1.text.count }
        let rate = Double(characters) / duration
        if rate > fastestRate {
            return LintFinding(
                .rate, .note, at: text.whole,
                "More text than anyone says in this time; is it the right clip, typed once?")
        }
        if characters > 0, rate < slowestRate {
            return LintFinding(
                .rate, .note, at: text.whole,
                "Little text for so long a clip; is anything missing?")
        }
        return nil
    }

    /// L14: where the queue's clips hold the wake word, or the machine heard one.
    private static func wakeWord(_ text: LintText) -> LintFinding? {
        let input = text.input
        guard input.judgments["activation"] == ["intended"], text.transcript.hasSpeech,
            !input.language.wakeWords.isEmpty, !holdsWakeWord(text.transcript, input.language)
        else { return nil }
        let wasHeard = input.hypothesis.map { holdsWakeWord(Transcript($0), input.language) }
        guard input.style.expectsWakeWord || wasHeard == true else { return nil }
        return LintFinding(
            .wakeWord, .note, at: text.whole,
            "Judged as intended, but no wake word is written; add it if it was said.")
    }

    private static func holdsWakeWord(
        _ transcript: Transcript, _ language: LanguageRules
    ) -> Bool {
        let words = transcript.spokenWords.map { $0.text.lowercased() }
        return language.wakeWords.contains { !WordSearch.ranges(of: $0, in: words).isEmpty }
    }

    /// L15.
    private static func rubberStamp(_ text: LintText) -> LintFinding? {
        guard let hypothesis = text.input.hypothesis, let listening = text.input.listening,
            listening.share(of: text.input.duration ?? 0, passingOver: text.input.silence)
                < fullPlay,
            !text.transcript.isBlank, text.input.reference == hypothesis
        else { return nil }
        return LintFinding(
            .rubberStamp, .warning, at: text.whole,
            "The machine's text is accepted before the clip was heard to its end.")
    }

    /// L16. The value itself is never repeated: it may be a name.
    private static func slotValues(_ text: LintText) -> [LintFinding] {
        let slots = text.input.slots.filter { !$0.value.isEmpty }
        guard !slots.isEmpty, text.transcript.hasSpeech else { return [] }
        let language = text.input.language
        let words = ScoringWords.words(of: text.transcript, language: language).map(\.form)
        // Where data was replaced by its tag, a value cannot be looked for.
        if words.contains(ScoringWords.wildcard) { return [] }
        return slots.compactMap { slot in
            let value = ScoringWords.forms(of: slot.value, language: language)
            guard !value.isEmpty, WordSearch.ranges(of: value, in: words).isEmpty else {
                return nil
            }
            let type = slot.type.replacing("_", with: " ")
            return LintFinding(
                .slotValue, .note, at: text.whole,
                "The value of the slot \(type) is not in the text; correct one of the two.")
        }
    }
}
