// Agreeing costs one key; judging what was not heard, or sending personal data, is refused.
import Testing

@testable import ReviewCore

@Suite struct SubmissionTests {
    let data: TradeData
    let clip: Clip

    init() throws {
        data = try TradeData.load()
        var random = SeededGenerator(seed: 1)
        clip = Clip(
            id: ClipID(at: Timestamp(microseconds: 0), using: &random), locale: "en-US",
            duration: 2.2, hypothesis: Hypothesis(text: "Play jazz."),
            interpretation: Interpretation(
                intent: "play_music", slots: [Slot(type: "music_genre", value: "jazz")]),
            response: AssistantResponse(text: "Here is jazz"))
    }

    func heard(_ seconds: Double) -> ClipCoverage {
        var heard = ClipCoverage()
        if seconds > 0 {
            heard.beginPlay()
            heard.hear(from: 0, to: seconds)
        }
        return heard
    }

    /// The way the desk goes: fill, lint, ask.
    func submit(
        _ content: AnnotationContent, heard seconds: Double, duration: Double? = 2.2,
        outcome: Outcome = .annotated
    ) -> (content: AnnotationContent, blockers: [SubmissionBlocker]) {
        let language = data.language(for: clip.locale)
        var content = content
        content.judgments = content.judgments.filledWithDefaults(
            of: data.judgments,
            given: AcceptanceContext(content: content, clip: clip, language: language))
        let findings = Linter.check(
            LintInput(
                reference: content.reference, language: language,
                hypothesis: clip.hypothesis?.text, judgments: content.judgments,
                slots: (content.correction ?? clip.interpretation)?.slots ?? [],
                duration: duration, listening: heard(seconds)))
        let blockers = SubmissionCheck.blockers(
            content: content, outcome: outcome, listening: heard(seconds), duration: duration,
            findings: findings, data: data)
        return (content, blockers)
    }

    @Test func theMachineWasRightIsOneKey() {
        let result = submit(AnnotationContent(reference: "Play jazz."), heard: 2.2)
        #expect(result.blockers == [])
        #expect(
            result.content.judgments
                == Judgments([
                    "activation": ["intended"], "directedness": ["device_directed"],
                    "speech": ["clear"], "speaker": ["adult"], "error": ["none"],
                    "response": ["satisfying"],
                ]))
    }

    @Test func whatTheReviewerChangedIsAssumedToBeTheError() {
        var content = AnnotationContent(reference: "Play jas")
        content.correction = Interpretation(intent: "play_radio")
        let judgments = submit(content, heard: 2.2).content.judgments
        #expect(judgments["error"] == ["asr", "intent", "slot_value"])
        #expect(judgments["response"] == ["unsatisfying"])
        content.judgments["error"] = ["entity_resolution"]
        #expect(submit(content, heard: 2.2).content.judgments["error"] == ["entity_resolution"])
    }

    @Test func judgingUnheardIsRefused() {
        let content = AnnotationContent(reference: "play jazz")
        #expect(submit(content, heard: 0).blockers == [.notHeard(needed: 1.1, heard: 0)])
        #expect(submit(content, heard: 0.9).blockers.count == 1)
        #expect(submit(content, heard: 1.2).blockers.isEmpty)
        #expect(submit(content, heard: 0, duration: nil).blockers.count == 1)
        #expect(submit(content, heard: 0.3, duration: nil).blockers.isEmpty)
        // Of a long clip ten seconds are enough, of a very short one all of it.
        #expect(submit(content, heard: 10, duration: 40).blockers.isEmpty)
        #expect(submit(content, heard: 0.3, duration: 0.32).blockers.isEmpty)
        // Hearing the first half second ten times is not hearing the clip.
        var again = ClipCoverage()
        for _ in 0..<10 { again.hear(from: 0, to: 0.5) }
        let blockers = SubmissionCheck.blockers(
            content: content, outcome: .annotated, listening: again, duration: 2.2, findings: [],
            data: data)
        #expect(blockers == [.notHeard(needed: 1.1, heard: 0.5)])
    }

    /// Twenty seconds, three of them speech: who passed over the silence has heard the clip.
    @Test func silencePassedOverIsNotAskedFor() {
        let content = AnnotationContent(reference: "play jazz")
        func blockers(
            _ heard: [ClosedRange<Double>], silence: [ClosedRange<Double>]
        ) -> [SubmissionBlocker] {
            var listening = ClipCoverage()
            for range in heard { listening.hear(from: range.lowerBound, to: range.upperBound) }
            return SubmissionCheck.blockers(
                content: content, outcome: .annotated, listening: listening, duration: 20,
                silence: silence, findings: [], data: data)
        }
        let silence = [0.0...8.0, 11.0...20.0]
        #expect(blockers([7.9...11.1], silence: silence).isEmpty)
        #expect(blockers([7.9...11.1], silence: []) == [.notHeard(needed: 10, heard: 3.2)])
        // A part of the speech is missing, or nothing sounded at all.
        #expect(blockers([7.9...10], silence: silence).count == 1)
        #expect(blockers([], silence: [0...20]).count == 1)
        #expect(blockers([0...1], silence: [0...20]).isEmpty)
    }

    @Test func skippedAndBrokenNeedNoListening() {
        let empty = AnnotationContent()
        #expect(submit(empty, heard: 0, outcome: .broken(reason: "no header")).blockers.isEmpty)
        #expect(submit(empty, heard: 0, outcome: .skipped(reason: "other")).blockers.isEmpty)
        #expect(
            submit(empty, heard: 0, outcome: .skipped(reason: "bored")).blockers
                == [.unknownSkipReason])
    }

    @Test func anAccidentalWakeUpNeedsASecondAndKeepsNoWords() {
        var content = AnnotationContent(reference: "private talk", tags: ["noisy"], note: "n")
        content.judgments["speech"] = ["clear"]
        content.correction = Interpretation(intent: "play_music")
        let marked = content.markedFalseWake()
        #expect(marked.reference.isEmpty && marked.correction == nil)
        #expect(marked.tags == ["noisy"] && marked.note == "n")
        #expect(marked.queuesDeletion && !content.queuesDeletion)
        #expect(submit(marked, heard: 1, duration: 30).blockers.isEmpty)
        #expect(submit(marked, heard: 0.5, duration: 30).blockers.count == 1)
        #expect(submit(marked, heard: 0.4, duration: 0.4).blockers.isEmpty)
        // Nothing is claimed about what nobody listened to.
        #expect(
            submit(marked, heard: 1, duration: 30).content.judgments
                == Judgments(["activation": ["false_wake"]]))
    }

    @Test func aFlaggedClipAsksForNothingMore() {
        let content = AnnotationContent(flag: Flag(category: "grief_distress", severity: .p3))
        #expect(submit(content, heard: 0).blockers.isEmpty)
        let unknown = AnnotationContent(flag: Flag(category: "boredom", severity: .p3))
        #expect(submit(unknown, heard: 0).blockers == [.unknownFlagCategory])
    }

    @Test func emptyTextNeedsAReason() {
        var content = AnnotationContent(reference: "  \n")
        #expect(submit(content, heard: 2.2).blockers == [.emptyReference])
        content.judgments["speech"] = ["no_speech"]
        #expect(submit(content, heard: 2.2).blockers.isEmpty)
        #expect(submit(content, heard: 2.2).content.judgments["speaker"].isEmpty)
        #expect(submit(AnnotationContent(reference: "[tv]"), heard: 2.2).blockers.isEmpty)
    }

    @Test func personalDataMustBeTaggedFirst() {
        let content = AnnotationContent(reference: "ring 8888-7777")
        let blockers = submit(content, heard: 2.2).blockers
        guard case .lint(let finding) = blockers.first else {
            Issue.record("expected a lint blocker, got \(blockers)")
            return
        }
        #expect(finding.rule == .personalData && blockers.count == 1)
    }

    @Test func answersMustBeOnTheList() {
        var content = AnnotationContent(reference: "play jazz")
        content.judgments["speech"] = ["clear", "truncated"]
        content.judgments["mood"] = ["sunny"]
        #expect(
            submit(content, heard: 2.2).blockers == [
                .invalidJudgment(axisTitle: "an unknown question"),
                .invalidJudgment(axisTitle: "Speech"),
            ])
    }

    @Test func messagesTellWhatToDo() {
        let messages = [
            SubmissionBlocker.notHeard(needed: 1.1, heard: 0.52).message,
            SubmissionBlocker.notHeard(needed: .infinity, heard: -1).message,
            SubmissionBlocker.emptyReference.message,
        ]
        #expect(messages[0].contains("0.5 of the 1.1 s"))
        #expect(messages.allSatisfy { $0.hasSuffix(".") })
    }
}

@Suite struct TogglingTests {
    let taxonomy: JudgmentTaxonomy

    init() throws {
        taxonomy = try TradeData.load().judgments
    }

    @Test func aSingleAxisHoldsOneCode() {
        var judgments = taxonomy.toggling("clear", on: "speech", in: Judgments())
        judgments = taxonomy.toggling("truncated", on: "speech", in: judgments)
        #expect(judgments["speech"] == ["truncated"])
        #expect(taxonomy.toggling("truncated", on: "speech", in: judgments) == Judgments())
    }

    @Test func noneStandsAlone() {
        var judgments = Judgments()
        for code in ["asr", "intent"] {
            judgments = taxonomy.toggling(code, on: "error", in: judgments)
        }
        #expect(judgments["error"] == ["asr", "intent"])
        judgments = taxonomy.toggling("none", on: "error", in: judgments)
        #expect(judgments["error"] == ["none"])
        judgments = taxonomy.toggling("asr", on: "error", in: judgments)
        #expect(judgments["error"] == ["asr"])
    }

    @Test func whatIsNotThereChangesNothing() {
        let judgments = Judgments(["speech": ["clear"]])
        #expect(taxonomy.toggling("loud", on: "speech", in: judgments) == judgments)
        #expect(taxonomy.toggling("clear", on: "volume", in: judgments) == judgments)
    }

    /// Any run of key presses leaves judgments the taxonomy accepts.
    @Test(arguments: 0..<40)
    func noPressesMakeInvalidJudgments(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var judgments = Judgments()
        for _ in 0..<50 {
            guard let axis = taxonomy.axes.randomElement(using: &random),
                let code = axis.codes.randomElement(using: &random)
            else { continue }
            judgments = taxonomy.toggling(code.id, on: axis.id, in: judgments)
            #expect(taxonomy.invalidAxes(in: judgments).isEmpty)
            let filled = judgments.filledWithDefaults(of: taxonomy)
            #expect(taxonomy.invalidAxes(in: filled).isEmpty)
            #expect(filled.filledWithDefaults(of: taxonomy) == filled)
        }
    }
}
