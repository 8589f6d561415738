// What is typed reaches the disk, whatever fails meanwhile, and nothing is called saved that is not.
import ReviewCore
import TerminalUI
import Testing

@testable import Screens

@Suite struct DraftTests {
    private func saves(_ sitting: Sitting) -> [(clip: ClipID, draft: Draft)] {
        sitting.effects.compactMap {
            if case .saveDraft(let id, let draft) = $0 { (id, draft) } else { nil }
        }
    }

    @Test func aClipTakenBackFromAWaitingSubmitIsSavedAgain() throws {
        var sitting = try Sitting()
        try sitting.press("e '!' enter")
        let id = try #require(sitting.submissions.first?.clip)
        sitting.take(.submitFailed(id, reason: "the disk is full"))
        try sitting.press("u")
        #expect(sitting.desk.work?.id == id)
        #expect(sitting.effects.contains(.schedule(.draft, after: DeskState.draftDelay)))
        sitting.take(.timerFired(.draft))
        #expect(saves(sitting).last?.draft.content.reference.hasSuffix("!") == true)
        // Later edits are saved too.
        try sitting.press("e '?'")
        #expect(sitting.effects.contains(.schedule(.draft, after: DeskState.draftDelay)))
    }

    @Test func onlyTheSaveLastAskedForCounts() throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("e 'a'")
        sitting.take(.timerFired(.draft))
        try sitting.press("'b'")
        sitting.effects = []
        sitting.take(.timerFired(.draft))
        let last = try #require(saves(sitting).last?.draft.savedAt)
        sitting.take(.draftFailed(id, reason: "the disk is full"))
        sitting.take(.draftSaved(id, at: last.advanced(bySeconds: -1)))
        #expect(sitting.desk.work?.draft == .failed(reason: "the disk is full"))
        sitting.take(.draftSaved(id, at: last))
        #expect(sitting.desk.work?.draft == .saved(last))
    }

    /// Two saves at the same moment are two saves.
    @Test func everySaveHasAMomentOfItsOwn() throws {
        var sitting = try Sitting()
        try sitting.press("e 'a'")
        sitting.take(.timerFired(.draft))
        let first = try #require(saves(sitting).last?.draft.savedAt)
        try sitting.press("'b'")
        sitting.take(.timerFired(.draft))
        let second = try #require(saves(sitting).last?.draft.savedAt)
        #expect(second > first)
        let id = try #require(sitting.desk.work?.id)
        sitting.take(.draftSaved(id, at: first))
        #expect(sitting.desk.work?.draft == .saving)
    }

    @Test func aFailureLeavesAnEditToItsOwnSave() throws {
        var sitting = try Sitting()
        let id = try #require(sitting.desk.work?.id)
        try sitting.press("e 'a'")
        sitting.take(.timerFired(.draft))
        try sitting.press("'b'")
        sitting.take(.draftFailed(id, reason: "the disk is full"))
        #expect(sitting.desk.work?.draft == .dirty)
    }

    @Test func aDraftLaidAsideIsTriedAgainAlthoughAnotherClipIsSubmitted() throws {
        var sitting = try Sitting()
        try sitting.press("enter e '!' esc u")
        let aside = try #require(sitting.desk.work?.id)
        sitting.take(.reopened(Sample.ready(1)))
        #expect(sitting.desk.parked.map(\.id) == [aside])
        sitting.take(.draftFailed(aside, reason: "the disk is full"))
        // A grave flag closes the curtain: what lies aside stays there.
        try sitting.press("x d 0 enter")
        #expect(sitting.submissions.count == 1)
        let timer = sitting.effects.last {
            switch $0 {
            case .cancel(.draft), .schedule(.draft, _): true
            default: false
            }
        }
        #expect(timer == .schedule(.draft, after: DeskState.retryDelay))
        sitting.effects = []
        sitting.take(.timerFired(.draft))
        #expect(saves(sitting).map(\.clip) == [aside])
    }

    /// While one draft fails, the desk does not say that all is well.
    @Test func oneSavedDraftDoesNotHideAnotherThatFails() throws {
        var sitting = try Sitting()
        try sitting.press("enter e '!' esc u")
        let aside = try #require(sitting.desk.work?.id)
        sitting.take(.reopened(Sample.ready(1)))
        sitting.take(.draftFailed(aside, reason: "the disk is full"))
        try sitting.press("e '?'")
        sitting.effects = []
        sitting.take(.timerFired(.draft))
        let saved = try #require(saves(sitting).last)
        #expect(saved.clip != aside)
        sitting.take(.draftFailed(aside, reason: "the disk is full"))
        sitting.take(.draftSaved(saved.clip, at: saved.draft.savedAt))
        #expect(sitting.desk.storeTrouble == "the disk is full")
    }
}
