// What the desk asks for, done: sound, store, timers; and the answers taken in.
import AudioEngine
import Foundation
import ReviewCore
import Screens
import Store

extension DeskEngine {
    func perform(_ effect: DeskEffect) {
        switch effect {
        case .load(let clip, let play): load(clip, play: play)
        case .unload: sound.unload()
        case .player(let command): perform(command)
        case .listDevices: outputs.list { [mailbox] in mailbox.post(.action($0)) }
        case .chooseDevice(let name):
            outputs.choose(name)
            sound.choose(device: name)
        case .recordShock(let shock): ears.record(shock)
        case .submit(let submission): submit(submission)
        case .keepFlag(let submission, let submits): keepFlag(submission, submits: submits)
        case .raiseFlag(let submission): raiseFlag(submission)
        case .dropFlag(let clip): clerk.dropFlag(of: clip)
        case .takeBack(let clip): clerk.takeBack(clip)
        case .openEarlier(let clip): clerk.openEarlier(clip)
        case .loadHistory: clerk.loadHistory()
        case .claimAhead(let count): claim(count)
        case .release(let clip), .letGo(let clip): release(clip)
        case .saveDraft(let clip, let draft): save(draft, of: clip)
        case .forgetMail(let id): clerk.forgetMail(id)
        case .dropDraft(let clip): clerk.dropDraft(of: clip)
        case .disclose(let clip, let field): disclose(field, of: clip)
        case .loadInbox: clerk.loadInbox()
        case .noteRead(let incidents): clerk.noteRead(incidents)
        case .beginRest(let kind): clerk.rest(kind)
        case .endRest:
            clerk.rest(nil)
            refreshShift()
        case .schedule(let timer, let seconds): schedule(.desk(timer), after: seconds)
        case .cancel(let timer): timers.cancel(.desk(timer))
        case .lockTyped, .lockErase, .lockClear, .unlock, .emptyDesk: performLock(effect)
        case .suspend: front.suspend()
        case .repaint: front.repaint()
        case .quit: ending = .left
        }
    }

    private func claim(_ count: Int) {
        clerk.claim(
            count, excluding: passedOver.union(held.keys), afterSevere: state.lineEndsSevere)
    }

    private func submit(_ submission: Submission) {
        guard let clip = held[submission.clip] else {
            return step(
                .submitRefused(submission.clip, reason: "the clip is no longer at this desk"))
        }
        clerk.submit(submission, as: id(of: submission), of: clip)
    }

    private func keepFlag(_ submission: Submission, submits: Bool) {
        guard let clip = held[submission.clip] else { return }
        clerk.keepFlag(submission, as: id(of: submission), of: clip, submits: submits)
    }

    /// Under an id of its own: the annotation is still to come.
    private func raiseFlag(_ submission: Submission) {
        guard let clip = held[submission.clip] else { return }
        var random = SystemRandomNumberGenerator()
        clerk.raiseFlag(submission, as: AnnotationID(at: .now, using: &random), of: clip)
    }

    /// Sends the flags that are kept and that this desk is not about to send itself.
    func sendKeptFlags() {
        let live = state.inFlight.map(\.submission.clip) + [state.flagOnItsWay].compactMap(\.self)
        clerk.sendKeptFlags(besides: Set(live))
    }

    /// One submission has one id, however often it is offered.
    private func id(of submission: Submission) -> AnnotationID {
        var random = SystemRandomNumberGenerator()
        let id = submissionIDs[submission.clip] ?? AnnotationID(at: .now, using: &random)
        submissionIDs[submission.clip] = id
        return id
    }

    /// Lets go of a clip's sound and keys, and gives its lease back where there is one.
    private func release(_ clip: ClipID) {
        let lease = held[clip]?.lease
        forget(clip)
        if let lease { clerk.release(lease) }
    }

    func save(_ draft: Draft, of clip: ClipID) {
        guard held[clip] != nil else { return }
        held[clip]?.hasDraft = true
        if let clip = held[clip] { clerk.save(draft, of: clip) }
    }
}

// MARK: - Answers

extension DeskEngine {
    func take(_ message: DeskMessage) {
        switch message {
        case .action(let action): take(answer: action)
        case .claimed(let clips):
            for clip in clips {
                held[clip.ready.id] = clip.held
                step(.prefetched(clip.ready))
                openSound(of: clip.ready.id)
            }
        case .unopened(let clip, let reason):
            passedOver.insert(clip)
            step(.claimFailed(reason: reason))
        case .reopened(let clip):
            held[clip.ready.id] = clip.held
            step(.reopened(clip.ready))
            openSound(of: clip.ready.id)
            // What was taken back is no longer among what is done.
            refreshShift()
        case .sound(let clip, let prepared):
            // A clip that left and came back while it was decoded is decoded twice: one is enough.
            guard held[clip] != nil, sound.prepared(clip) == nil else { return }
            budget.take(clip, bytes: prepared.byteCount)
            // The desk may not want it played once it has seen what it looks like.
            show(prepared.survey, of: clip, channelCount: prepared.channelCount)
            if sound.isWaiting(toPlay: clip) { expectPlay(of: prepared) }
            sound.keep(prepared, of: clip)
            openDeferred()
        case .survey(let clip, let survey):
            guard let prepared = sound.prepared(clip) else { return }
            show(survey, of: clip, channelCount: prepared.channelCount)
        case .player(let event): take(event)
        case .stored(let clip, let annotation, let revision):
            submissionIDs[clip] = nil
            letGo(of: clip, submitted: annotation)
            step(.submitted(clip, revision: revision))
            refreshShift()
        case .disclosed(let disclosure, let context):
            take(disclosure, context)
        case .clockedIn(let id): sitting = id
        case .leases(let answers): answers.forEach(take)
        case .closed(let clips): for (clip, why) in clips { withdraw(clip, why) }
        }
    }

    /// Answers that also change what this desk holds.
    private func take(answer action: DeskAction) {
        switch action {
        case .submitRefused(let clip, _, _):
            submissionIDs[clip] = nil
            letGo(of: clip, submitted: nil)
        case .unlocked: takeUpLeases()
        case .soundBroken(let clip, _):
            budget.release(clip)
            openDeferred()
        default: break
        }
        step(action)
    }

    /// The clip has left the desk, unless it was opened again meanwhile.
    private func letGo(of clip: ClipID, submitted: AnnotationID?) {
        guard state.work?.id != clip, !state.parked.contains(where: { $0.id == clip }) else {
            if let submitted { held[clip]?.annotation = submitted }
            return
        }
        forget(clip)
    }

    private func take(_ event: PlayerEvent) {
        switch event {
        case .started, .paused, .ended: break
        case .deviceLost: step(.outputChanged(.lost))
        case .unavailable(let reason): step(.outputChanged(.absent(reason: reason)))
        case .deviceBack: step(.outputChanged(.working))
        }
    }

    private func take(_ lease: Lease, _ answer: LeaseAnswer) {
        if takeKept(lease, answer) { return }
        // A lease that was renewed or given up while the answer was under way is another one.
        guard held[lease.clip]?.lease?.token == lease.token else { return }
        switch answer {
        case .extended(let renewed): held[lease.clip]?.lease = renewed
        case .lost(let refusal): withdraw(lease.clip, refusal)
        }
    }

    /// Takes a clip from the desk that may not be worked on here any more.
    private func withdraw(_ clip: ClipID, _ refusal: Refusal) {
        // Submitted already: the store's answer to that decides what becomes of the words.
        guard !state.inFlight.contains(where: { $0.submission.clip == clip }) else { return }
        // The desk asks for a last draft in this step, so the keys go after it.
        step(.clipWithdrawn(clip, reason: "\(refusal)", mayKeepWords: refusal.leavesWords))
        // What was heard may still be said; the key to seal that goes with the clip's name.
        guard state.work?.id != clip else { return sound.forget(clip) }
        forget(clip)
    }
}
