// The watch over incidents while a board or an incident desk is open, beside its screen.
import Foundation
import Notify
import ReviewCore
import Store

/// Does what `earshot watch` does, for as long as a screen is open. It sleeps in `poll(2)` on a
/// worker until a deadline or a try comes, a try ends, or the store is written to.
final class WatchBeside: Sendable {
    private let worker = Worker("watch")
    /// Ends of tries; `true` is the end of the watch.
    private let wakes: Mailbox<Bool>

    /// However far the next deadline is, the clock is read again by then: it may have been set.
    private static let longestSleep = 60.0
    /// After a look, what others write is gathered for so long, in nanoseconds.
    private static let gathering: UInt64 = 100_000_000

    /// `nil` for whoever may not watch over incidents.
    init?(_ seat: Seat, environment: [String: String]) throws {
        guard RolePolicy.may(seat.person.roles, .watchIncidents) else { return nil }
        let wakes = try Mailbox<Bool>()
        self.wakes = wakes
        // What happened is in the stories; a screen has no room for it.
        let round = try WatchRound(
            store: seat.store, settings: seat.workspace.settings.incidents,
            sender: NoticeSender(environment: environment), tell: { _ in },
            wake: { wakes.post(false) })
        let workspace = seat.workspace
        worker.run { Self.watch(round, workspace, wakes) }
    }

    /// Waits for tries that are under way, so that they are written down: seconds, at most.
    func finish() {
        wakes.post(true)
        worker.finish {}
    }

    private static func watch(
        _ round: WatchRound, _ workspace: Workspace, _ wakes: Mailbox<Bool>
    ) {
        let store = StoreWatch(workspace)
        // Without the kernel's word of what others write, somebody has to look.
        let longest = store == nil ? 1.0 : longestSleep
        while true {
            let now = Timestamp.now
            let seconds = round.step(at: now).map { $0.seconds(since: now) } ?? longest
            let looked = monotonicNow()
            let deadline = looked + UInt64(min(max(0, seconds), longest) * 1e9)
            // What a busy workspace writes wakes at most so often.
            let woken = waitForInput(
                on: [wakes.descriptor], until: min(deadline, looked + gathering))
            if woken.readable.isEmpty, monotonicNow() < deadline {
                let news = store.map { [$0.descriptor] } ?? []
                _ = waitForInput(on: [wakes.descriptor] + news, until: deadline)
            }
            store?.clear()
            if wakes.drain().contains(true) { break }
        }
        round.finish { .now }
    }
}
