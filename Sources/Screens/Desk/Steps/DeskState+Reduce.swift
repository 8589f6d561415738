// One step of the desk: an action changes the state and asks for effects. Pure.
import ReviewCore
import TerminalUI

extension DeskState {
    /// Takes `action` at the moment `now`; answers what the Workstation must do, in order.
    ///
    /// Never traps and never blocks, whatever the action and whatever the state. Positions of
    /// sound are taken from the last snapshot.
    public mutating func reduce(_ action: DeskAction, now: Timestamp) -> [DeskEffect] {
        tick(to: now)
        if case .byLetter(let meant) = action {
            // A letter in flight to a text is no command, whatever it would be on its own.
            guard isDeaf(to: action) else { return reduce(meant, now: now) }
            lastInput = self.now
            return []
        }
        defer { wishes.removeAll(keepingCapacity: true) }
        if action.isByPerson {
            lastInput = self.now
            if isDeaf(to: action) { return [] }
            toasts.removeAll { $0.subject == .leftClip }
            // A key held down is one stroke, however often it repeats.
            if action != .holdToPlay || !holdKey.isHeld { work?.keystrokes += 1 }
            if isLocked { takeLocked(action) } else { take(action) }
        } else {
            let before = work?.id
            let wasWriting = isWriting
            take(action)
            if let before, wasWriting, work?.id != before { startPause() }
        }
        emptyWhenSafe()
        return wishes
    }

    // MARK: - Keys meant for another clip

    /// Seconds without a key after which keys mean the clip that came unasked.
    static let pauseAfterSwap = 0.6

    /// Whether letters go into a text or narrow a list.
    private var isWriting: Bool {
        curtain == .open && (writing == .typing || overlay != nil)
    }

    /// Whether letters may still be meant for a clip that went away; `reduce` knows the moment.
    var mayBeDeaf: Bool { deafUntil != nil }

    private mutating func startPause() {
        deafUntil = now.advanced(bySeconds: Self.pauseAfterSwap)
    }

    /// A clip that went away while its text was written leaves fingers in flight: what they type
    /// must not become commands on the next one. Silence and the curtain always work, by the keys
    /// that nobody presses while typing.
    private mutating func isDeaf(to action: DeskAction) -> Bool {
        guard let deafUntil else { return false }
        guard now < deafUntil else {
            self.deafUntil = nil
            return false
        }
        switch action {
        case .stopAndHide, .lock, .recordShock, .suspend, .repaint, .mouse: return false
        default:
            startPause()
            return true
        }
    }

    // MARK: - Time

    /// Lets time go on, never back: after the clock was set back it goes on from where it stood,
    /// until the clock has caught up.
    private mutating func tick(to clock: Timestamp) {
        let here = clock.advanced(bySeconds: clockLag)
        if clock >= now {
            clockLag = 0
            now = clock
        } else if here >= now {
            now = here
        } else {
            clockLag = now.seconds(since: clock)
        }
    }

    /// The first effects of a sitting: asks for clips and starts the timers.
    public mutating func begin() -> [DeskEffect] {
        ask(.loadHistory)
        ask(.loadInbox)
        ask(.schedule(.minute, after: 60))
        fillAhead()
        defer { wishes.removeAll(keepingCapacity: true) }
        return wishes
    }

    mutating func ask(_ effect: DeskEffect) {
        wishes.append(effect)
    }

    private mutating func take(_ action: DeskAction) {
        switch action {
        case .playPause, .playAgain, .seekBy, .seekToStart, .seekToEnd, .speedStep, .volumeStep,
            .markLoop, .backAndSlow, .holdToPlay, .toggleManner, .cycleChannel, .toggleSkipping,
            .seekSpeech:
            takeSound(action)
        case .togglePicture, .zoom, .scrollPicture: takePicture(action)
        case .recordShock: recordShock()
        case .stopAndHide: stopAndHide()
        case .lock: lock()
        case .takeBreak: takeBreak()
        case .startGame, .playPiece, .endGame: takeGame(action)
        case .showAgain: showAgain()
        case .setAsideHidden: setAsideHidden()
        case .noteFlag: noteFlag()
        case .startTyping, .startListening, .edit, .typed, .pasted, .clearAndRetype, .cycleWord,
            .togglePersonal:
            takeText(action)
        case .submit: submit()
        case .accidental: markAccidental()
        case .undoLast: undoLast()
        case .leaveEarlier: leaveEarlier()
        case .openRefused: openRefused()
        case .putMailAway: if let note = mail.putAway() { ask(.forgetMail(note.id)) }
        case .mail(let notes): mail.take(notes)
        case .disclose: disclose()
        case .open(let panel): open(panel)
        case .openAxis(let index): openJudgments(axis: index)
        case .moveChoice, .pageChoice, .firstChoice, .lastChoice, .moveWithin, .takeChoice,
            .toggleChoice, .removeChoice, .addEntry, .changeType,
            .closePanel, .answer:
            takePanel(action)
        case .nudgeSpan, .spanFromLoop: takePersonal(action)
        case .suspend, .repaint, .quit: takeLeaving(action)
        case .refused(let reason): toast(reason, .plain)
        case .mouse(let event): takeMouse(event)
        case .resized(let size): self.size = size
        default: takeAnswer(action)
        }
    }

    private mutating func takeAnswer(_ action: DeskAction) {
        switch action {
        case .prefetched, .queueEmpty, .queueKeptBack, .claimFailed, .clipWithdrawn, .reopened,
            .reopenRefused,
            .historyLoaded:
            takeArrival(action)
        case .soundReady, .soundBroken, .outputChanged, .playbackChanged, .devicesListed,
            .devicesUnavailable, .hearingChanged:
            takeSoundAnswer(action)
        case .submitted, .submitRefused, .submitFailed, .draftSaved, .draftFailed:
            takeStoreAnswer(action)
        case .shiftChanged(let status):
            shift = status
            shift.nextBreak = status.nextBreak?.advanced(bySeconds: clockLag)
        case .careChanged(let care): self.care = care
        case .inboxChanged(let incidents): takeInbox(incidents)
        case .flagsKept(let count): flagsKept = count
        case .flagSettled(let clip, let fate): flagSettled(clip, fate)
        case .timerFired(let timer): timerFired(timer)
        case .disclosed(let clip, let condition): takeDisclosure(condition, of: clip)
        case .told(let news): toast(news, .warning)
        case .resumed: ask(.repaint)
        case .unlocked: unlocked()
        case .unlockRefused(let reason): unlockRefused(reason)
        default: break
        }
    }

    private mutating func timerFired(_ timer: DeskTimer) {
        switch timer {
        case .draft: saveDraft()
        case .toast: dropSeenToasts()
        case .resubmit: offerAgain()
        case .claim:
            claim.condition = .willing
            fillAhead()
        case .minute:
            ask(.schedule(.minute, after: 60))
            ask(.loadInbox)
            lockWhenIdle()
        case .hold: checkHoldKey()
        case .disclosure: watchDisclosure()
        case .game: sinkPiece()
        case .flag: sendFlag()
        }
    }

    // MARK: - Toasts

    mutating func toast(
        _ text: String, _ kind: DeskToast.Kind = .plain, of subject: DeskToast.Subject? = nil
    ) {
        toasts.removeAll { $0.text == text }
        if toasts.count > 1 { toasts.removeFirst(toasts.count - 1) }
        let seconds = kind == .warning ? 8.0 : 4.0
        let until = now.advanced(bySeconds: seconds)
        toasts.append(DeskToast(text: text, kind: kind, until: until, subject: subject))
        scheduleToast()
    }

    private mutating func dropSeenToasts() {
        toasts.removeAll { $0.until <= now }
        scheduleToast()
    }

    private mutating func scheduleToast() {
        guard let next = toasts.map(\.until).min() else { return }
        ask(.schedule(.toast, after: max(0.1, next.seconds(since: now))))
    }
}

extension DeskAction {
    /// Whether the person did it, rather than an effect's answer.
    var isByPerson: Bool {
        switch self {
        case .prefetched, .soundReady, .soundBroken, .outputChanged, .playbackChanged,
            .devicesListed, .devicesUnavailable, .hearingChanged, .disclosed, .told, .submitted,
            .submitRefused, .submitFailed, .reopened, .reopenRefused, .historyLoaded, .queueEmpty,
            .queueKeptBack,
            .claimFailed, .clipWithdrawn, .draftSaved, .draftFailed, .shiftChanged, .careChanged,
            .inboxChanged, .flagsKept, .flagSettled, .timerFired,
            .resumed, .resized, .unlocked, .unlockRefused, .mail:
            false
        default: true
        }
    }
}
