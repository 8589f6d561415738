// The incident desk on a full screen: keys to its state, its wishes to the store and the sound.
import AudioEngine
import Foundation
import ReviewCore
import Screens
import TerminalUI

/// The incident desk at work. Stays on the thread that made it.
final class IncidentProgram {
    private enum Timer: Hashable {
        case desk(IncidentTimer)
        /// Moves the position while something sounds.
        case playhead
        /// Takes in what others wrote, once they have finished writing.
        case news
    }

    private(set) var state: IncidentDeskState
    private(set) var ending: DeskEnding?
    private let input: IncidentInput
    private let theme: Theme
    private let clerk: IncidentClerk
    private let sound: IncidentSoundDesk
    private let watch: StoreWatch?
    /// While the desk is open it watches over incidents, as `earshot watch` does.
    private let along: WatchAlong?
    let mailbox: Mailbox<IncidentMessage>
    private var front = ScreenFront()
    private var timers = Timers<Timer>()

    /// Seconds from somebody's writing to the look at it.
    private static let newsDelay = 0.2
    /// Seconds between looks where the system tells of no writes.
    private static let lookBlindly = 2.0

    init(
        seat: Seat, surroundings: Surroundings, commands: IncidentCommandTable, theme: Theme,
        size: Size
    ) throws {
        let mailbox = try Mailbox<IncidentMessage>()
        self.mailbox = mailbox
        self.theme = theme
        input = IncidentInput(table: commands)
        clerk = IncidentClerk(seat: seat, mailbox: mailbox)
        sound = IncidentSoundDesk(
            surroundings, person: seat.person.name, settings: seat.workspace.settings,
            mailbox: mailbox)
        watch = StoreWatch(seat.workspace)
        along = WatchAlong(seat: seat)
        state = IncidentDeskState(
            setting: try IncidentSetting(seat), size: size, now: .now)
    }

    func step(_ action: IncidentAction) {
        for effect in state.reduce(action, now: .now) { perform(effect) }
    }

    private func perform(_ effect: IncidentEffect) {
        switch effect {
        case .list(let shelf): clerk.list(shelf)
        case .tell(let id): clerk.tell(id)
        case .act(let id, let seen, let act): clerk.act(id, seen: seen, act)
        case .listen(let id, let seen, _): clerk.listen(id, seen: seen)
        case .sound(let order): sound.perform(order)
        case .export(let id, let folder): clerk.export(id, to: folder)
        case .schedule(let timer, let seconds): schedule(.desk(timer), after: seconds)
        case .cancel(let timer): timers.cancel(.desk(timer))
        case .suspend: front.suspend()
        case .repaint: front.repaint()
        case .quit: ending = .left
        }
    }

    private func take(_ message: IncidentMessage) {
        switch message {
        case .action(let action): step(action)
        case .prepared(let id, let clip):
            // Whoever went on to another incident meanwhile does not want to hear this one.
            guard let wanted = state.sound, wanted.incident == id else { return }
            sound.load(clip, muffled: wanted.isMuffled)
            step(.soundReady(id, seconds: clip.duration))
        case .player(.unavailable(let reason)):
            if let id = state.sound?.incident { step(.soundFailed(id, reason)) }
        case .player: break
        }
    }

    // MARK: - Time

    private func schedule(_ timer: Timer, after seconds: Double) {
        timers.set(timer, at: monotonicNow() + UInt64(max(0, seconds) * 1_000_000_000))
    }

    private func fire(_ timer: Timer) {
        switch timer {
        case .desk(let timer): step(.timerFired(timer))
        case .news: look()
        case .playhead: break
        }
    }

    private func look() {
        step(.storeChanged)
        along?.look()
        if watch == nil { schedule(.news, after: Self.lookBlindly) }
    }

    /// Says whether what is shown of the sound changed.
    private func notePosition() -> Bool {
        guard let sound = state.sound, case .ready = sound.condition,
            let (isPlaying, seconds) = self.sound.position()
        else { return false }
        // A tenth of a second is finer than what is shown.
        if isPlaying { timers.setIfAbsent(.playhead, at: monotonicNow() + 100_000_000) }
        guard isPlaying != sound.isPlaying || Int(seconds) != Int(sound.position) else {
            return false
        }
        step(.soundMoved(isPlaying: isPlaying, position: seconds))
        return true
    }
}

extension IncidentProgram: LoopedScreen {
    var isOver: Bool { ending != nil }

    var descriptors: [Int32] { [mailbox.descriptor, watch?.descriptor].compactMap(\.self) }

    var nextDeadline: UInt64? { timers.next }

    func begin(_ front: ScreenFront) {
        self.front = front
        for effect in state.begin() { perform(effect) }
        along?.look()
        if watch == nil { schedule(.news, after: Self.lookBlindly) }
    }

    func beginRound() -> Bool { notePosition() }

    func take(_ event: InputEvent) -> Bool {
        guard let action = input.action(for: event, in: state) else { return false }
        step(action)
        return true
    }

    func take(_ word: LoopWord) -> Bool {
        switch word {
        case .suspend: step(.suspend)
        case .resumed: step(.resumed)
        case .quit: step(.quit)
        case .end:
            sound.perform(.stop)
            ending = .ended
        }
        return true
    }

    func take(readable: Set<Int32>) -> Bool {
        if let watch, readable.contains(watch.descriptor) {
            watch.clear()
            timers.setIfAbsent(.news, at: monotonicNow() + UInt64(Self.newsDelay * 1e9))
        }
        var isNew = false
        if readable.contains(mailbox.descriptor) {
            let messages = mailbox.drain()
            messages.forEach(take)
            isNew = !messages.isEmpty
        }
        let due = timers.popDue(at: monotonicNow())
        due.forEach(fire)
        return isNew || !due.isEmpty
    }

    func frame() -> Frame { state.view(theme: theme, commands: input.table) }

    func leave() {
        sound.shutdown()
        clerk.finish()
        along?.leave()
    }
}
