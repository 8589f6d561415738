// The seat at a desk, as far as somebody sits in it: a locked desk has no keys at all.
import Foundation
import ReviewCore
import Store
import Synchronization
import Vault

/// Holds the one reference to a seat, so that leaving it forgets every key: class keys, the
/// signing key, and what opens the log.
public final class Chair: Sendable {
    private let seat: Mutex<Seat?>
    let person: Person
    /// Whether a passphrase protects the person's keys, so that the chair can be left.
    let isLockable: Bool
    private let origin: Seat.Origin?
    /// For what needs no key while the chair is empty: leases kept alive and given back.
    private let keylessStore: ReviewStore
    let settings: WorkspaceSettings
    let database: String

    public init(_ seat: consuming Seat) {
        person = seat.person
        settings = seat.workspace.settings
        database = seat.workspace.directory.appending(path: Workspace.databaseName).path
        var origin = seat.origin
        if let taken = origin {
            var surroundings = taken.surroundings
            surroundings.environment["EARSHOT_PERSON"] = seat.person.name
            origin = Seat.Origin(workspace: taken.workspace, surroundings: surroundings)
        }
        self.origin = origin
        keylessStore = origin?.workspace.store.acting(as: seat.person) ?? seat.store
        let file = try? origin.map {
            try OwnKeyFile(in: $0.workspace, surroundings: $0.surroundings)
        }
        isLockable = (try? file?.isLocked()) ?? false
        self.seat = Mutex(seat)
    }

    /// The seat, for the moment of one piece of work.
    func taken() throws(LockedDesk) -> Seat {
        guard let seat = seat.withLock({ $0 }) else { throw LockedDesk() }
        return seat
    }

    /// Does something with the seat while it is taken.
    public func withSeat<Result>(_ body: (Seat) throws -> Result) throws -> Result {
        try body(taken())
    }

    var store: ReviewStore { seat.withLock { $0?.store } ?? keylessStore }

    /// Forgets the keys.
    func leave() {
        seat.withLock { $0 = nil }
    }

    /// Takes the seat again with what opens the keys. Slow on purpose: a worker's work.
    func take(with passphrase: Passphrase) throws {
        guard let origin else { throw LockedDesk() }
        let again = try Seat.take(in: origin.workspace, surroundings: origin.surroundings) {
            try $0.unlock(with: passphrase)
        }
        seat.withLock { $0 = again }
    }
}

/// Work that needs keys came to a locked desk.
struct LockedDesk: Error, CustomStringConvertible {
    let description = "the desk is locked; come back to it with your passphrase"
}
