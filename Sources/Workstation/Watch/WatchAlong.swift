// The watch of an open board or incident desk: the daemon's rounds, on a queue beside the screen.
import Foundation
import Notify
import ReviewCore
import Synchronization

/// Looks by itself when a deadline or a try comes and when a try ended, and when it is told of
/// news. Costs nothing between looks.
final class WatchAlong: Sendable {
    private struct State {
        var isQueued = false
        var isOver = false
        /// Counts the waits that were begun; only the last one ends in a look.
        var waits = 0
    }

    private let round: WatchRound
    private let queue = DispatchQueue(label: "earshot.watch-along", qos: .utility)
    private let bell: Bell
    private let state = Mutex(State())

    /// Rings for whoever is set, from any thread.
    private final class Bell: Sendable {
        let answer = Mutex<(@Sendable () -> Void)?>(nil)

        func ring() { answer.withLock { $0 }?() }
    }

    /// Seconds after which the clock is read again in any case: it may have been set.
    private static let longestWait = 60.0
    /// Seconds that tries under way get when the screen is left. Who is not told by then is told by
    /// the next watch, once the lease is over.
    private static let patience = 1.0

    /// `nil` where whoever sits here may not watch over incidents; then there is none.
    init?(seat: Seat, tell: @escaping @Sendable (WatchNews) -> Void = { _ in }) {
        guard RolePolicy.may(seat.person.roles, .watchIncidents) else { return nil }
        let bell = Bell()
        let round = try? WatchRound(
            store: seat.store, settings: seat.workspace.settings.incidents,
            follower: SettingsFollower(directory: seat.workspace.directory),
            sender: NoticeSender(environment: seat.origin?.surroundings.environment ?? [:]),
            tell: tell, wake: { bell.ring() })
        guard let round else { return nil }
        self.round = round
        self.bell = bell
        bell.answer.withLock { $0 = { [weak self] in self?.look() } }
    }

    /// Looks soon; many calls are one look.
    func look() {
        let isNew = state.withLock { state in
            guard !state.isQueued, !state.isOver else { return false }
            state.isQueued = true
            return true
        }
        guard isNew else { return }
        queue.async { [self] in
            state.withLock { $0.isQueued = false }
            let now = Timestamp.now
            wait(until: round.step(at: now), from: now)
        }
    }

    private func wait(until next: Timestamp?, from now: Timestamp) {
        let seconds = next.map { min(max(0, $0.seconds(since: now)), Self.longestWait) }
        let mine = state.withLock { state in
            state.waits += 1
            return state.waits
        }
        queue.asyncAfter(deadline: .now() + (seconds ?? Self.longestWait)) { [weak self] in
            guard let self, state.withLock({ $0.waits == mine }) else { return }
            look()
        }
    }

    /// Ends it.
    func leave() {
        state.withLock { $0.isOver = true }
        queue.sync {}
        round.finish(within: Self.patience) { .now }
    }
}
