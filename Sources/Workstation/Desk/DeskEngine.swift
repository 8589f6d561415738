// The desk at work, whatever shows it: the state, what it asks for done, what comes back taken in.
import AudioEngine
import Foundation
import ReviewCore
import Screens
import Store
import TerminalUI

/// How the desk was left.
public enum DeskEnding: Sendable, Equatable {
    case left
    /// The terminal was closed or the system asked the process to end.
    case ended
}

/// One sitting at a queue. A front (the full screen, or lines) feeds it actions and waits on
/// `mailbox` until `nextDeadline`. Stays on the thread that made it.
final class DeskEngine {
    enum Timer: Hashable {
        case desk(DeskTimer)
        /// Moves the playhead while something sounds.
        case playhead
        case heartbeat
        /// A look whether the store closed a clip that is at hand.
        case look
        /// A locked desk gives its clips back.
        case giveBack
    }

    private(set) var state: DeskState
    let sound: SoundDesk
    let ears: EarWatch
    let outputs: OutputChooser
    let clerk: DeskClerk
    let mailbox: Mailbox<DeskMessage>
    var front = ScreenFront()
    var timers = Timers<Timer>()

    var held: [ClipID: HeldClip] = [:]
    /// Clips that did not open here: handed out again they would only stand in the way.
    var passedOver: Set<ClipID> = []
    /// Ids under which submissions were made, so that a second offer is the same submission.
    var submissionIDs: [ClipID: AnnotationID] = [:]
    var sitting: SittingID?
    /// What is typed to unlock the desk.
    let passphrase = PassphraseEntry()
    /// Leases that a locked desk keeps alive.
    var keptLeases: [KeptLease] = []
    let watch: StoreWatch?
    /// What was disclosed of the clips at hand, until they leave.
    var disclosures: Set<Disclosure> = []
    /// The memory of sounds, and the clips whose sound waits for room or for their turn.
    var budget = SoundBudget()
    var deferred: Set<ClipID> = []
    /// Pictures handed to the desk, so that no two are taken for one.
    var pictures = 0
    private let shiftTarget: Int
    var ending: DeskEnding?

    init(
        chair: Chair, queue: Queue, trade: TradeData, snippets: [String: String] = [:], size: Size,
        surroundings: Surroundings
    ) throws {
        let settings = chair.settings
        guard
            let setting = DeskSetting(
                queue: queue, trade: trade, ownSnippets: snippets, playsAtOnce: settings.autoplay,
                hidesAfter: settings.lockMinutes * 60, asksPassphrase: chair.isLockable)
        else { throw DeskError.noSchema(queue.schema) }
        let mailbox = try Mailbox<DeskMessage>()
        let now = Timestamp.now
        let headsets = Headsets(surroundings)
        outputs = OutputChooser(surroundings)
        ears = EarWatch(
            ledger: .open(surroundings, person: chair.person.name, now: now), headsets: headsets)
        let remembered = outputs.remembered
        let player = Player(choice: outputs.choice) { mailbox.post(.player($0)) }
        player.setLevelling(settings.levelling)
        player.setResumeStep(settings.resumeStep)
        player.setProfile(remembered.profile)
        player.setVolume(remembered.volume)
        self.mailbox = mailbox
        sound = SoundDesk(player: player)
        state = DeskState(
            setting: setting, size: size, now: now,
            playback: PlaybackSnapshot(
                volume: SoundDesk.linear(of: remembered.volume),
                manner: remembered.profile))
        clerk = DeskClerk(
            chair: chair, queues: [queue], setting: setting, mailbox: mailbox,
            spool: FlagSpool(surroundings, person: chair.person.id), now: now)
        watch = StoreWatch(database: chair.database)
        shiftTarget = settings.shiftClips
    }

    /// Begins the sitting: the first clips are asked for.
    func begin() {
        clerk.clockIn()
        clerk.loadCare()
        clerk.sendKeptFlags(besides: [])
        perform(state.begin())
        for complaint in ears.takeComplaints() { step(.told(complaint)) }
        // Whoever opens the desk is back.
        clerk.rest(nil)
        refreshShift()
        clerk.fetchMail()
        scheduleHeartbeat()
    }

    func step(_ action: DeskAction) {
        perform(state.reduce(action, now: .now))
    }

    private func perform(_ effects: [DeskEffect]) {
        effects.forEach(perform)
    }

    /// Takes in what workers and the player left. Says whether there was anything.
    func takeMessages() -> Bool {
        let messages = mailbox.drain()
        messages.forEach(take)
        return !messages.isEmpty
    }

    /// No time for questions: what is typed is saved, what is claimed is given back.
    func endAtOnce(_ ending: DeskEnding) {
        step(.timerFired(.flag))
        step(.timerFired(.draft))
        self.ending = ending
    }

    /// Ends the sitting: waits for what is under way, offers once more what the store could not
    /// take and keeps it as a draft if need be, and gives back the clips nothing was made of.
    func leave() {
        let player = sound.playerState
        sound.shutdown()
        _ = ears.note(player, at: .now)
        ears.finish()
        outputs.finish()
        for pending in state.inFlight where pending.isWaiting {
            perform(.submit(pending.submission))
        }
        clerk.finish()
        mailbox.drain().forEach(takeLast)
        for clip in Set(disclosures.map(\.clip)) { closeDisclosures(of: clip) }
        let releasable =
            held.values.filter { !$0.hasDraft }.compactMap(\.lease)
            + keptLeases.filter { !$0.hasDraft }.map(\.lease)
        clerk.leave(releasing: releasable, sitting: sitting)
    }

    /// An answer that came when the desk was closed already.
    private func takeLast(_ message: DeskMessage) {
        switch message {
        case .claimed(let clips): for clip in clips { held[clip.ready.id] = clip.held }
        case .reopened(let clip): held[clip.ready.id] = clip.held
        case .stored(let clip, _, _): held[clip] = nil
        case .clockedIn(let id): sitting = id
        case .disclosed(let disclosure, _): disclosures.insert(disclosure)
        case .action(.submitFailed(let clip, _)):
            let pending = state.inFlight.first { $0.submission.clip == clip }
            if let pending { save(Draft(of: pending.submission), of: clip) }
        default: break
        }
    }
}

// MARK: - Time

extension DeskEngine {
    var nextDeadline: UInt64? { timers.next }

    /// Does what is due. Says whether anything was.
    func fireTimers() -> Bool {
        let due = timers.popDue(at: monotonicNow())
        due.forEach(fire)
        return !due.isEmpty
    }

    private func fire(_ timer: Timer) {
        switch timer {
        case .desk(let timer):
            step(.timerFired(timer))
            if timer == .minute {
                refreshShift()
                clerk.fetchMail()
                sendKeptFlags()
            }
        // The position was noted at the start of the round, when this timer was still set.
        case .playhead: if state.playback.isPlaying { schedulePlayhead() }
        case .heartbeat:
            clerk.heartbeat(
                held.values.compactMap(\.lease) + keptLeases.map(\.lease), sitting: sitting)
            scheduleHeartbeat()
        case .look: look()
        case .giveBack: giveBack()
        }
    }

    func schedule(_ timer: Timer, after seconds: Double) {
        timers.set(timer, at: monotonicNow() + UInt64(max(0, seconds) * 1_000_000_000))
    }

    private func scheduleHeartbeat() {
        schedule(.heartbeat, after: clerk.leaseTerms.heartbeat)
    }

    /// Hands the desk the player's position, and keeps the playhead moving while it sounds. Says
    /// whether there was anything new.
    func notePlayback() -> Bool {
        let player = sound.playerState
        let snapshot = sound.snapshot(player)
        let isNew = snapshot != state.playback
        if isNew { step(.playbackChanged(snapshot)) }
        if snapshot.isPlaying { schedulePlayhead() }
        let figures = ears.note(player, at: .now)
        if let figures { step(.hearingChanged(figures)) }
        return isNew || figures != nil
    }

    /// The playhead moves 30 times a second.
    private func schedulePlayhead() {
        timers.setIfAbsent(.playhead, at: monotonicNow() + 33_000_000)
    }

    /// Asks for the shift's figures; they come back as an action.
    func refreshShift() {
        let mailbox = mailbox
        clerk.shiftFigures(seen: state.lastInput, target: shiftTarget) { figures in
            mailbox.post(.action(.shiftChanged(ShiftStatus(figures, now: .now))))
        }
    }
}

extension Draft {
    /// What was submitted, kept as work in the making.
    init(of submission: Submission) {
        self.init(
            content: submission.content, caret: submission.content.reference.count, savedAt: .now,
            listening: submission.effort.listening)
    }
}

/// Why the desk did not open.
public enum DeskError: Error, CustomStringConvertible, Equatable {
    case noSchema(String)
    case noTerminal(String)

    public var description: String {
        switch self {
        case .noSchema(let name):
            "the queue asks for the schema '\(name)', which this Earshot does not have; update"
                + " Earshot, or review another queue"
        case .noTerminal(let instead):
            "this needs a terminal, and there is none; \(instead)"
        }
    }
}
