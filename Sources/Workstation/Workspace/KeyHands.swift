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
    private let held: Mutex<(register: Register, vault: ClipVault)>

    init(
        person: PersonID, keys: PersonalKeys, people: ReviewStore.People, ledger: LedgerKeeper,
        register: Register
    ) throws {
        self.person = person
        self.keys = keys
        self.people = people
        self.ledger = ledger
        let vault = try Self.open(register, person, keys, people, ledger)
        held = Mutex((register, vault))
    }

    var vault: ClipVault { held.withLock { $0.vault } }
    var register: Register { held.withLock { $0.register } }

    /// Reads the ledger and the grants anew.
    @discardableResult
    func renew() throws -> Register {
        let register = try ledger.read()
        let vault = try Self.open(register, person, keys, people, ledger)
        held.withLock { $0 = (register, vault) }
        return register
    }

    /// Only grants that the ledger names are opened, and only keys that it promised are kept.
    private static func open(
        _ register: Register, _ person: PersonID, _ keys: PersonalKeys,
        _ people: ReviewStore.People, _ ledger: LedgerKeeper
    ) throws -> ClipVault {
        let grants = register.genuine(try people.grants(person))
        return ClipVault(
            keyring: try Keyring.open(
                grants, for: person, in: ledger.signer.workspace, with: keys,
                against: register.commitments))
    }
}
