// Locking: nothing sounds, nothing shows, and behind a passphrase nothing stays in memory either.
import ReviewCore
import TerminalUI

extension DeskState {
    /// Whether nothing but the passphrase opens the desk.
    public var isLocked: Bool {
        if case .locked = curtain { true } else { false }
    }

    /// Locks at once. Where no passphrase protects the keys there is nothing to lock with: the
    /// screen is hidden, and any key shows it again.
    mutating func lock(byHand: Bool = true) {
        guard !isLocked else { return }
        // A flag that was said waits for nobody.
        sendFlagAtOnce()
        forgetHoldKey()
        pausePlayback()
        ask(.player(.panicStop))
        saveDraft()
        dropDisclosure()
        guard setting.asksPassphrase else {
            if curtain == .open {
                curtain = .idle
                isHiddenByHand = byHand
            }
            return
        }
        let wasOpen = curtain == .open
        overlay = nil
        writing = .listening
        toasts = []
        curtain = .locked(LockScreen(wasOpen: wasOpen, rest: restToComeBackTo))
    }

    /// The rest under way, its pieces put away.
    private var restToComeBackTo: Rest? {
        guard case .resting(var rest) = curtain else { return nil }
        rest.game = nil
        return rest
    }

    /// Nothing of a clip stays on the screen of an empty chair.
    mutating func lockWhenIdle() {
        guard let limit = setting.hidesAfter, now.seconds(since: lastInput) >= limit else {
            return
        }
        switch curtain {
        case .open: lock(byHand: false)
        case .hidden, .resting, .idle: if setting.asksPassphrase { lock(byHand: false) }
        case .locked: break
        }
    }

    /// Lets go of every clip as soon as all that was made of them is on disk. What could not be
    /// stored stays, unseen: nothing that was typed is lost.
    mutating func emptyWhenSafe() {
        guard case .locked(var lock) = curtain, inFlight.isEmpty,
            (parked + [work].compactMap(\.self)).allSatisfy(\.draft.isSafe)
        else { return }
        let isEmpty = work == nil && parked.isEmpty && ahead.isEmpty && earlier.isEmpty
        guard !lock.isEmptied || !isEmpty else { return }
        // What was heard of it is not asked to be heard again.
        if let work { heardEarlier[work.id] = hearing }
        stopDraftTimer()
        work = nil
        parked = []
        ahead = []
        earlier = []
        refused.removeAll(where: \.isKept)
        reopening = nil
        loopStart = nil
        window = ZoomWindow(duration: 0)
        playback = playback.holding(nil)
        lock.isEmptied = true
        curtain = .locked(lock)
        ask(.unload)
        // Messages were opened with keys that go now; they come again with them.
        mail = DeskMail()
        ask(.emptyDesk)
    }

    // MARK: - The way back

    /// All that a key can do while the desk is locked.
    mutating func takeLocked(_ action: DeskAction) {
        guard case .locked(var lock) = curtain else { return }
        switch action {
        case .quit, .suspend, .repaint: return takeLeaving(action)
        case .answer: return takePanel(action)
        case .recordShock: return recordShock()
        default: break
        }
        guard !isAsking else { return }
        switch action {
        case .typed(let character): type(String(character), &lock)
        case .pasted(let text):
            type(String(text.prefix { !$0.isNewline }), &lock)
        case .edit(.delete(.left)):
            guard lock.typed > 0 else { return }
            lock.typed -= 1
            ask(.lockErase)
        case .edit(.kill(.lineStart)):
            lock.typed = 0
            ask(.lockClear)
        case .takeChoice:
            guard lock.typed > 0, lock.condition != .checking,
                lock.nextTry.map({ $0 <= now }) ?? true
            else { return }
            lock.typed = 0
            lock.condition = .checking
            ask(.unlock)
        default: return
        }
        curtain = .locked(lock)
    }

    private mutating func type(_ text: String, _ lock: inout LockScreen) {
        guard !text.isEmpty, lock.typed + text.count <= LockScreen.mostCharacters else { return }
        lock.typed += text.count
        ask(.lockTyped(text))
    }

    mutating func unlocked() {
        guard case .locked(let lock) = curtain else { return }
        if let rest = lock.rest {
            curtain = .resting(rest)
        } else if lock.wasOpen {
            curtain = .open
        } else {
            rest(.pause)
        }
        restingOver = nil
        lastInput = now
        guard lock.isEmptied else { return }
        claim = ClaimState()
        ask(.loadHistory)
        fillAhead()
    }

    mutating func unlockRefused(_ reason: String) {
        guard case .locked(var lock) = curtain else { return }
        lock.wrongTries += 1
        let wait = LockScreen.wait(after: lock.wrongTries)
        lock.nextTry = now.advanced(bySeconds: wait)
        lock.condition = .refused(reason: "\(reason) The next try is taken in \(Int(wait)) s.")
        curtain = .locked(lock)
    }
}
