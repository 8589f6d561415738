// Tries to tell somebody, side by side, so that a channel that hangs holds up no other.
import Foundation
import Synchronization

/// Runs tries on threads of their own, so many of one channel and so many in all. The others wait
/// here, and one whose lease would be over before it is not begun: somebody takes it anew.
final class NoticeTries: Sendable {
    /// One channel of one group.
    struct Way: Hashable, Sendable {
        let group: String
        let channel: String
    }

    private struct Waiting {
        /// The last moment at which it may begin; monotonic, in nanoseconds.
        let latest: UInt64
        let job: @Sendable () -> Void
    }

    private struct State {
        var running: [Way: Int] = [:]
        var waiting: [Way: [Waiting]] = [:]

        var count: Int { running.values.reduce(0, +) }
    }

    static let mostOfOneWay = 6
    static let most = 48

    private let state = Mutex(State())
    private let underWay = DispatchGroup()
    private let longest: Double

    /// - Parameter longest: seconds that no try outlasts.
    init(longest: Double) {
        self.longest = longest
    }

    /// Begins `job` now or as soon as there is room.
    ///
    /// - Parameter lease: seconds for which nobody else tries.
    func start(_ way: Way, lease: Double, _ job: @escaping @Sendable () -> Void) {
        let spare = UInt64(max(0, lease - longest - 1) * 1e9)
        let waiting = Waiting(latest: monotonicNow() + spare, job: job)
        state.withLock { $0.waiting[way, default: []].append(waiting) }
        begin()
    }

    /// Waits for the end of all that began; false when the time was over before.
    func wait(_ seconds: Double?) -> Bool {
        underWay.wait(timeout: seconds.map { .now() + $0 } ?? .distantFuture) == .success
    }

    /// Begins whatever there is room for.
    private func begin() {
        while let (way, job) = state.withLock({ next(&$0) }) {
            Thread.detachNewThread { [self] in
                job()
                state.withLock { $0.running[way, default: 1] -= 1 }
                begin()
                underWay.leave()
            }
        }
    }

    private func next(_ state: inout State) -> (Way, @Sendable () -> Void)? {
        let now = monotonicNow()
        state.waiting = state.waiting.mapValues { $0.filter { $0.latest >= now } }
            .filter { !$0.value.isEmpty }
        guard state.count < Self.most else { return nil }
        let way = state.waiting.keys.first { state.running[$0, default: 0] < Self.mostOfOneWay }
        guard let way, let job = state.waiting[way]?.removeFirst().job else { return nil }
        state.running[way, default: 0] += 1
        underWay.enter()
        return (way, job)
    }
}
