// `earshot watch`: a process that does nothing but watch over incidents, until it is told to end.
import Foundation
import Notify
import ReviewCore
import Store

/// The daemon. It sleeps in `poll(2)` until the store is written to, a deadline or a try comes, a
/// try ends, or a signal says something.
public final class WatchProgram {
    public enum Ending: Sendable {
        case terminated, interrupted
    }

    private let seat: Seat
    private let round: WatchRound
    private let signals: SignalPipe
    private let ended: Mailbox<Void>
    private let storeWatch: StoreWatch?

    /// However far the next deadline is, the clock is read again by then: it may have been set.
    private static let longestSleep: UInt64 = 60_000_000_000
    /// After a look, what others write is gathered for so long.
    private static let gathering: UInt64 = 100_000_000
    /// So often whoever watches is held to the log anew.
    private static let standingEvery: UInt64 = 300_000_000_000

    /// - Parameter tell: called from any thread.
    public init(
        seat: Seat, environment: [String: String], tell: @escaping @Sendable (WatchNews) -> Void
    ) throws {
        try seat.demand(.watchIncidents)
        self.seat = seat
        signals = try SignalPipe([.hangUp, .interrupt, .terminate])
        let ended = try Mailbox<Void>()
        self.ended = ended
        storeWatch = StoreWatch(seat.workspace)
        round = try WatchRound(
            store: seat.store, settings: seat.workspace.settings.incidents,
            follower: SettingsFollower(directory: seat.workspace.directory),
            sender: NoticeSender(environment: environment), tell: tell,
            wake: { ended.post(()) })
    }

    /// Looks until nothing is due, and waits for all that it starts; for a timer of the system's.
    /// Answers whether everybody was told who is to be told by now.
    public func once() -> Bool {
        round.tellUnreached()
        var before: Int
        repeat {
            before = round.started
            _ = round.step(at: .now)
            round.finish { .now }
        } while round.started > before && !round.isStoreAway
        seat.log.settle()
        return round.failures == 0 && !round.isStoreAway && !round.hasMetBroken
            && round.unreached.isEmpty
    }

    /// Watches until a signal ends it. Tries that are under way are waited for, which takes
    /// seconds; at a second signal they are ended.
    public func run() throws -> Ending {
        round.tellUnreached()
        var standing = monotonicNow() + Self.standingEvery
        while true {
            let now = Timestamp.now
            let next = round.step(at: now)
            let looked = monotonicNow()
            if looked >= standing {
                try seat.renewKeys()
                standing = looked + Self.standingEvery
            }
            if let ending = wait(until: deadline(next, now, looked), from: looked) {
                leave()
                return ending
            }
        }
    }

    private func deadline(_ next: Timestamp?, _ now: Timestamp, _ looked: UInt64) -> UInt64 {
        // Without the kernel's word of what others write, somebody has to look.
        let longest = storeWatch == nil ? 1_000_000_000 : Self.longestSleep
        guard let next else { return looked + longest }
        let seconds = min(max(0, next.seconds(since: now)), 3600)
        return looked + min(UInt64(seconds * 1e9), longest)
    }

    /// Sleeps until there is a reason to look again; answers where a signal says to end.
    private func wait(until deadline: UInt64, from looked: UInt64) -> Ending? {
        let always = [signals.descriptor, ended.descriptor]
        // What a busy workspace writes wakes at most so often.
        var readable = waitForInput(
            on: always, until: min(deadline, looked + Self.gathering)
        ).readable
        if readable.isEmpty, monotonicNow() < deadline {
            let store = storeWatch.map { [$0.descriptor] } ?? []
            readable = waitForInput(on: always + store, until: deadline).readable
        }
        storeWatch?.clear()
        _ = ended.drain()
        for signal in signals.drain() {
            switch signal {
            case .interrupt: return .interrupted
            case .terminate: return .terminated
            case .hangUp: round.followSettings(again: true)
            case .windowChanged, .stop, .proceed: break
            }
        }
        return nil
    }

    private func leave() {
        let leaving = Worker("leaving")
        let done = ended
        leaving.run { [round] in
            round.finish { .now }
            done.post(())
        }
        let over = waitForInput(on: [signals.descriptor, done.descriptor], until: nil).readable
        if !over.contains(done.descriptor) { round.finish(within: 0) { .now } }
        seat.log.settle()
    }
}
