// What one person holds at this moment: read when they sit down, and again when keys were rotated.
import Foundation
import ReviewCore
import Store
import Synchronization
import Vault

/// A person's keys, and the ledger they were read from. Every reading goes through the same
/// checks, the first as the last.
final class KeyHands: Sendable {
    let person: PersonID
    /// Sealed to by others; signs nothing but through the seat's log.
    let keys: PersonalKeys
    private let people: ReviewStore.People
    private let ledger: LedgerKeeper
    private let held: Mutex<Holding>

    /// What one reading came to.
    private struct Holding {
        let register: Register
        let vault: ClipVault
        /// Classes of which the ledger gave a key that is not in the database.
        let missing: Set<KeyClass>
    }

    init(
        person: PersonID, keys: PersonalKeys, people: ReviewStore.People, ledger: LedgerKeeper,
        register: Register
    ) throws {
        self.person = person
        self.keys = keys
        self.people = people
        self.ledger = ledger
        held = Mutex(try Self.open(register, person, keys, people, ledger))
    }

    var vault: ClipVault { held.withLock { $0.vault } }
    var register: Register { held.withLock { $0.register } }
    var missing: Set<KeyClass> { held.withLock { $0.missing } }

    /// Reads the ledger and the grants anew.
    @discardableResult
    func renew() throws -> Register {
        let register = try ledger.read()
        let read = try Self.open(register, person, keys, people, ledger)
        held.withLock { $0 = read }
        return register
    }

    /// Only grants that the ledger names are opened, and only keys that it promised are kept. What
    /// is missing is told apart, and the rest goes on.
    private static func open(
        _ register: Register, _ person: PersonID, _ keys: PersonalKeys,
        _ people: ReviewStore.People, _ ledger: LedgerKeeper
    ) throws -> Holding {
        let stored = try people.grants(person)
        let keyring = try Keyring.open(
            register.genuine(stored), for: person, in: ledger.signer.workspace, with: keys,
            against: register.commitments)
        return Holding(
            register: register, vault: ClipVault(keyring: keyring),
            missing: register.missing(from: stored, of: person))
    }
}
