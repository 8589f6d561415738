// Something that waits to be done once.
import Synchronization

/// A mark that is set any number of times and taken once.
final class Pending: Sendable {
    private let isSet = Atomic(false)

    func set() { isSet.store(true, ordering: .relaxed) }

    func take() -> Bool { isSet.exchange(false, ordering: .relaxed) }
}
