// Tries side by side: one way that hangs holds up no other, and what waited too long is not begun.
import Foundation
import Synchronization
import Testing

@testable import Workstation

@Suite struct NoticeTriesTests {
    private static let hung = NoticeTries.Way(group: "safety", channel: "command")
    private static let other = NoticeTries.Way(group: "legal", channel: "mail-1")

    /// Counts jobs, and the most that ran at once.
    private final class Count: Sendable {
        let state = Mutex((running: 0, most: 0, ended: 0))

        func run(_ body: () -> Void) {
            state.withLock { state in
                state.running += 1
                state.most = max(state.most, state.running)
            }
            body()
            state.withLock { state in
                state.running -= 1
                state.ended += 1
            }
        }
    }

    @Test func aWayThatHangsLeavesRoomForOthersAndGoesOnLater() {
        let tries = NoticeTries(longest: 1)
        let count = Count()
        let (gate, told) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        for _ in 0..<200 {
            tries.start(Self.hung, lease: 600) { count.run { gate.wait() } }
        }
        tries.start(Self.other, lease: 600) { told.signal() }
        #expect(told.wait(timeout: .now() + 60) == .success)
        #expect(!tries.wait(0))
        for _ in 0..<200 { gate.signal() }
        #expect(tries.wait(60))
        let (_, most, ended) = count.state.withLock { $0 }
        #expect(ended == 200 && most <= NoticeTries.mostOfOneWay)
    }

    @Test func whatCouldOutlastItsLeaseIsNotBegun() {
        let tries = NoticeTries(longest: 10)
        let count = Count()
        let gate = DispatchSemaphore(value: 0)
        for _ in 0..<NoticeTries.mostOfOneWay {
            tries.start(Self.hung, lease: 600) { gate.wait() }
        }
        // Its turn does not come while it has time enough.
        tries.start(Self.hung, lease: 11) { count.run {} }
        tries.start(Self.hung, lease: 600) { count.run {} }
        for _ in 0..<NoticeTries.mostOfOneWay { gate.signal() }
        #expect(tries.wait(60))
        #expect(count.state.withLock { $0.ended } == 1)
    }
}
