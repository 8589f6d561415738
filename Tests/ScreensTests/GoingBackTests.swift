// Undo, amendments and submissions that were not accepted.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct GoingBackTests {
    private func ready(_ text: String, submitted: Int? = nil) -> ReadyClip {
        ReadyClip(
            clip: Sample.clip(), sound: .ready(Sample.picture()),
            draft: Draft(
                content: AnnotationContent(reference: text), caret: 0, savedAt: Sample.start),
            submitted: submitted)
    }

    @Test func anAmendmentBegunAndLeftIsSubmittedByEnter() throws {
        var sitting = try Sitting()
        let first = try #require(sitting.desk.work?.id)
        try sitting.press("enter p enter")
        var begun = ready("call mom now", submitted: 1)
        begun.submittedContent = AnnotationContent(reference: "call mom")
        sitting.take(.reopened(begun))
        #expect(sitting.desk.work?.reference.text == "call mom now")
        sitting.desk.hear(all: true)
        try sitting.press("enter")
        #expect(sitting.submissions.first?.amends == 1)
        #expect(sitting.submissions.first?.content.reference == "call mom now")
        #expect(!sitting.effects.contains(.dropDraft(first)))
    }

    @Test func anAmendmentPutBackToWhatWasSubmittedIsUntouched() throws {
        var sitting = try Sitting()
        try sitting.press("enter p enter")
        var begun = ready("call mom!", submitted: 1)
        begun.submittedContent = AnnotationContent(reference: "call mom")
        sitting.take(.reopened(begun))
        sitting.desk.hear(all: true)
        try sitting.press("e ctrl-e backspace enter")
        #expect(sitting.submissions.isEmpty)
        #expect(sitting.desk.work?.amends == nil)
    }

    @Test func aLeftAmendmentIsLetGoOf() throws {
        var sitting = try Sitting()
        let first = try #require(sitting.desk.work?.id)
        try sitting.press("enter p enter")
        sitting.take(.reopened(ready("call mom", submitted: 1)))
        try sitting.press("backspace")
        #expect(sitting.effects.contains(.letGo(first)))
        #expect(sitting.desk.work?.id != first)
    }

    @Test func workTakenBackRemembersWhatWasHeard() throws {
        var sitting = try Sitting()
        try sitting.press("e '!' enter")
        let id = try #require(sitting.submissions.first?.clip)
        sitting.take(.submitFailed(id, reason: "busy"))
        try sitting.press("u")
        #expect(sitting.desk.hearing.share(of: 2.8) == 1)
        try sitting.press("enter")
        let again = try #require(sitting.submissions.first)
        #expect(again.effort.plays == 1)
        #expect(again.effort.heardSeconds == 2.8)
        #expect(again.effort.listening == Sample.heard(0...2.8))
    }

    @Test func anUndoThatWasRefusedIsNotAskedForAgain() throws {
        var sitting = try Sitting()
        let first = try #require(sitting.desk.work?.id)
        try sitting.press("enter")
        sitting.desk.hear(all: true)
        let second = try #require(sitting.desk.work?.id)
        try sitting.press("enter u")
        #expect(sitting.effects.contains(.takeBack(second)))
        sitting.take(.reopenRefused(second, reason: "it is with an adjudicator"))
        try sitting.press("u")
        #expect(sitting.effects.contains(.takeBack(first)))
        sitting.take(.reopenRefused(first, reason: "it is with an adjudicator"))
        try sitting.press("u")
        #expect(sitting.effects.allSatisfy { if case .takeBack = $0 { false } else { true } })
        #expect(sitting.desk.earlier.count == 2)
    }

    @Test func undoStaysWithinTheSitting() throws {
        var sitting = try Sitting()
        let old = EarlierClip(
            id: Sample.id(77), outcome: .annotated, submittedAt: Sample.start,
            fromThisSitting: false)
        sitting.take(.historyLoaded([old]))
        try sitting.press("u")
        #expect(!sitting.effects.contains(.takeBack(old.id)))
        sitting.take(.undoLast)
        #expect(!sitting.effects.contains(.takeBack(old.id)))
        // Amended now, the first revision is still from before.
        try sitting.press("p enter")
        #expect(sitting.effects.contains(.openEarlier(old.id)))
        sitting.take(
            .reopened(
                ReadyClip(clip: Sample.clip(77), sound: .ready(Sample.picture()), submitted: 1))
        )
        sitting.desk.hear(all: true)
        try sitting.press("e '!' enter u")
        #expect(!sitting.effects.contains(.takeBack(old.id)))
    }

    @Test func aRefusedAmendmentLeavesTheEarlierClipInTheList() throws {
        var sitting = try Sitting()
        let first = try #require(sitting.desk.work?.id)
        try sitting.press("enter")
        sitting.take(.submitted(first, revision: 1))
        let before = sitting.desk.earlier
        try sitting.press("p enter")
        sitting.take(.reopened(ready("call mom", submitted: 1)))
        sitting.desk.hear(all: true)
        try sitting.press("e '!' enter")
        #expect(sitting.submissions.first?.amends == 1)
        sitting.take(.submitRefused(first, reason: "it was amended elsewhere"))
        #expect(sitting.desk.earlier == before)
    }

    @Test func anAmendmentTheStoreCouldNotTakeComesBackAsItIs() throws {
        var sitting = try Sitting()
        let first = try #require(sitting.desk.work?.id)
        try sitting.press("enter p enter")
        sitting.take(.reopened(ready("call mom", submitted: 1)))
        sitting.desk.hear(all: true)
        try sitting.press("e ctrl-e '_now' enter u")
        #expect(sitting.effects.contains(.takeBack(first)))
        sitting.take(.submitFailed(first, reason: "busy"))
        // The store gives the first revision back; the words of the amendment are newer.
        sitting.take(.reopened(ready("call mom")))
        #expect(sitting.desk.inFlight.isEmpty)
        #expect(sitting.desk.work?.id == first)
        #expect(sitting.desk.work?.amends == nil)
        #expect(sitting.desk.work?.reference.text == "call mom now")
        sitting.effects = []
        sitting.take(.timerFired(.resubmit))
        #expect(sitting.submissions.isEmpty)
    }

    @Test func hidingAnAmendmentKeepsItsConfirmedWords() throws {
        var sitting = try Sitting()
        try sitting.press("enter p enter")
        sitting.take(.reopened(ready("call mom at eleven thirty", submitted: 1)))
        try sitting.press("x d 0 enter")
        let submission = try #require(sitting.submissions.first)
        #expect(submission.amends == 1)
        #expect(submission.content.reference == "call mom at eleven thirty")
    }

    @Test func aClockSetBackDoesNotStopTheDesk() throws {
        var sitting = try Sitting()
        sitting.wait(-3600)
        try sitting.press("e")
        let frozen = sitting.desk.now
        sitting.wait(30)
        try sitting.press("'a'")
        #expect(abs(sitting.desk.now.seconds(since: frozen) - 30) < 0.001)
        // Toasts go, and the screen hides, by time that went on.
        sitting.wait(601)
        sitting.take(.timerFired(.minute))
        #expect(sitting.desk.curtain == .idle)
    }
}
