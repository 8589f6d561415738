// Submitting, going on, undoing: what the desk asks for, by values.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct SubmitTests {
    @Test func enterSubmitsAndTheNextClipSoundsInTheSameStep() throws {
        var sitting = try Sitting()
        let first = try #require(sitting.desk.work?.id)
        let second = sitting.desk.ahead[0].id
        try sitting.press("enter")
        #expect(sitting.desk.work?.id == second)
        #expect(sitting.effects.contains(.load(second, play: true)))
        #expect(sitting.effects.contains(.claimAhead(1)))
        let submission = try #require(sitting.submissions.first)
        #expect(submission.clip == first)
        #expect(submission.outcome == .annotated)
        #expect(submission.content.reference == "call mom at eleven thirty")
        #expect(submission.content.judgments["activation"] == ["intended"])
        // Sound goes before the store: nobody waits.
        let load = sitting.effects.firstIndex(of: .load(second, play: true)) ?? .max
        let submit = sitting.effects.firstIndex(of: .submit(submission)) ?? .min
        #expect(load < submit)
    }

    @Test func enterSubmitsWhileTypingToo() throws {
        var sitting = try Sitting()
        try sitting.press("e ctrl-w 'fifteen' enter")
        #expect(sitting.submissions.first?.content.reference == "call mom at eleven fifteen")
        #expect(sitting.desk.writing == .listening)
    }

    @Test func aPastedNewlineNeverSubmits() throws {
        var sitting = try Sitting()
        try sitting.press("e")
        sitting.event(.paste("\nline\n"))
        #expect(sitting.submissions.isEmpty)
        #expect(sitting.desk.work?.reference.text.hasSuffix("\nline\n") == true)
        try sitting.press("alt-enter")
        #expect(sitting.submissions.isEmpty)
    }

    @Test func aClipThatWasNotHeardSaysSoAndStays() throws {
        var desk = try Sample.desk()
        let id = desk.work?.id
        _ = desk.reduce(
            .playbackChanged(PlaybackSnapshot(clip: id)), now: Sample.start)
        var sitting = try Sitting(desk)
        try sitting.press("enter")
        #expect(sitting.submissions.isEmpty)
        #expect(sitting.desk.work?.id == id)
        #expect(sitting.desk.work?.objections.first?.place == .sound)
        // Without any sound device nothing can be asked to be heard.
        sitting.take(.outputChanged(.absent(reason: "none")))
        try sitting.press("enter")
        #expect(sitting.submissions.count == 1)
    }

    @Test func untaggedPersonalDataBlocksAndTheCaretGoesThere() throws {
        var sitting = try Sitting()
        try sitting.press("c 'mail_joe@example.com_now' esc enter")
        #expect(sitting.submissions.isEmpty)
        #expect(sitting.desk.writing == .typing)
        #expect(sitting.desk.work?.reference.caret == 5)
        #expect(sitting.desk.work?.objections.isEmpty == false)
        // Mended, the objection goes and the clip may leave.
        try sitting.press("alt-k 'mail_[PII:EMAIL]_now'")
        #expect(sitting.desk.work?.objections.isEmpty == true)
        try sitting.press("enter")
        #expect(sitting.submissions.count == 1)
    }

    @Test func accidentalIsOneKeyAfterAMinimumOfListening() throws {
        var desk = try Sample.desk()
        desk.hear(all: false)
        var sitting = try Sitting(desk)
        try sitting.press("a")
        #expect(sitting.submissions.isEmpty)
        #expect(sitting.desk.toasts.last?.kind == .warning)
        sitting.desk.hear(all: true)
        try sitting.press("a")
        let submission = try #require(sitting.submissions.first)
        #expect(submission.deletionWanted)
        #expect(submission.content.reference.isEmpty)
    }

    @Test func skippingTakesTwoKeysAndNoListening() throws {
        var sitting = try Sitting()
        sitting.desk.hear(all: false)
        try sitting.press("s l")
        #expect(sitting.submissions.first?.outcome == .skipped(reason: "not_my_language"))
    }

    @Test func aBrokenClipLeavesAsBroken() throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        sitting.take(.soundBroken(id, reason: "not a sound"))
        try sitting.press("enter")
        #expect(sitting.submissions.first?.outcome == .broken(reason: "not a sound"))
    }

    @Test func undoBringsTheClipBackAndTheOneAtHandWaits() throws {
        var sitting = try Sitting()
        let first = try #require(sitting.desk.work?.id)
        try sitting.press("enter e 'x' esc u")
        let second = try #require(sitting.desk.work?.id)
        #expect(sitting.effects.contains(.takeBack(first)))
        let draft = Draft(
            content: AnnotationContent(reference: "call mom"), caret: 4, savedAt: sitting.now)
        sitting.take(
            .reopened(ReadyClip(clip: Sample.clip(), sound: .ready(Sample.picture()), draft: draft))
        )
        #expect(sitting.desk.work?.id == first)
        #expect(sitting.desk.work?.reference.caret == 4)
        #expect(sitting.desk.parked.map(\.id) == [second])
        #expect(sitting.drafts.last?.content.reference.hasSuffix("x") == true)
        sitting.desk.hear(all: true)
        try sitting.press("enter")
        #expect(sitting.desk.work?.id == second)
        #expect(sitting.desk.work?.reference.text.hasSuffix("x") == true)
        #expect(sitting.effects.contains(.load(second, play: false)))
    }

    @Test func anEarlierClipIsAmendedOrLeftAsItWas() throws {
        var sitting = try Sitting()
        let first = try #require(sitting.desk.work?.id)
        try sitting.press("enter p enter")
        #expect(sitting.effects.contains(.openEarlier(first)))
        let ready = ReadyClip(
            clip: Sample.clip(), sound: .ready(Sample.picture()),
            draft: Draft(
                content: AnnotationContent(reference: "call mom"), caret: 0, savedAt: sitting.now),
            submitted: 1)
        sitting.take(.reopened(ready))
        sitting.desk.hear(all: true)
        try sitting.press("backspace")
        #expect(
            sitting.desk.work?.id == sitting.desk.parked.first?.id || sitting.desk.parked.isEmpty)
        #expect(sitting.submissions.isEmpty)
        try sitting.press("p enter")
        sitting.take(.reopened(ready))
        sitting.desk.hear(all: true)
        try sitting.press("e '!' enter")
        #expect(sitting.submissions.first?.amends == 1)
    }

    @Test func whatTheStoreCannotTakeIsKeptAndOfferedAgain() throws {
        var sitting = try Sitting()
        try sitting.press("enter")
        let submission = try #require(sitting.submissions.first)
        sitting.take(.submitFailed(submission.clip, reason: "the disk is full"))
        #expect(sitting.desk.storeTrouble == "the disk is full")
        #expect(sitting.effects.contains(.schedule(.resubmit, after: 2)))
        try sitting.press("q")
        guard case .confirm(.leave) = sitting.desk.overlay else {
            Issue.record("left with unsaved work")
            return
        }
        try sitting.press("n")
        sitting.take(.timerFired(.resubmit))
        #expect(sitting.submissions == [submission])
        sitting.take(.submitted(submission.clip, revision: 1))
        #expect(sitting.desk.storeTrouble == nil)
        #expect(sitting.desk.inFlight.isEmpty)
    }

    @Test func aRefusedSubmissionSaysWhyAndGivesItsWordsToTheClipThatComesAgain() throws {
        var sitting = try Sitting()
        try sitting.press("e '_please' enter")
        let clip = try #require(sitting.submissions.first?.clip)
        sitting.take(.submitRefused(clip, reason: "the lease was lost"))
        let atHand = sitting.desk.work?.id
        try sitting.press("m")
        let text = sitting.screen().canvas.text
        #expect(text.contains("The lease was lost."))
        #expect(text.contains("only on this desk"))
        // It is not put under the hands: nothing of it could sound, be saved or be submitted.
        #expect(sitting.desk.work?.id == atHand)
        try sitting.press("n")
        #expect(sitting.desk.refused.count == 1)
        sitting.desk.hear(all: true)
        try sitting.press("enter")
        sitting.take(.prefetched(Sample.ready()))
        #expect(sitting.desk.refused.isEmpty)
        #expect(
            sitting.desk.ahead.last?.draft?.content.reference == "call mom at eleven thirty please")
    }

    @Test func aRefusalIsPutAwayAndItsDraftStays() throws {
        var sitting = try Sitting()
        try sitting.press("e '_please' enter")
        let clip = try #require(sitting.submissions.first?.clip)
        // The words are stored as a draft before the refusal is reported.
        sitting.take(.draftSaved(clip, at: sitting.now))
        sitting.take(.submitRefused(clip, reason: "the lease was lost"))
        try sitting.press("m")
        #expect(sitting.screen().canvas.text.contains("kept as your draft"))
        try sitting.press("y")
        #expect(sitting.desk.refused.isEmpty)
        #expect(!sitting.effects.contains(.dropDraft(clip)))
    }

    @Test func quittingAnUntouchedDeskLeavesAtOnce() throws {
        var sitting = try Sitting()
        try sitting.press("q")
        #expect(sitting.effects.last == .quit)
        sitting = try Sitting()
        try sitting.press("e '!' esc q")
        #expect(!sitting.effects.contains(.quit))
        try sitting.press("y")
        #expect(sitting.effects.last == .quit)
        #expect(sitting.drafts.count == 1)
    }

    @Test func noMoreIsAskedForThanThereIsRoomFor() throws {
        var desk = DeskState(
            setting: try Sample.setting(), size: Size(width: 80, height: 24), now: Sample.start)
        #expect(desk.begin().contains(.claimAhead(3)))
        #expect(desk.reduce(.queueEmpty, now: Sample.start) == [.schedule(.claim, after: 15)])
        #expect(desk.reduce(.timerFired(.claim), now: Sample.start) == [.claimAhead(3)])
        for number in 1...3 {
            _ = desk.reduce(.prefetched(Sample.ready(UInt64(number))), now: Sample.start)
        }
        let extra = Sample.ready(4)
        #expect(desk.reduce(.prefetched(extra), now: Sample.start) == [.release(extra.id)])
        #expect(desk.ahead.count == 2)
    }

    @Test func aWithdrawnClipLeavesInMidSentence() throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("e 'abc'")
        sitting.take(.clipWithdrawn(id, reason: "consent was withdrawn", mayKeepWords: false))
        #expect(sitting.desk.work?.id != id)
        #expect(sitting.effects.contains(.player(.panicStop)))
        #expect(sitting.desk.refused.isEmpty)
    }

    @Test func wordsOnAClipWhoseLeaseWasLostStayWithTheReviewer() throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("e 'abc'")
        sitting.take(.clipWithdrawn(id, reason: "a colleague has this clip now"))
        #expect(sitting.desk.refused.first?.work.reference.text.hasSuffix("abc") == true)
        #expect(sitting.drafts.last?.content.reference.hasSuffix("abc") == true)
        // Nothing was made of the next one.
        let next = try #require(sitting.desk.work?.id)
        sitting.take(.clipWithdrawn(next, reason: "a colleague has this clip now"))
        #expect(sitting.desk.refused.count == 1)
        sitting.take(.clipWithdrawn(id, reason: "this clip was erased", mayKeepWords: false))
        #expect(sitting.desk.refused.isEmpty)
    }
}
