// The watch over incidents while a supervisor's screen is open, on a worker of its own.
import Foundation
import Notify
import ReviewCore
import Store

/// Steps a `WatchRound` where it is due. Screens and daemons may do so at the same time: a deadline
/// passes once, and a notice is sent by one of them.
struct ScreenLadder: Sendable {
    private let round: WatchRound
    private let worker = Worker("ladder")
    private let seat: Seat

    /// `nil` where whoever sits here may not watch over incidents, or the deadlines do not hold.
    ///
    /// - Parameters:
    ///   - tell: called from any thread.
    ///   - wake: called from any thread when a try ended: step again.
    init?(
        _ seat: Seat, environment: [String: String], tell: @escaping @Sendable (WatchNews) -> Void,
        wake: @escaping @Sendable () -> Void
    ) {
        guard RolePolicy.may(seat.person.roles, .watchIncidents),
            let round = try? WatchRound(
                store: seat.store, settings: seat.workspace.settings.incidents,
                sender: NoticeSender(environment: environment), tell: tell, wake: wake)
        else { return nil }
        self.round = round
        self.seat = seat
    }

    /// One look; `then` is told when the next is due, `nil` where nothing waits.
    func step(_ then: @escaping @Sendable (Timestamp?) -> Void) {
        worker.run { [round] in then(round.step(at: .now)) }
    }

    /// Seconds that whoever leaves waits for tries under way.
    private static let patience = 3

    /// Waits a little for tries under way. What is not written down by then is tried again by
    /// whoever watches, once its lease has run out.
    func finish() {
        let isDone = DispatchSemaphore(value: 0)
        worker.run { [round] in
            round.finish { .now }
            isDone.signal()
        }
        _ = isDone.wait(timeout: .now() + .seconds(Self.patience))
        seat.log.settle()
    }
}
