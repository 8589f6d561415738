// Going back: taking a submission back, amending an earlier clip, and leaving it as it was.
import ReviewCore
import TerminalUI

extension DeskState {
    mutating func undoLast() {
        guard curtain == .open else { return }
        if canTakeTagBack { return takeTagBack() }
        guard reopening == nil else { return }
        guard let last = earlier.last(where: canBeTakenBack) else {
            return toast("There is nothing to take back")
        }
        if let index = inFlight.lastIndex(where: { $0.submission.clip == last.id && $0.isWaiting })
        {
            // The store has not taken it: it is still here.
            let pending = inFlight.remove(at: index)
            forget(pending)
            park()
            return seat(pending.work, play: false)
        }
        reopening = last.id
        isTakingBack = true
        ask(.takeBack(last.id))
    }

    func canBeTakenBack(_ earlier: EarlierClip) -> Bool {
        earlier.fromThisSitting && !earlier.isUndoRefused && !isOnDesk(earlier.id)
    }

    mutating func reopenRefused(_ id: ClipID, _ reason: String) {
        toast(reason, .warning)
        guard reopening == id else { return }
        reopening = nil
        guard isTakingBack else { return }
        for index in earlier.indices where earlier[index].id == id {
            earlier[index].isUndoRefused = true
        }
    }

    mutating func openEarlier(_ id: ClipID) {
        guard reopening == nil, !isOnDesk(id) else { return }
        reopening = id
        isTakingBack = false
        ask(.openEarlier(id))
    }

    private func isOnDesk(_ id: ClipID) -> Bool {
        work?.id == id || parked.contains { $0.id == id }
    }

    mutating func reopened(_ ready: ReadyClip) {
        guard reopening == ready.id, !isOnDesk(ready.id) else { return }
        reopening = nil
        // Taken back, it is no longer among what was submitted.
        if ready.submitted == nil { earlier.removeAll { $0.id == ready.id } }
        let work = takenUp(withRefusedWords(ready))
        // Behind the curtain it waits its turn; only the reviewer lifts that.
        guard curtain == .open else {
            parked.append(work)
            if work.draft.needsSaving { ask(.schedule(.draft, after: Self.draftDelay)) }
            return
        }
        park()
        seat(work, play: false)
    }

    /// The clip that comes back, with the words of a submission that the store did not take: they
    /// are newer than what it hands out, and must not be offered again behind the desk's back.
    private mutating func takenUp(_ ready: ReadyClip) -> ClipWork {
        guard let index = inFlight.firstIndex(where: { $0.submission.clip == ready.id }) else {
            return newWork(ready)
        }
        let pending = inFlight.remove(at: index)
        guard pending.isWaiting else { return newWork(ready) }
        let kept = pending.work
        var newer = ready
        newer.draft = Draft(
            content: kept.content, caret: kept.reference.caret, savedAt: now)
        var work = newWork(newer)
        work.draft = .dirty
        return work
    }

    mutating func leaveEarlier() {
        guard let work, work.amends != nil else { return }
        guard !work.isTouched else {
            overlay = .confirm(.dropAmendment)
            return
        }
        dropAmendment()
    }

    mutating func dropAmendment() {
        guard let id = work?.id else { return }
        stopDraftTimer()
        ask(.dropDraft(id))
        advance()
        ask(.letGo(id))
        fillAhead()
    }
}
