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

    /// Sends the clip off with `outcome`; the next one is on the desk when this returns.
    ///
    /// After a grave clip, or when `resting`, a pause comes first. What nobody looked at is not to
    /// be judged: then judgments left alone are not filled.
    mutating func finish(
        _ outcome: Outcome, resting: Bool = false, fillingJudgments: Bool = true
    ) {
        guard var work else { return }
        let submission = submission(of: work, outcome, fillingJudgments: fillingJudgments)
        stopDraftTimer()
        if unsentFlag == work.id {
            unsentFlag = nil
            ask(.cancel(.flag))
        }
        // Should it come back, nobody is asked to hear it again.
        work.heardBefore = hearing
        heardEarlier[work.id] = hearing
        let replaced = earlier.first { $0.id == work.id }
        remember(submission, slots: work.slotsToMask)
        inFlight.append(
            PendingSubmission(submission: submission, work: work, replaced: replaced))
        let grave = submission.content.flag.map { $0.severity >= .p1 } ?? false
        leftSevere = work.isSevere
        if leftSevere { makeWayForBenign() }
        if resting || (grave && outcome == .annotated && care.afterGrave == .pause) {
            rest(.pause)
            restingOver = grave && outcome == .annotated ? work.id : nil
            flagFate = nil
            ask(.player(.panicStop))
        } else {
            curtain = .open
        }
        advance()
        ask(.submit(submission))
        fillAhead()
    }

    /// The work as it would be submitted at this moment.
    func submission(
        of work: ClipWork, _ outcome: Outcome, fillingJudgments: Bool
    ) -> Submission {
        let isAccepted = outcome == .annotated && fillingJudgments
        return Submission(
            clip: work.id, content: isAccepted ? acceptedContent(of: work) : work.content,
            outcome: outcome, effort: effort(of: work), amends: work.amends)
    }

    private func effort(of work: ClipWork) -> Effort {
        let heard = hearing
        // Of a sound that was not opened, its manifest's word; of no length, nothing is claimed.
        let length = work.sound.duration ?? work.clip.duration
        return Effort(
            seconds: max(0, now.seconds(since: work.since)), heardSeconds: heard.heardSeconds,
            coverage: length.map { heard.share(of: $0) } ?? 0, plays: heard.plays,
            keystrokes: work.keystrokes, listening: heard)
    }

    private mutating func remember(_ submission: Submission, slots: [Slot]) {
        let before = earlier.first { $0.id == submission.clip }
        earlier.removeAll { $0.id == submission.clip }
        earlier.append(
            EarlierClip(
                id: submission.clip, outcome: submission.outcome, flag: submission.content.flag,
                revision: (submission.amends ?? 0) + 1, submittedAt: now,
                glimpse: setting.glimpse(of: submission.content.reference, slots: slots),
                fromThisSitting: before?.fromThisSitting ?? true))
    }

    /// The list of earlier clips as it was before this submission.
    mutating func forget(_ pending: PendingSubmission) {
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
        toast(
            "Clip \(work.id.short): accidental wake-up, marked for deletion", .good, of: .leftClip)
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

    mutating func submitRefused(_ id: ClipID, _ reason: String, mayKeepWords: Bool) {
        guard let index = inFlight.firstIndex(where: { $0.submission.clip == id }) else { return }
        let pending = inFlight.remove(at: index)
        forget(pending)
        guard mayKeepWords else {
            return toast("Clip \(id.short) was taken back: \(reason)", of: .leftClip)
        }
        refused.append(
            RefusedWork(
                work: pending.work, reason: reason, wasSubmitted: true, isKept: pending.isKept))
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
}
