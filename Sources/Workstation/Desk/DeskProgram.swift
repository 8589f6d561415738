// The desk running: one thread that waits, steps the state, does what it asks for, and draws.
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

/// The review desk on a terminal. Owns the terminal, the state and the timers; lives on the
/// thread that made it, and sleeps in `poll(2)` whenever there is nothing to do.
public final class DeskProgram {
    enum Timer: Hashable {
        case desk(DeskTimer)
        /// Moves the playhead while something sounds.
        case playhead
        case heartbeat
    }

    var state: DeskState
    let terminal: Terminal
    let screen: DeskScreen
    let sound: SoundDesk
    let clerk: DeskClerk
    let mailbox: Mailbox<DeskMessage>
    let signals: SignalPipe
    var timers = Timers<Timer>()

    var held: [ClipID: HeldClip] = [:]
    /// Ids under which submissions were made, so that a second offer is the same submission.
    var submissionIDs: [ClipID: AnnotationID] = [:]
    var sitting: SittingID?
    var shiftStart: Timestamp
    var ending: DeskEnding?
    private var needsDrawing = true

    public init(
        seat: Seat, queue: Queue, trade: TradeData, screen: DeskScreen, terminal: Terminal,
        audio: AudioOutputChoice, signals: SignalPipe
    ) throws {
        let settings = seat.workspace.settings
        guard
            let setting = DeskSetting(queue: queue, trade: trade, playsAtOnce: settings.autoplay)
        else { throw DeskError.noSchema(queue.schema) }
        let mailbox = try Mailbox<DeskMessage>()
        let player = Player(choice: audio) { mailbox.post(.player($0)) }
        player.setLevelling(settings.levelling)
        let now = Timestamp.now
        state = DeskState(setting: setting, size: terminal.size(), now: now)
        self.terminal = terminal
        self.screen = screen
        self.mailbox = mailbox
        self.signals = signals
        sound = SoundDesk(player: player)
        clerk = DeskClerk(seat: seat, queues: [queue.id], mailbox: mailbox, now: now)
        shiftStart = now
    }

    /// Runs until the reviewer leaves or the terminal goes. Gives the terminal back in any case.
    public func run() -> DeskEnding {
        defer { terminal.close() }
        sitting = clerk.clockIn()
        perform(state.begin())
        refreshShift()
        scheduleHeartbeat()
        while ending == nil {
            draw()
            let (readable, gone) = waitForInput(
                on: [terminal.inputDescriptor, signals.descriptor, mailbox.descriptor],
                until: nextDeadline())
            take(readable, gone)
        }
        leave()
        return ending ?? .left
    }

    /// One round: signals first, then keys, then answers, then timers. What came together is
    /// drawn together.
    private func take(_ readable: Set<Int32>, _ gone: Set<Int32>) {
        notePlayback()
        if readable.contains(signals.descriptor) { signals.drain().forEach(take) }
        for event in terminal.readEvents() {
            if let action = screen.action(for: event, in: state) { step(action) }
        }
        if terminal.isGone() || gone.contains(terminal.inputDescriptor) { return endAtOnce() }
        if readable.contains(mailbox.descriptor) { mailbox.drain().forEach(take) }
        timers.popDue(at: monotonicNow()).forEach(fire)
    }

    private func nextDeadline() -> UInt64? {
        let keys = terminal.pendingTimeout().map { monotonicNow() + UInt64(max(0, $0)) * 1_000_000 }
        return [timers.next, keys].compactMap(\.self).min()
    }

    func step(_ action: DeskAction) {
        perform(state.reduce(action, now: .now))
        needsDrawing = true
    }

    func perform(_ effects: [DeskEffect]) {
        effects.forEach(perform)
    }

    private func draw() {
        guard needsDrawing else { return }
        needsDrawing = false
        terminal.present(screen.frame(of: state))
    }
}

// MARK: - Signals and timers

extension DeskProgram {
    private func take(_ signal: SystemSignal) {
        switch signal {
        case .windowChanged:
            terminal.noteResize()
            needsDrawing = true
        case .stop: suspend()
        case .proceed: break
        case .interrupt: step(.quit)
        case .hangUp, .terminate: endAtOnce()
        }
    }

    /// No time for questions: what is typed is saved, what is claimed is given back.
    private func endAtOnce() {
        step(.timerFired(.draft))
        ending = .ended
    }

    func suspend() {
        sound.perform(.pause)
        terminal.suspend()
        signals.stopProcess()
        terminal.resume()
        step(.resumed)
    }

    private func fire(_ timer: Timer) {
        switch timer {
        case .desk(let timer):
            step(.timerFired(timer))
            if timer == .minute { refreshShift() }
        // The position was noted at the start of the round, when this timer was still set.
        case .playhead: if state.playback.isPlaying { schedulePlayhead() }
        case .heartbeat:
            clerk.heartbeat(held.values.compactMap(\.lease), sitting: sitting)
            scheduleHeartbeat()
        }
    }

    func schedule(_ timer: Timer, after seconds: Double) {
        timers.set(timer, at: monotonicNow() + UInt64(max(0, seconds) * 1_000_000_000))
    }

    func cancel(_ timer: Timer) {
        timers.cancel(timer)
    }

    private func scheduleHeartbeat() {
        schedule(.heartbeat, after: clerk.leaseSeconds / 3)
    }

    /// Hands the desk the player's position, and keeps the playhead moving while it sounds.
    private func notePlayback() {
        let snapshot = sound.snapshot()
        if snapshot != state.playback { step(.playbackChanged(snapshot)) }
        if snapshot.isPlaying { schedulePlayhead() }
    }

    private func schedulePlayhead() {
        timers.setIfAbsent(.playhead, at: monotonicNow() + 33_000_000)
    }

    private func leave() {
        let releasable = held.values.filter { !$0.hasDraft }.compactMap(\.lease)
        sound.shutdown()
        clerk.leave(releasing: releasable, sitting: sitting)
    }
}

/// Why the desk did not open.
public enum DeskError: Error, CustomStringConvertible, Equatable {
    case noSchema(String)
    case noTerminal(String)

    public var description: String {
        switch self {
        case .noSchema(let name):
            "the queue asks for the schema '\(name)', which this Earshot does not have"
        case .noTerminal(let instead):
            "this needs a terminal, and there is none; \(instead)"
        }
    }
}
