// Tagging what is personal: two keys, the sound that goes along, and the way back.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct TaggingTests {
    /// A clip whose machine timed its words half a second apart.
    private func sitting(_ text: String = "tell ana popescu hello") throws -> Sitting {
        var clip = Sample.clip(text: text)
        clip.hypothesis?.words = text.split(separator: " ").enumerated().map { index, word in
            HypothesisWord(
                text: String(word), start: Double(index) * 0.5, end: Double(index) * 0.5 + 0.4)
        }
        return try Sitting(
            try Sample.desk(first: ReadyClip(clip: clip, sound: .ready(Sample.picture()))))
    }

    private func made(_ sitting: Sitting) -> AnnotationContent? { sitting.desk.work?.content }

    @Test func twoKeysTagTheWordAtTheCaret() throws {
        var sitting = try sitting()
        try sitting.press("e home alt-f alt-f ctrl-r n")
        let content = try #require(made(sitting))
        #expect(content.reference == "tell [PII:NAME] popescu hello")
        let mark = try #require(content.personal.first)
        #expect(mark.words == "ana" && mark.type == .name && mark.tag == 0)
        let span = try #require(mark.span)
        #expect(abs(span.start - 0.35) < 0.001 && abs(span.end - 1.05) < 0.001)
        #expect(mark.source == .timing)
        #expect(sitting.desk.mode == .typing)
    }

    @Test func aSelectionIsTaggedWhole() throws {
        var sitting = try sitting()
        try sitting.press("e home alt-f right")
        try sitting.press("shift-ctrl-right shift-ctrl-right ctrl-r n")
        #expect(made(sitting)?.reference == "tell [PII:NAME] hello")
        #expect(made(sitting)?.personal.map(\.words) == ["ana popescu"])
    }

    @Test func listeningTheWordThatSoundedIsMeant() throws {
        var sitting = try sitting()
        var playback = sitting.desk.playback
        playback.position = 1.2
        sitting.take(.playbackChanged(playback))
        try sitting.press("R n")
        #expect(made(sitting)?.reference == "tell ana [PII:NAME] hello")
        #expect(sitting.desk.mode == .listening)
    }

    @Test func undoBringsTheWordsBackAndRedoTheMark() throws {
        var sitting = try sitting()
        try sitting.press("e home alt-f alt-f ctrl-r n ctrl-_")
        #expect(made(sitting)?.reference == "tell ana popescu hello")
        #expect(made(sitting)?.personal == [])
        try sitting.press("alt-_")
        #expect(made(sitting)?.personal.map(\.words) == ["ana"])
    }

    @Test func whatTheScannerFoundIsProposedAndEnterTakesIt() throws {
        var sitting = try sitting("write to ana@example.org today")
        try sitting.press("e home ctrl-r")
        guard case .personal(let form) = sitting.desk.overlay else {
            Issue.record("no menu")
            return
        }
        #expect(form.words == "ana@example.org")
        try sitting.press("enter")
        #expect(made(sitting)?.reference == "write to [PII:EMAIL] today")
        #expect(made(sitting)?.personal.map(\.type) == [.email])
    }

    @Test func theLoopIsTheSpanAndItCanBeMoved() throws {
        var sitting = try sitting()
        var playback = sitting.desk.playback
        playback.loop = 0.2...0.9
        sitting.take(.playbackChanged(playback))
        try sitting.press("e home alt-f alt-f ctrl-r right shift-right shift-right n")
        let mark = try #require(made(sitting)?.personal.first)
        #expect(mark.source == .ear)
        let span = try #require(mark.span)
        #expect(abs(span.start - 0.25) < 0.001 && abs(span.end - 1.0) < 0.001)
    }

    @Test func withoutTimesTheMenuSaysSoAndALoopMendsIt() throws {
        var sitting = try Sitting()
        try sitting.press("e home alt-f ctrl-r")
        #expect(sitting.screen().canvas.text.contains("Nothing says when"))
        var playback = sitting.desk.playback
        playback.loop = 0.5...1.5
        sitting.take(.playbackChanged(playback))
        try sitting.press("tab a")
        #expect(made(sitting)?.personal.map(\.span) == [SoundSpan(start: 0.5, end: 1.5)])
    }

    /// A clip in which a name of two words is a masked slot's value, its words timed.
    private func masked() throws -> Sitting {
        let text = "call maria lopez at noon"
        var clip = Sample.clip(text: text)
        clip.interpretation?.slots = [Slot(type: "relation", value: "maria lopez")]
        clip.hypothesis?.words = text.split(separator: " ").enumerated().map { index, word in
            HypothesisWord(
                text: String(word), start: Double(index) * 0.5, end: Double(index) * 0.5 + 0.4)
        }
        return try Sitting(
            try Sample.desk(first: ReadyClip(clip: clip, sound: .ready(Sample.picture()))))
    }

    @Test(arguments: ["e home alt-f alt-f left left", "e home alt-f alt-f alt-f left"])
    func aMaskIsTaggedWholeWhereverTheCaretIsInIt(way: String) throws {
        var sitting = try masked()
        try sitting.press("\(way) ctrl-r n")
        #expect(made(sitting)?.reference == "call [PII:NAME] at noon")
        let mark = try #require(made(sitting)?.personal.first)
        #expect(mark.words == "maria lopez")
        let span = try #require(mark.span)
        #expect(span.start < 0.5 && span.end > 1.4)
    }

    @Test(arguments: [0.7, 1.2]) func aMaskIsTaggedWholeWhereverItSounded(at: Double) throws {
        var sitting = try masked()
        var playback = sitting.desk.playback
        playback.position = at
        sitting.take(.playbackChanged(playback))
        try sitting.press("R n")
        #expect(made(sitting)?.reference == "call [PII:NAME] at noon")
        let span = try #require(made(sitting)?.personal.first?.span)
        #expect(span.start < 0.5 && span.end > 1.4)
    }

    @Test func aSelectionWithinAMaskIsWhatWasAskedFor() throws {
        var sitting = try masked()
        try sitting.press("e home alt-f right shift-ctrl-right ctrl-r n")
        #expect(made(sitting)?.reference == "call [PII:NAME] lopez at noon")
    }

    @Test func undoWhileListeningTakesBackTheTagAndThenTheClip() throws {
        var sitting = try sitting()
        try sitting.press("e home alt-f alt-f ctrl-r n esc")
        #expect(sitting.screen().canvas.text.contains("will be covered"))
        try sitting.press("u")
        #expect(made(sitting)?.reference == "tell ana popescu hello")
        #expect(made(sitting)?.personal == [])
        #expect(!sitting.screen().canvas.text.contains("will be covered"))
        #expect(sitting.screen().canvas.text.contains("The tag is taken back"))
        try sitting.press("u")
        #expect(made(sitting)?.reference == "tell ana popescu hello")
    }

    @Test func undoAfterAnotherEditIsNotAboutTheTag() throws {
        var sitting = try sitting()
        try sitting.press("e home alt-f alt-f ctrl-r n end '!' esc u")
        #expect(made(sitting)?.reference == "tell [PII:NAME] popescu hello!")
    }

    @Test func nothingIsSaidOfATagThatWasUndone() throws {
        var sitting = try sitting()
        try sitting.press("e home alt-f alt-f ctrl-r n ctrl-_")
        #expect(!sitting.screen().canvas.text.contains("will be covered"))
    }

    @Test func theMenuLeavesWhatItIsAboutInSight() throws {
        var clip = Sample.clip(text: "tell ana popescu hello")
        clip.hypothesis?.words = []
        var sitting = try Sitting(
            try Sample.desk(
                Size(width: 80, height: 24),
                first: ReadyClip(clip: clip, sound: .ready(Sample.picture()))))
        let before = sitting.screen().canvas.text.split(
            separator: "\n", omittingEmptySubsequences: false)
        try sitting.press("R")
        let text = sitting.screen().canvas.text
        let now = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rows = DeskLayout(Size(width: 80, height: 24)).row(.reference)
        #expect(now[1..<rows.maxY].elementsEqual(before[1..<rows.maxY]))
        for type in PersonalDataType.allCases { #expect(text.contains(type.title), "\(type)") }
    }

    @Test func theChangeLineShowsATagAsARedaction() throws {
        var sitting = try sitting()
        try sitting.press("e home alt-f alt-f ctrl-r n esc")
        let text = sitting.screen().canvas.text
        #expect(!text.contains("spelling only"))
        #expect(text.contains("→[PII:NAME]"))
        #expect(!text.contains("ana→[PII:NAME]"))
    }

    @Test func aTagOpensAgainToBeRetypedOrTakenBack() throws {
        var sitting = try sitting()
        try sitting.press("e home alt-f alt-f ctrl-r n")
        try sitting.press("left ctrl-r a")
        #expect(made(sitting)?.reference == "tell [PII:ADDRESS] popescu hello")
        #expect(made(sitting)?.personal.map(\.words) == ["ana"])
        try sitting.press("left ctrl-r delete")
        #expect(made(sitting)?.reference == "tell ana popescu hello")
        #expect(made(sitting)?.personal == [])
    }

    @Test func anAmendmentKeepsTheMarks() throws {
        let mark = PersonalMark(
            type: .name, words: "ana", tag: 0, span: SoundSpan(start: 0.4, end: 0.9))
        let submitted = AnnotationContent(reference: "tell [PII:NAME] hello", personal: [mark])
        var ready = Sample.ready()
        ready.draft = Draft(content: submitted, caret: 0, savedAt: Sample.start)
        ready.submitted = 1
        ready.submittedContent = submitted
        var sitting = try Sitting(try Sample.desk(first: ready))
        #expect(sitting.desk.work?.isTouched == false)
        try sitting.press("e end '_now' esc enter")
        let sent = try #require(sitting.submissions.first)
        #expect(sent.content.reference == "tell [PII:NAME] hello now")
        #expect(sent.content.personal == [mark])
    }

    @Test func anAccidentalWakeUpKeepsNoWords() throws {
        var sitting = try sitting()
        try sitting.press("e home alt-f alt-f ctrl-r n esc a")
        #expect(sitting.submissions.first?.content.personal == [])
    }

    @Test func everyTypeHasALetterOfItsOwn() {
        #expect(Set(PersonalDataType.allCases.map(\.key)).count == PersonalDataType.allCases.count)
    }

    @Test func crossesShowWhatWillBeCovered() throws {
        var sitting = try sitting()
        #expect(!sitting.screen().canvas.text.contains("×"))
        try sitting.press("e home alt-f alt-f ctrl-r n")
        #expect(sitting.screen().canvas.text.contains("×××"))
    }
}
