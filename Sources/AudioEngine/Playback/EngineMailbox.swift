// How the player's callers reach its thread, and what that thread shows them.
import Dispatch
import Synchronization

/// What can be put to the engine's thread.
enum EngineMessage: Sendable {
    case load(PreparedClip)
    case unload
    /// A long clip turned out to be of another length.
    case resized
    /// Sound of a long clip has come out of the decoder.
    case arrived
    case input(TransportInput)
    /// The output with this number says something.
    case news(OutputNews, session: Int)
    /// The output that the watch with this number waited for can be opened.
    case returned(watch: Int)
    /// Play to the device of this name from now on, or to the default one.
    case choose(device: String?)
    /// Signals when everything sent before was done, and no sound is on its way any more.
    case barrier(DispatchSemaphore)
    case shutdown
}

/// Messages in, snapshots out.
final class EngineMailbox: Sendable {
    let board = SnapshotBoard()
    private let messages = Mutex<[EngineMessage]>([])
    private let arrived = DispatchSemaphore(value: 0)
    private let closed = DispatchSemaphore(value: 0)

    func send(_ message: EngineMessage) {
        messages.withLock { $0.append(message) }
        arrived.signal()
    }

    /// Waits for a message (for good where `milliseconds` is nil) and takes all there are.
    func take(within milliseconds: Int?) -> [EngineMessage] {
        if let milliseconds {
            _ = arrived.wait(timeout: .now() + .milliseconds(milliseconds))
        } else {
            arrived.wait()
        }
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }

    func sayClosed() { closed.signal() }

    /// Any number of callers may wait.
    func waitUntilClosed() {
        closed.wait()
        closed.signal()
    }
}
