// What the curtain keeps: clips that come, go or come back behind it, and questions over it.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct CurtainTests {
    /// The chair stood empty for ten minutes.
    private func idle(_ sitting: inout Sitting) {
        sitting.wait(601)
        sitting.take(.timerFired(.minute))
    }

    @Test func aClipThatCameWhileNobodyWasHereIsTakenUp() throws {
        var desk = DeskState(
            setting: try Sample.setting(), size: Size(width: 80, height: 24), now: Sample.start)
        _ = desk.begin()
        var sitting = try Sitting(desk)
        sitting.take(.queueEmpty)
        idle(&sitting)
        sitting.take(.timerFired(.claim))
        sitting.take(.prefetched(Sample.ready(1)))
        #expect(sitting.desk.work == nil)
        try sitting.press("x")
        #expect(sitting.desk.work?.id == Sample.ready(1).id)
        #expect(sitting.effects.contains(.load(Sample.ready(1).id, play: true)))
        #expect(sitting.effects.contains { if case .claimAhead = $0 { true } else { false } })
    }

    @Test func aLostLeaseNeverLiftsTheCurtain() throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        idle(&sitting)
        sitting.effects = []
        sitting.take(.clipWithdrawn(id, reason: "the lease was lost"))
        #expect(sitting.desk.curtain == .idle)
        #expect(sitting.desk.work == nil)
        #expect(!sitting.effects.contains { if case .load = $0 { true } else { false } })

        sitting = try Sitting()
        try sitting.press("x")
        sitting.take(.clipWithdrawn(id, reason: "the lease was lost"))
        #expect(sitting.desk.mode == .hidden, "what was heard can still be said")
        try sitting.press(".")
        #expect(sitting.desk.curtain == .resting(Rest(.pause, since: sitting.now)))
        #expect(!sitting.effects.contains { if case .load = $0 { true } else { false } })
    }

    @Test func aLoopDoesNotKeepTheScreenOpen() throws {
        var sitting = try Sitting()
        let id = sitting.desk.work?.id
        sitting.take(.playbackChanged(PlaybackSnapshot(clip: id, isPlaying: true, loop: 0...1)))
        idle(&sitting)
        #expect(sitting.desk.curtain == .idle)
        #expect(sitting.effects.contains(.player(.pause)))
    }

    @Test func aClipThatComesBackWaitsBehindTheCurtain() throws {
        var sitting = try Sitting()
        let first = try #require(sitting.desk.work?.id)
        try sitting.press("enter u x")
        let hidden = try #require(sitting.desk.work?.id)
        sitting.effects = []
        sitting.take(.reopened(Sample.ready(1)))
        guard case .hidden = sitting.desk.curtain else {
            Issue.record("the curtain was lifted")
            return
        }
        #expect(sitting.desk.work?.id == hidden)
        #expect(sitting.desk.parked.map(\.id) == [first])
        #expect(!sitting.effects.contains { if case .load = $0 { true } else { false } })
        sitting.take(.undoLast)
        #expect(sitting.desk.isHidden)
    }

    @Test func theSeverityThatEnterTakesIsShownBeforeItIsSent() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        try sitting.press("x")
        #expect(sitting.screen().canvas.text.contains("A letter, then 0 to 3 or Enter."))
        #expect(!sitting.screen().canvas.text.contains("Esc"))
        try sitting.press("c")
        let proposed = try #require(
            sitting.desk.setting.incidents.category(forKey: "c")?.suggested.rawValue)
        #expect(sitting.screen().canvas.text.contains("Enter for \(proposed), as proposed"))
        #expect(sitting.screen().canvas.text.contains("Enter take \(proposed)"))
        try sitting.press("enter")
        #expect(sitting.submissions.isEmpty)
        #expect(sitting.screen().canvas.text.contains("Enter sends it"))
        try sitting.press("enter")
        #expect(sitting.submissions.first?.content.flag?.severity.rawValue == proposed)
    }

    @Test func aScreenHiddenByHandSaysSo() throws {
        var sitting = try Sitting()
        try sitting.press("Q")
        #expect(sitting.screen().canvas.text.contains("Hidden by you"))
        #expect(!sitting.screen().canvas.text.contains("nobody was here"))
        try sitting.press("enter")
        idle(&sitting)
        #expect(sitting.screen().canvas.text.contains("Hidden while nobody was here"))
    }

    @Test func theRestSaysOfTheFlagOnlyWhatIsTrue() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        try sitting.press("x c 0 enter")
        let clip = try #require(sitting.submissions.first?.clip)
        #expect(sitting.screen().canvas.text.contains("Your flag is being stored."))
        sitting.take(.submitFailed(clip, reason: "busy"))
        #expect(sitting.screen().canvas.text.contains("Your flag is not stored yet"))
        sitting.take(.submitted(clip, revision: 1))
        #expect(sitting.screen().canvas.text.contains("Your flag is stored; you will be told"))
        try sitting.press("enter x .")
        #expect(!sitting.screen().canvas.text.contains("Your flag"))
    }

    @Test func theQuestionOfLeavingLiesOverTheCurtain() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        try sitting.press("x c 0 enter q")
        #expect(sitting.desk.mode == .asking)
        let text = sitting.screen().canvas.text
        #expect(text.contains("Leave the desk?"))
        #expect(!text.contains("lights"))
        let lines = DeskLines(table: try DeskCommands.table()).describe(sitting.desk)
        #expect(lines.first?.hasPrefix("Leave the desk?") == true)
        try sitting.press("n")
        #expect(sitting.desk.mode == .resting)
        try sitting.press("q y")
        #expect(sitting.effects.last == .quit)
    }

    @Test func aKeyThatMeansNothingDoesNotAnswerTheQuestion() throws {
        var sitting = try Sitting()
        try sitting.press("e '!' esc")
        idle(&sitting)
        try sitting.press("q 5")
        #expect(sitting.desk.curtain == .idle)
        #expect(sitting.desk.mode == .asking)
        try sitting.press("n")
        #expect(sitting.desk.mode == .resting)
    }
}

@Suite struct UnaskedSeatTests {
    @Test func keysMeantForATextAreNoCommandsOnTheNextClip() throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("e 'play_'")
        sitting.take(.clipWithdrawn(id, reason: "the lease was lost"))
        let next = try #require(sitting.desk.work)
        for key in ["a", "s", "u", "e", "enter"] {
            sitting.wait(0.2)
            try sitting.press(key)
            #expect(sitting.submissions.isEmpty)
        }
        #expect(sitting.desk.work?.id == next.id)
        #expect(sitting.desk.overlay == nil)
        #expect(sitting.desk.writing == .listening)
        #expect(sitting.desk.work?.content == next.content)
        // Silence and the curtain work at any moment.
        try sitting.press("ctrl-x")
        #expect(sitting.desk.isHidden)
    }

    @Test(arguments: ["x", "Q", "!"])
    func aLetterInFlightHidesAndRecordsNothing(key: String) throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("e 'ma'")
        sitting.take(.clipWithdrawn(id, reason: "the lease was lost"))
        try sitting.press("'\(key)'")
        #expect(sitting.desk.curtain == .open)
        #expect(sitting.effects.isEmpty)
        sitting.wait(0.61)
        try sitting.press("x")
        #expect(sitting.desk.isHidden)
    }

    @Test func whatIsSaidOfAClipThatLeftNamesItAndGoesWithTheNextKey() throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        sitting.take(.clipWithdrawn(id, reason: "the lease was lost"))
        #expect(sitting.screen().canvas.text.contains("Clip \(id.short) was taken back"))
        try sitting.press("e")
        #expect(!sitting.screen().canvas.text.contains("was taken back"))
        let next = try #require(sitting.desk.work?.id)
        sitting.take(.told("news"))
        sitting.desk.hear(all: true, at: sitting.now)
        try sitting.press("esc a")
        #expect(sitting.screen().canvas.text.contains("Clip \(next.short): accidental wake-up"))
        try sitting.press("e")
        #expect(!sitting.screen().canvas.text.contains("accidental wake-up"))
    }

    @Test func aClipTakenBackWithADraftWasNotTurnedDown() throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("e '!' esc")
        sitting.take(.clipWithdrawn(id, reason: "the lease was lost"))
        sitting.wait(1)
        try sitting.press("e esc")
        #expect(!sitting.screen().canvas.text.contains("was not accepted"))
        #expect(sitting.screen().canvas.text.contains("was taken back · m says why"))
        try sitting.press("m")
        #expect(!sitting.screen().canvas.text.contains("was not accepted"))
    }

    @Test func afterAPauseKeysAreCommandsAgain() throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("e 'a'")
        sitting.take(.clipWithdrawn(id, reason: "the lease was lost"))
        sitting.wait(0.61)
        try sitting.press("e")
        #expect(sitting.desk.writing == .typing)
    }

    @Test func aClipTakenUpByAKeyListensAtOnce() throws {
        var sitting = try Sitting()
        try sitting.press("e '!' enter e 'ab'")
        #expect(sitting.desk.work?.reference.text.hasSuffix("ab") == true)
    }
}
