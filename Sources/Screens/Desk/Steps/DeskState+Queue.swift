// Clips coming to the desk and leaving it: seating, parking, claiming ahead.
import ReviewCore
import TerminalUI

extension DeskState {
    /// Puts a clip on the empty desk. Sound first: nobody waits for anything else.
    mutating func seat(_ work: ClipWork, play: Bool) {
        self.work = work
        reviewText()
        writing = .listening
        overlay = nil
        loopStart = nil
        lastTag = nil
        // A pedal still down plays this clip with its next repeat.
        forgetHoldKey()
        window = ZoomWindow(duration: duration)
        endMuffling()
        playback = playback.holding(work.id)
        let isBroken = if case .broken = work.sound { true } else { false }
        let sounds = play && !isBroken && !isWarned(of: work)
        askedToPlay = false
        playback.isPlaying = sounds && output == .working
        ask(.load(work.id, play: sounds))
        muffleWhereWarned(of: work)
        // Whatever timer its last edit had is gone.
        guard !work.draft.isSafe else { return }
        self.work?.draft = .none
        markDirty()
    }

    /// Takes up what comes next: work laid aside, else the clip opened ahead, else waits.
    mutating func advance() {
        work = nil
        if curtain == .open, let aside = parked.popLast() {
            resume(aside)
        } else if curtain == .open, !ahead.isEmpty {
            seat(newWork(ahead.removeFirst()), play: setting.playsAtOnce)
        } else {
            writing = .listening
            overlay = nil
            forgetHoldKey()
            window = ZoomWindow(duration: 0)
            playback = playback.holding(nil)
            ask(.unload)
        }
    }

    /// Work on a clip that comes to the desk, with what was heard of it in this sitting.
    func newWork(_ ready: ReadyClip) -> ClipWork {
        var work = ClipWork(ready, at: now)
        // This sitting went on from what the store knew: it holds that too.
        if let heard = heardEarlier[ready.id] { work.heardBefore = heard }
        return work
    }

    private mutating func resume(_ aside: ClipWork) {
        var work = aside
        // The time it lay aside is not time spent on it.
        work.since = now.advanced(bySeconds: -aside.secondsSpent)
        seat(work, play: false)
    }

    /// Lays the clip on the desk aside, its draft kept.
    mutating func park() {
        guard work != nil else { return }
        raiseFlag()
        guard var aside = work else { return }
        if !aside.draft.isSafe { saveDraft() }
        aside.draft = work?.draft ?? aside.draft
        aside.heardBefore = hearing
        aside.secondsSpent = now.seconds(since: aside.since)
        parked.append(aside)
        work = nil
    }

    /// Asks for as many clips as there is room for, and never for more.
    mutating func fillAhead() {
        guard claim.condition == .willing, !isLocked else { return }
        let seats = work == nil && curtain == .open ? 1 : 0
        let wanted = Self.mostAhead + seats - ahead.count - claim.asked
        guard wanted > 0 else { return }
        claim.asked += wanted
        ask(.claimAhead(wanted))
    }

    mutating func takeArrival(_ action: DeskAction) {
        switch action {
        case .prefetched(let ready): prefetched(ready)
        case .queueEmpty: claimStopped(.empty, retryAfter: 15)
        case .queueKeptBack: claimStopped(.keptBack, retryAfter: 15)
        case .claimFailed(let reason): claimStopped(.failing(reason: reason), retryAfter: 3)
        case .clipWithdrawn(let id, let reason, let mayKeepWords):
            withdraw(id, reason, mayKeepWords: mayKeepWords)
        case .reopened(let ready): reopened(ready)
        case .reopenRefused(let id, let reason): reopenRefused(id, reason)
        case .historyLoaded(let clips): mergeHistory(clips)
        default: break
        }
    }

    private mutating func prefetched(_ ready: ReadyClip) {
        claim.asked = max(0, claim.asked - 1)
        claim.condition = .willing
        guard !isKnown(ready.id) else { return }
        if work == nil, ahead.isEmpty, curtain == .open {
            seat(newWork(withRefusedWords(ready)), play: setting.playsAtOnce)
            fillAhead()
        } else if ahead.count < Self.mostAhead {
            ahead.append(withRefusedWords(ready))
        } else {
            ask(.release(ready.id))
        }
    }

    private func isKnown(_ id: ClipID) -> Bool {
        work?.id == id || ahead.contains { $0.id == id } || parked.contains { $0.id == id }
    }

    private mutating func claimStopped(_ condition: ClaimState.Condition, retryAfter: Double) {
        claim.asked = 0
        claim.condition = condition
        ask(.schedule(.claim, after: retryAfter))
    }

    private mutating func withdraw(_ id: ClipID, _ reason: String, mayKeepWords: Bool) {
        if work?.id == id, work?.isGone == true { return }
        if keepsFlagForm(of: id, reason, mayKeepWords: mayKeepWords) { return fillAhead() }
        sendFlag(ofWithdrawn: id, mayKeepWords: mayKeepWords)
        if mayKeepWords {
            saveDraft()
            let left = (parked + [work].compactMap(\.self)).first { $0.id == id }
            if let left { keepWords(of: left, reason: reason) }
        } else {
            refused.removeAll { $0.work.id == id }
            earlier.removeAll { $0.id == id }
        }
        ahead.removeAll { $0.id == id }
        parked.removeAll { $0.id == id }
        if work?.id == id {
            ask(.player(.panicStop))
            toast("Clip \(id.short) was taken back: \(reason)", .warning, of: .leftClip)
            // Only the reviewer lifts the curtain: nothing may sound to an empty or a shaken chair.
            if case .hidden = curtain {
                rest(.pause)
                restingOver = nil
            }
            advance()
        }
        fillAhead()
    }

    private mutating func mergeHistory(_ clips: [EarlierClip]) {
        let known = Set(earlier.map(\.id))
        let older = clips.filter { !known.contains($0.id) }.map { clip in
            var clip = clip
            clip.glimpse = setting.glimpse(of: clip.glimpse)
            return clip
        }
        earlier = older + earlier
    }
}
