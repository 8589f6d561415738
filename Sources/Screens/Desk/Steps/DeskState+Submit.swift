// Submitting, and what may come back: accepted, refused, to be offered again, taken back.
import ReviewCore
import TerminalUI

extension DeskState {
    /// Submits what is on the desk and goes on; where something is missing, says what and where.
    mutating func submit() {
        if case .hidden(let flag) = curtain { return submitHidden(flag) }
        guard curtain == .open, let work else { return }
        if case .broken(let reason) = work.sound {
            toast("Set aside as broken")
            return finish(.broken(reason: reason))
        }
        if work.amends != nil, !work.isTouched {
            toast("Nothing was changed")
            return leaveEarlier()
        }
        let objections = objectionsToSubmitting
        guard objections.isEmpty else {
            self.work?.objections = objections
            return goTo(objections[0].place)
        }
        finish(.annotated)
    }

    private mutating func submitHidden(_ flag: FlagChoice) {
        guard let severity = flag.severity else {
            return toast("Say first what you heard: one letter, then 0 to 3")
        }
        // Nobody checked the machine's words: they are not claimed to be what was said. Those of
        // an amendment were confirmed when it was submitted.
        if let work, work.amends == nil, work.reference.text == work.clip.hypothesis?.text {
            self.work?.reference = TextEditor("")
        }
        toast("Flagged \(severity.rawValue)", .good)
        finish(.annotated)
    }

    /// Sends the clip off with `outcome`; the next one is on the desk when this returns.
    ///
    /// After a grave clip, or when `resting`, a pause comes first.
    mutating func finish(_ outcome: Outcome, resting: Bool = false) {
        guard var work else { return }
        let content = outcome == .annotated ? acceptedContent(of: work) : work.content
        let submission = Submission(
            clip: work.id, content: content, outcome: outcome, effort: effort(of: work),
            amends: work.amends)
        stopDraftTimer()
        // Should it come back, nobody is asked to hear it again.
        work.heardBefore = hearing
        let replaced = earlier.first { $0.id == work.id }
        remember(submission)
        inFlight.append(
            PendingSubmission(submission: submission, work: work, replaced: replaced))
        let grave = content.flag.map { $0.severity >= .p1 } ?? false
        if resting || (grave && outcome == .annotated) {
            curtain = .resting(since: now)
            ask(.player(.panicStop))
        } else {
            curtain = .open
        }
        advance()
        ask(.submit(submission))
        fillAhead()
    }

    private func effort(of work: ClipWork) -> Effort {
        let heard = hearing
        return Effort(
            seconds: max(0, now.seconds(since: work.since)), heardSeconds: heard.seconds,
            coverage: heard.share(of: duration), plays: heard.plays, keystrokes: work.keystrokes)
    }

    private mutating func remember(_ submission: Submission) {
        earlier.removeAll { $0.id == submission.clip }
        let reference = submission.content.reference
        earlier.append(
            EarlierClip(
                id: submission.clip, outcome: submission.outcome, flag: submission.content.flag,
                revision: (submission.amends ?? 0) + 1, submittedAt: now,
                glimpse: String(reference.prefix(80))))
    }

    /// The list of earlier clips as it was before this submission.
    private mutating func forget(_ pending: PendingSubmission) {
        earlier.removeAll { $0.id == pending.submission.clip }
        guard pending.submission.amends != nil, let replaced = pending.replaced else { return }
        let place = earlier.firstIndex { $0.submittedAt > replaced.submittedAt }
        earlier.insert(replaced, at: place ?? earlier.endIndex)
    }

    // MARK: - Accidental wake-ups and skips

    mutating func markAccidental() {
        guard let work, curtain == .open else { return }
        if case .broken = work.sound { return submit() }
        if let missing = listeningMissingForAccidental {
            return toast(missing, .warning)
        }
        let marked = work.content.markedFalseWake()
        self.work?.judgments = marked.judgments
        self.work?.correction = marked.correction
        self.work?.reference = TextEditor(marked.reference)
        toast("Accidental wake-up: its deletion is queued", .good)
        finish(.annotated)
    }

    mutating func skip(reason: CodedChoice) {
        toast("Skipped: \(reason.title)")
        finish(.skipped(reason: reason.id))
    }

    // MARK: - Answers of the store

    mutating func submitted(_ id: ClipID, _ revision: Int) {
        if let index = inFlight.firstIndex(where: { $0.submission.clip == id }) {
            inFlight.remove(at: index)
        }
        for index in earlier.indices where earlier[index].id == id {
            earlier[index].revision = revision
        }
        if !inFlight.contains(where: \.isWaiting) { storeTrouble = nil }
    }

    mutating func submitRefused(_ id: ClipID, _ reason: String) {
        guard let index = inFlight.firstIndex(where: { $0.submission.clip == id }) else { return }
        let pending = inFlight.remove(at: index)
        forget(pending)
        refused.append(RefusedWork(work: pending.work, reason: reason))
        toast("Clip \(id.short) was not accepted: \(reason)", .warning)
    }

    mutating func submitFailed(_ id: ClipID, _ reason: String) {
        guard let index = inFlight.firstIndex(where: { $0.submission.clip == id }) else { return }
        inFlight[index].isWaiting = true
        storeTrouble = reason
        ask(.schedule(.resubmit, after: 2))
    }

    mutating func offerAgain() {
        for index in inFlight.indices where inFlight[index].isWaiting {
            inFlight[index].isWaiting = false
            ask(.submit(inFlight[index].submission))
        }
    }

    // MARK: - Going back

    mutating func undoLast() {
        guard curtain == .open else { return }
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

    private func canBeTakenBack(_ earlier: EarlierClip) -> Bool {
        !earlier.isUndoRefused && !isOnDesk(earlier.id)
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
        let work = takenUp(ready)
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
            return ClipWork(ready, at: now)
        }
        let kept = inFlight.remove(at: index).work
        var newer = ready
        newer.draft = Draft(
            content: kept.content, caret: kept.reference.caret, savedAt: now)
        var work = ClipWork(newer, at: now)
        work.heardBefore = kept.heardBefore
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

    mutating func openRefused() {
        guard !refused.isEmpty else { return }
        let back = refused.removeFirst()
        guard !isOnDesk(back.work.id) else { return }
        park()
        toast("Not accepted: \(back.reason)", .warning)
        seat(back.work, play: false)
    }
}
