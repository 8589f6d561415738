// A flag goes by itself, can be taken back while it has not, and carries a note where one is written.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct FlagTests {
    @Test func twoKeysAreEnoughAndTheRestGoesByItself() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("x w 1")
        #expect(sitting.submissions.isEmpty)
        #expect(sitting.effects.contains(.schedule(.flag, after: DeskState.flagWindow)))
        let kept = sitting.effects.compactMap {
            if case .keepFlag(let submission, true) = $0 { submission } else { nil }
        }
        #expect(kept.map(\.content.flag) == [Flag(category: "weapon_or_gunshot", severity: .p1)])
        #expect(kept.first?.content.reference == "", "nobody checked the machine's words")
        #expect(sitting.screen().canvas.text.contains("It goes by itself."))
        sitting.effects = []
        sitting.take(.timerFired(.flag))
        #expect(sitting.submissions.map(\.clip) == [id])
        #expect(sitting.submissions.first?.content == kept.first?.content)
        #expect(sitting.desk.mode == .resting)
    }

    @Test(arguments: ["u", "esc"]) func itIsTakenBackByAKey(key: String) throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("x w 1 \(key)")
        #expect(sitting.effects.contains(.cancel(.flag)))
        #expect(sitting.effects.contains(.dropFlag(id)))
        #expect(sitting.desk.work?.flag == nil)
        // A timer that had gone off already sends nothing.
        sitting.effects = []
        sitting.take(.timerFired(.flag))
        #expect(sitting.submissions.isEmpty)
        try sitting.press("c 0 enter")
        #expect(sitting.submissions.first?.content.flag?.category == "child_abuse")
    }

    /// The flags that were raised by themselves among the effects.
    private func raised(_ sitting: Sitting) -> [Submission] {
        sitting.effects.compactMap {
            if case .raiseFlag(let submission) = $0 { submission } else { nil }
        }
    }

    @Test func aClipThatIsShownAgainKeepsItsFlagWhichIsRaised() throws {
        var sitting = try Sitting()
        try sitting.press("x w 1 ctrl-o")
        #expect(!sitting.effects.contains { if case .dropFlag = $0 { true } else { false } })
        sitting.take(.timerFired(.flag))
        #expect(raised(sitting).count == 1)
        #expect(sitting.submissions.isEmpty)
        #expect(sitting.desk.work?.flag?.severity == .p1)
    }

    @Test func aFlagOnTheOpenDeskIsKeptAtOnceAndRaisedWithoutTheRest() throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("f c 0")
        #expect(
            sitting.effects.contains { if case .keepFlag(_, false) = $0 { true } else { false } })
        sitting.take(.timerFired(.flag))
        #expect(raised(sitting).map(\.clip) == [id])
        #expect(sitting.desk.work?.id == id, "the work goes on")
        // Removed too late, it stands, and that is said.
        try sitting.press("f c backspace")
        #expect(sitting.screen().canvas.text.contains("The flag was sent, and stands"))

        sitting = try Sitting()
        try sitting.press("f c 0 f delete")
        #expect(sitting.effects.contains(.dropFlag(id)))
        sitting.effects = []
        sitting.take(.timerFired(.flag))
        #expect(raised(sitting).isEmpty)

        sitting = try Sitting()
        try sitting.press("f c 0 enter")
        #expect(sitting.submissions.count == 1)
        #expect(sitting.effects.contains(.cancel(.flag)))
    }

    @Test(arguments: [true, false], ["x w 1", "f w 1"])
    func aClipThatIsTakenAwaySendsItsFlag(mayKeep: Bool, keys: String) throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press(keys)
        sitting.effects = []
        sitting.take(.clipWithdrawn(id, reason: "gone", mayKeepWords: mayKeep))
        let sent = sitting.submissions + raised(sitting)
        #expect(sent.map(\.content.flag?.severity) == [.p1])
        if !mayKeep { #expect(sent.map(\.content.reference) == [""]) }
        #expect(!sitting.effects.contains(.dropFlag(id)))
    }

    @Test(arguments: ["", "w"]) func theFormStaysWhenTheClipGoes(keys: String) throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("x \(keys)")
        sitting.take(.clipWithdrawn(id, reason: "erased", mayKeepWords: false))
        #expect(sitting.desk.mode == .hidden)
        #expect(sitting.screen().canvas.text.contains("What it was can still be said"))
        try sitting.press(keys.isEmpty ? "w 1" : "1")
        // A save that finds the clip gone says so again, and changes nothing.
        sitting.take(.clipWithdrawn(id, reason: "erased", mayKeepWords: false))
        try sitting.press("enter")
        #expect(raised(sitting).map(\.clip) == [id])
        #expect(
            raised(sitting).map { $0.content.flag?.severity } == [.p1]
                && raised(sitting).allSatisfy { $0.content.reference.isEmpty })
        #expect(sitting.submissions.isEmpty)
        #expect(sitting.desk.mode == .resting)
        #expect(sitting.effects.contains(.letGo(id)))
        try sitting.press("enter")
        #expect(sitting.desk.work?.id == Sample.ready(2).id)
    }

    @Test(arguments: ["ctrl-o", "."]) func whoSaysNothingOfAGoneClipRests(key: String) throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("x")
        sitting.take(.clipWithdrawn(id, reason: "erased", mayKeepWords: false))
        try sitting.press(key)
        #expect(sitting.desk.mode == .resting)
        #expect(raised(sitting).isEmpty && sitting.submissions.isEmpty)
    }

    @Test func thePauseSaysWhatBecameOfTheFlagAndNotOfTheWords() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        try sitting.press("x c 0 enter")
        let clip = try #require(sitting.submissions.first?.clip)
        sitting.take(.flagSettled(clip, .stored))
        sitting.take(.submitRefused(clip, reason: "a colleague has it"))
        #expect(sitting.screen().canvas.text.contains("Your flag is stored"))
        sitting.take(.flagSettled(clip, .lost(reason: "the recording was erased")))
        #expect(
            sitting.screen().canvas.text.contains("could not be kept: the recording was erased"))
    }

    @Test func aNoteGoesWithItForThoseWhoAnswerForIt() throws {
        var sitting = try Sitting(size: Size(width: 80, height: 24))
        try sitting.press("x n")
        #expect(sitting.desk.mode == .hidden, "there is no flag yet")
        try sitting.press("w 1 n")
        #expect(sitting.desk.mode == .writing)
        // The flag does not wait for its words.
        sitting.effects = []
        sitting.take(.timerFired(.flag))
        #expect(raised(sitting).map(\.content.flag?.severity) == [.p1])
        #expect(sitting.submissions.isEmpty)
        try sitting.press("'two_shots,_screaming'")
        #expect(sitting.screen().canvas.text.contains("two shots, screaming"))
        #expect(sitting.desk.work?.note == "", "it is no note to the clip")
        try sitting.press("enter")
        let content = try #require(sitting.submissions.first?.content)
        #expect(content.flagNote == "two shots, screaming")
        #expect(content.note == "")
    }

    @Test func aNoteThatIsLeftHoldsTheFlagNoLonger() throws {
        var sitting = try Sitting()
        try sitting.press("x w 1 n 'abc' esc")
        #expect(sitting.desk.mode == .hidden)
        #expect(sitting.effects.contains(.schedule(.flag, after: DeskState.flagWindow)))
        sitting.effects = []
        sitting.take(.timerFired(.flag))
        #expect(sitting.submissions.first?.content.flagNote == "abc")
    }

    @Test(arguments: [DeskAction.lock, .quit, .timerFired(.flag)])
    func whoeverLeavesSendsIt(action: DeskAction) throws {
        var sitting = try Sitting()
        try sitting.press("x w 1")
        sitting.effects = []
        sitting.take(action)
        #expect(sitting.submissions.count == 1)
        #expect(sitting.desk.isHidden)
    }

    @Test func whoLikesGoesOnWithABenignClip() throws {
        var sitting = try Sitting()
        sitting.take(.careChanged(CarePreferences(afterGrave: .benign)))
        let next = try #require(sitting.desk.ahead.first?.id)
        try sitting.press("x w 1 enter")
        #expect(sitting.desk.curtain == .open)
        #expect(sitting.desk.work?.id == next)
    }

    /// A desk whose next clips are as severe as said.
    private func desk(ahead severities: [Severity?]) throws -> Sitting {
        var desk = DeskState(
            setting: try Sample.setting(), size: Size(width: 80, height: 24), now: Sample.start)
        _ = desk.begin()
        var sitting = try Sitting(desk)
        sitting.take(.careChanged(CarePreferences(afterGrave: .benign)))
        for (index, severity) in ([nil] + severities).enumerated() {
            var clip = Sample.ready(UInt64(index + 1)).clip
            clip.expected = severity.map {
                ReviewCore.Expectation(severity: $0, categories: ["other"])
            }
            sitting.take(.prefetched(ReadyClip(clip: clip)))
        }
        sitting.effects = []
        return sitting
    }

    @Test func nothingHardFollowsWhatWasHard() throws {
        var sitting = try desk(ahead: [.p1, nil])
        #expect(!sitting.desk.lineEndsSevere)
        try sitting.press("x w 1 enter")
        #expect(sitting.desk.work?.id == Sample.ready(3).id)
        #expect(sitting.desk.ahead.map(\.id) == [Sample.ready(2).id])
        #expect(sitting.desk.lineEndsSevere)

        sitting = try desk(ahead: [.p1, .p0])
        try sitting.press("x w 1 enter")
        #expect(sitting.desk.work == nil)
        #expect(
            sitting.effects.filter { if case .release = $0 { true } else { false } }.count == 2)
        #expect(sitting.desk.lineEndsSevere, "what is claimed now follows it")
        #expect(sitting.effects.last == .claimAhead(3))
    }

    @Test func aMildFlagChangesNothingOfWhatComes() throws {
        var sitting = try desk(ahead: [.p1, nil])
        try sitting.press("x g 3 enter")
        #expect(sitting.desk.work?.id == Sample.ready(2).id)
    }

    @Test func aQueueWithOnlyHardClipsLeftIsNotCalledEmpty() throws {
        var desk = DeskState(
            setting: try Sample.setting(), size: Size(width: 80, height: 24), now: Sample.start)
        _ = desk.begin()
        var sitting = try Sitting(desk)
        sitting.take(.queueKeptBack)
        #expect(sitting.screen().canvas.text.contains("What is left is not for you now"))
        #expect(!sitting.screen().canvas.text.contains("The queue is empty"))
        #expect(sitting.effects.contains(.schedule(.claim, after: 15)))
    }

    @Test func theBarSaysHowManyFlagsWait() throws {
        var sitting = try Sitting(size: Size(width: 120, height: 40))
        try sitting.press("x c 0 enter")
        let clip = try #require(sitting.submissions.first?.clip)
        #expect(!sitting.screen().canvas.text.contains("flag waits"))
        sitting.take(.submitFailed(clip, reason: "busy"))
        #expect(sitting.screen().canvas.text.contains("1 flag waits"))
        sitting.take(.flagsKept(2))
        #expect(sitting.screen().canvas.text.contains("3 flags wait"))
        sitting.take(.submitted(clip, revision: 1))
        sitting.take(.flagsKept(0))
        #expect(!sitting.screen().canvas.text.contains("flag wait"))
    }
}
