// Roles and clearances are taken back: their keys go, and the classes go on under new ones.
import Foundation
import ReviewCore
import Store
import Vault

extension Seat {
    /// What is taken from a colleague.
    public enum Taking: Sendable, Equatable {
        case these(Set<Role>, Set<Clearance>)
        /// Their work stays, they do not.
        case everything
    }

    /// Takes roles and clearances from a colleague, deletes the grants that what is left does not
    /// need, and rotates those classes for everything new, all in one transaction. What they
    /// opened before they can have kept; `rotate(classes:)` rewraps the rest.
    ///
    /// - Parameter givingUpIdentities: go on although nobody else holds their half of the identity.
    @discardableResult
    public func revoke(
        from name: String, _ taking: Taking, givingUpIdentities: Bool = false, now: Timestamp
    ) throws -> PeopleOutcome {
        try demand(.revoke)
        return try changing(name, now) { member, register, outcome in
            let person = member.person
            let known = try register.standing(of: person)
            outcome.person = person
            (outcome.person.roles, outcome.person.clearances) = known.left(after: taking)
            let lost = known.classes.filter { !outcome.person.mayHold($0) }
            if !givingUpIdentities { try requireOtherHolders(of: lost, than: person, register) }
            outcome.taken = lost
            outcome.rotated = lost.filter(\.rotates)
            let takes = lost.sorted(by: { $0.rawValue < $1.rawValue }).map {
                takingAll(of: $0, from: person, register)
            }
            let rotations = try rotating(outcome.rotated, but: lost, of: person.id, register)
            // Their standing goes last: whoever takes their own roles does all this with them.
            return takes + rotations + stand(outcome.person, known)
        }
    }

    /// What would be taken, and whom it concerns, for a question before it is done.
    public func foresee(
        revokingFrom name: String, _ taking: Taking
    ) throws -> PeopleOutcome {
        let member = try member(named: name, register)
        let known = try register.standing(of: member.person)
        var outcome = PeopleOutcome(person: member.person)
        (outcome.person.roles, outcome.person.clearances) = known.left(after: taking)
        outcome.taken = known.classes.filter { !outcome.person.mayHold($0) }
        outcome.rotated = outcome.taken.filter(\.rotates)
        return outcome
    }

    private func stand(_ person: Person, _ known: Register.Standing) -> [PeopleStep] {
        // Whoever has no role left is here no more.
        if person.roles.isEmpty { return known.hasLeft ? [] : [.remove(person.id)] }
        let changes = known.roles != person.roles || known.clearances != person.clearances
        return changes ? [.stand(person.id, person.roles, person.clearances)] : []
    }

    private func requireOtherHolders(
        of lost: Set<KeyClass>, than person: Person, _ register: Register
    ) throws {
        for half in lost where half.otherHalf != nil {
            let others = register.halves.contains { $0.key != person.id && $0.value.contains(half) }
            guard others else { throw PeopleError.lastHalf(person.name, half) }
        }
    }

    /// The steps by which classes go on under new keys, sealed to everybody who is due them.
    ///
    /// - Parameter lost: what `person` is not given again.
    func rotating(
        _ classes: Set<KeyClass>, but lost: Set<KeyClass> = [], of person: PersonID? = nil,
        _ register: Register
    ) throws -> [PeopleStep] {
        guard !classes.isEmpty else { return [] }
        let members = Dictionary(
            try store.people.list().map { ($0.person.id, $0) }, uniquingKeysWith: { one, _ in one })
        var steps: [PeopleStep] = []
        for keyClass in classes.sorted(by: { $0.rawValue < $1.rawValue }) {
            let ring = try vault.keyring.rotating(keyClass)
            guard let generation = ring.commitments.newest(of: keyClass),
                let commitment = ring.commitments[keyClass, generation]
            else { continue }
            steps.append(.rotate(keyClass, to: generation, commitment))
            let holders = register.due(keyClass).filter { $0 != person || !lost.contains(keyClass) }
            let keys = try holders.compactMap { holder in
                try members[holder].map { (holder, try publicKeys(of: $0, register)) }
            }
            steps += try sealed(keyClass, of: ring, to: keys)
        }
        return steps
    }

    /// Sealing to a person takes some tens of microseconds: thousands are done on every core.
    private func sealed(
        _ keyClass: KeyClass, of ring: Keyring, to holders: [(PersonID, PublicKeys)]
    ) throws -> [PeopleStep] {
        try onEveryCore(holders) { holder, keys in
            Result { try ring.grant(keyClass, to: holder, publicKeys: keys) }
        }.map { .give(try $0.get()) }
    }
}

extension Register.Standing {
    /// The roles and clearances that are left; without a role, no clearance is.
    fileprivate func left(after taking: Seat.Taking) -> (Set<Role>, Set<Clearance>) {
        guard case .these(let roles, let clearances) = taking else { return ([], []) }
        let left = self.roles.subtracting(roles)
        return (left, left.isEmpty ? [] : self.clearances.subtracting(clearances))
    }
}

extension Person {
    /// Whether their roles and clearances let them hold a key of the class.
    fileprivate func mayHold(_ keyClass: KeyClass) -> Bool {
        RolePolicy.mayHold(keyClass, roles, clearances: clearances)
    }
}
