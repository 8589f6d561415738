// Where other threads leave messages for the loop; a descriptor tells the loop to look.
import CEventLoop
import Foundation
import Synchronization

/// Messages from any thread to the one that polls `descriptor`.
public final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    /// Readable while messages wait (an eventfd).
    public let descriptor: Int32

    public init() throws(SystemError) {
        descriptor = earshot_wake_open()
        if descriptor < 0 { throw SystemError("open an event descriptor") }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    public func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        earshot_wake(descriptor)
    }

    /// Everything posted since the last call, oldest first.
    public func drain() -> [Message] {
        earshot_wake_clear(descriptor)
        return messages.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
