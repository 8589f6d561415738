// The board at work: looks when the store changed, does what is asked, tells time by the minute.
import Foundation
import ReviewCore
import Screens
import Store
import TerminalUI

/// One supervisor's board. Stays on the thread that made it.
final class BoardEngine {
    enum Timer: Hashable {
        case board(BoardTimer)
        /// A look at the store.
        case look
    }

    private(set) var state: BoardState
    let mailbox: Mailbox<BoardAction>
    var front = ScreenFront()
    private(set) var ending: DeskEnding?
    private let clerk: BoardClerk
    private let watch: StoreWatch?
    /// While the board is open it watches over incidents, as `earshot watch` does.
    private let along: WatchAlong?
    private var timers = Timers<Timer>()
    private var isLooking = false
    /// Looks so far.
    private(set) var looks = 0

    /// Seconds from the first news to the look: many writes are one look, and nobody waits longer
    /// than a second for what a colleague did.
    static let lookDelay = 0.25
    /// Seconds between looks where the system tells of no writes.
    private static let lookBlindly = 2.0

    init(seat: Seat, size: Size) throws {
        mailbox = try Mailbox()
        state = BoardState(size: size, now: .now)
        clerk = BoardClerk(seat: seat, mailbox: mailbox)
        watch = StoreWatch(seat.workspace)
        let mailbox = mailbox
        along = WatchAlong(seat: seat) { news in
            guard news.isTrouble else { return }
            let words = WatchLine(news, at: .now).words
            mailbox.post(.refused(words.prefix(1).uppercased() + words.dropFirst()))
        }
    }

    func begin() {
        perform(state.begin())
        look()
        clerk.countCrowd()
    }

    func step(_ action: BoardAction) {
        perform(state.reduce(action, now: .now))
    }

    func leave() {
        along?.leave()
        clerk.finish()
    }

    func end(_ ending: DeskEnding) {
        self.ending = ending
    }

    private func perform(_ effects: [BoardEffect]) {
        for effect in effects { perform(effect) }
    }

    private func perform(_ effect: BoardEffect) {
        switch effect {
        case .carry(let step): clerk.carry(step, undo: undo(of: step))
        case .loadRoster: clerk.loadRoster()
        case .loadReserved(let queue): clerk.loadReserved(queue)
        case .loadInHand(let person): clerk.loadInHand(person)
        case .schedule(let timer, let seconds): schedule(.board(timer), after: seconds)
        case .cancel(let timer): timers.cancel(.board(timer))
        case .suspend: front.suspend()
        case .repaint: front.repaint()
        case .quit: ending = .left
        }
    }

    /// What takes a step back, by what is known before it is done.
    private func undo(of step: BoardStep) -> BoardStep? {
        let queues = state.snapshot?.queues ?? []
        switch step {
        case .setOpen(let id, let open): return .setOpen(id, !open)
        case .rank(let id, _):
            return queues.first { $0.id == id }.map { .rank(id, $0.priority) }
        default: return nil
        }
    }

    // MARK: - News

    /// What to wait on for news; while a look is due anyway, nothing.
    var newsDescriptor: Int32? {
        timers.deadline(of: .look) == nil ? watch?.descriptor : nil
    }

    func takeNews() {
        watch?.clear()
        schedule(.look, after: Self.lookDelay)
    }

    private func look() {
        // Whatever is written from here on is news again.
        watch?.clear()
        guard !isLooking else { return schedule(.look, after: Self.lookDelay) }
        isLooking = true
        looks += 1
        clerk.look()
        along?.look()
        if watch == nil { schedule(.look, after: Self.lookBlindly) }
    }

    /// Takes in what the clerk left. Says whether there was anything.
    func takeMessages() -> Bool {
        let messages = mailbox.drain()
        for message in messages {
            switch message {
            case .looked, .lookFailed: isLooking = false
            default: break
            }
            step(message)
        }
        return !messages.isEmpty
    }

    // MARK: - Time

    var nextDeadline: UInt64? { timers.next }

    /// Does what is due. Says whether there is something new to draw.
    func fireTimers() -> Bool {
        let due = timers.popDue(at: monotonicNow())
        for timer in due {
            switch timer {
            case .look: look()
            case .board(let timer):
                step(.timerFired(timer))
                // Desks fall silent and leases run out without anybody writing so.
                if timer == .minute {
                    look()
                    clerk.countCrowd()
                }
            }
        }
        return due.contains { $0 != .look }
    }

    private func schedule(_ timer: Timer, after seconds: Double) {
        timers.set(timer, at: monotonicNow() + UInt64(max(0, seconds) * 1_000_000_000))
    }
}
