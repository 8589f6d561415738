// Modes, text, drafts, sound and panels, by key scripts.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct TypingTests {
    @Test func letterKeysAreTextWhileTypingAndTheCaretStays() throws {
        var sitting = try Sitting()
        try sitting.press("e ctrl-a 'ax' esc")
        #expect(sitting.desk.work?.reference.text == "axcall mom at eleven thirty")
        #expect(sitting.desk.writing == .listening)
        try sitting.press("i")
        #expect(sitting.desk.work?.reference.caret == 2)
        try sitting.press("tab")
        #expect(sitting.effects == [.player(.again)])
    }

    @Test func snippetsGrowAtABlank() throws {
        var sitting = try Sitting()
        try sitting.press("c 'ty_so'")
        #expect(sitting.desk.work?.reference.text == "thank you so")
    }

    @Test func clearAndRetypeCanBeUndone() throws {
        var sitting = try Sitting()
        try sitting.press("c 'no' ctrl-_ ctrl-_")
        #expect(sitting.desk.work?.reference.text == "call mom at eleven thirty")
    }

    @Test func aWordCyclesThroughTheMachinesReadings() throws {
        var sitting = try Sitting()
        try sitting.press("e alt-b alt-b alt-n")
        #expect(sitting.desk.work?.reference.text == "call mom at seven thirty")
        try sitting.press("alt-n")
        #expect(sitting.desk.work?.reference.text == "call mom at eleven thirty")
        try sitting.press("ctrl-a alt-f alt-f alt-N")
        #expect(sitting.desk.work?.reference.text == "call tom at eleven thirty")
    }

    @Test func aWholeReadingIsTakenFromTheList() throws {
        var sitting = try Sitting()
        try sitting.press("b 2")
        #expect(sitting.desk.work?.reference.text == "call mom at seven thirty")
        #expect(sitting.desk.overlay == nil)
    }

    @Test func aDraftIsAtMostAQuarterSecondOld() throws {
        var sitting = try Sitting()
        try sitting.press("e 'a'")
        let schedules = sitting.effects.filter { $0 == .schedule(.draft, after: 0.2) }
        #expect(schedules.count == 1)
        // Typing on does not push the save back.
        try sitting.press("'bcdefgh'")
        #expect(
            !sitting.effects.contains { if case .schedule(.draft, _) = $0 { true } else { false } })
        sitting.take(.timerFired(.draft))
        #expect(sitting.drafts.last?.content.reference.hasSuffix("abcdefgh") == true)
        // An edit while the save is under way asks for another.
        try sitting.press("'i'")
        #expect(sitting.effects.contains(.schedule(.draft, after: 0.2)))
        let id = try #require(sitting.desk.work?.id)
        sitting.take(.draftSaved(id, at: sitting.now))
        #expect(sitting.desk.work?.draft == .dirty)
    }

    @Test func movingTheCaretSavesNothing() throws {
        var sitting = try Sitting()
        try sitting.press("e left left ctrl-a")
        #expect(sitting.effects.isEmpty)
    }

    @Test func aFailedDraftIsTriedAgain() throws {
        var sitting = try Sitting()
        try sitting.press("e 'a'")
        sitting.take(.timerFired(.draft))
        let id = try #require(sitting.desk.work?.id)
        sitting.take(.draftFailed(id, reason: "the disk is full"))
        #expect(sitting.effects.last == .schedule(.draft, after: 2))
        sitting.take(.timerFired(.draft))
        #expect(sitting.drafts.count == 2)
    }

    @Test func wrongIntentTakesAFewLetters() throws {
        var sitting = try Sitting()
        try sitting.press("w 'alrmset' enter")
        #expect(sitting.desk.work?.correction?.intent == "alarm_set")
        #expect(sitting.desk.work?.correction?.domain == "alarm")
        #expect(sitting.desk.work?.accepted["error"].contains("intent") == true)
        // The one used last comes first.
        try sitting.press("w enter")
        #expect(sitting.desk.work?.correction?.intent == "alarm_set")
        // What the machine said is no correction.
        try sitting.press("w 'call_place' enter")
        #expect(sitting.desk.work?.correction == nil)
    }

    @Test func slotsAreCorrectedAddedAndRemoved() throws {
        var sitting = try Sitting()
        try sitting.press("v down enter ctrl-u 'seven' enter")
        #expect(sitting.desk.work?.correction?.slots.last == Slot(type: "time", value: "seven"))
        try sitting.press("a 'datee' backspace enter 'today' enter")
        #expect(sitting.desk.work?.correction?.slots.last == Slot(type: "date", value: "today"))
        try sitting.press("delete")
        #expect(sitting.desk.work?.correction?.slots.count == 2)
        try sitting.press("esc")
        #expect(sitting.desk.overlay == nil)
    }

    @Test func aSlotsValueComesFromTheSelection() throws {
        var sitting = try Sitting()
        try sitting.press("e ctrl-e shift-left shift-left shift-left alt-v a 'date' enter enter")
        #expect(sitting.desk.work?.correction?.slots.last == Slot(type: "date", value: "rty"))
    }

    @Test func judgmentsTakeALetterAQuestion() throws {
        var sitting = try Sitting()
        try sitting.press("j b m")
        #expect(sitting.desk.work?.judgments["activation"] == ["button"])
        #expect(sitting.desk.work?.judgments["directedness"] == ["media_audio"])
        try sitting.press("esc 1 delete enter")
        #expect(sitting.desk.work?.judgments["activation"] == [])
    }

    @Test func tagsAndNotesAreKeptAsTheyAreMade() throws {
        var sitting = try Sitting()
        try sitting.press("t n v n esc n 'loud_fan' esc")
        #expect(sitting.desk.work?.tags == ["overlap"])
        #expect(sitting.desk.work?.note == "loud fan")
    }

    @Test func flaggingTakesACategoryAndASeverity() throws {
        var sitting = try Sitting()
        try sitting.press("f g 3")
        #expect(sitting.desk.work?.flag == Flag(category: "grief_distress", severity: .p3))
        // The severity the taxonomy suggests is under the hand.
        try sitting.press("f w enter")
        #expect(sitting.desk.work?.flag == Flag(category: "weapon_or_gunshot", severity: .p1))
        try sitting.press("f delete")
        #expect(sitting.desk.work?.flag == nil)
    }

    @Test func aLoopIsMarkedInTwoKeysAndClearedByAThird() throws {
        var sitting = try Sitting()
        try sitting.press("0 L l L")
        #expect(sitting.effects.contains(.player(.setLoop(0...2))))
        try sitting.press("L")
        #expect(sitting.effects.contains(.player(.setLoop(nil))))
    }

    @Test func speedAndVolumeStayBetweenTheirEnds() throws {
        var sitting = try Sitting()
        for _ in 0..<30 { try sitting.press("> =") }
        #expect(sitting.desk.playback.speed == 3)
        #expect(sitting.desk.playback.volume == 1.5)
        for _ in 0..<30 { try sitting.press("< -") }
        #expect(sitting.desk.playback.speed == 0.5)
        #expect(sitting.desk.playback.volume == 0)
        try sitting.press("\\")
        #expect(sitting.effects == [.player(.setSpeed(1))])
    }

    @Test func clicksSeekAndPlaceTheCaret() throws {
        var sitting = try Sitting()
        let layout = DeskLayout(sitting.desk.size)
        let wave = layout.wave
        sitting.event(.mouse(MouseEvent(.press, at: Point(x: wave.x, y: wave.y))))
        let seconds = Waveform.share(at: wave.x, in: wave) * 2.8
        #expect(sitting.effects == [.player(.seek(to: seconds))])
        let text = layout.content(.reference)
        sitting.event(.mouse(MouseEvent(.press, at: Point(x: text.x + 5, y: text.y))))
        #expect(sitting.desk.writing == .typing)
        #expect(sitting.desk.work?.reference.caret == 5)
    }
}

@Suite struct DistressTests {
    @Test func oneKeySilencesAndHidesAndTwoMoreFlag() throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("x")
        #expect(sitting.effects.first == .player(.panicStop))
        #expect(sitting.desk.isHidden)
        try sitting.press("c 0")
        #expect(sitting.desk.work?.flag == Flag(category: "child_abuse", severity: .p0))
        #expect(sitting.desk.isHidden)
        try sitting.press("enter")
        let submission = try #require(sitting.submissions.first)
        #expect(submission.clip == id)
        #expect(submission.content.flag?.severity == .p0)
        // Nobody checked the machine's words.
        #expect(submission.content.reference.isEmpty)
        // Nothing sounds until the reviewer goes on.
        #expect(sitting.desk.work == nil)
        #expect(!sitting.effects.contains { if case .load = $0 { true } else { false } })
        try sitting.press("enter")
        #expect(sitting.desk.work != nil)
    }

    @Test(arguments: [
        "e ctrl-x", "w ctrl-x", "j ctrl-x", "n ctrl-x", "f ctrl-x", "? ctrl-x", ": f12",
    ])
    func itWorksFromEverywhere(script: String) throws {
        var sitting = try Sitting()
        try sitting.press(script)
        #expect(sitting.desk.isHidden)
        #expect(sitting.effects.contains(.player(.panicStop)))
    }

    @Test func hiddenWithoutAFlagDoesNotSubmit() throws {
        var sitting = try Sitting()
        try sitting.press("x")
        sitting.take(.submit)
        #expect(sitting.submissions.isEmpty)
        try sitting.press("ctrl-o")
        #expect(!sitting.desk.isHidden)
    }

    @Test func aHiddenClipCanBeLeftWithoutAFlag() throws {
        var sitting = try Sitting()
        try sitting.press("x .")
        #expect(sitting.submissions.first?.outcome == .skipped(reason: "too_distressing"))
        #expect(sitting.desk.isHidden)
    }

    @Test func anEmptyChairIsHidden() throws {
        var sitting = try Sitting()
        sitting.wait(601)
        sitting.take(.timerFired(.minute))
        #expect(sitting.desk.curtain == .idle)
        try sitting.press("x")
        #expect(sitting.desk.curtain == .open)
    }
}
