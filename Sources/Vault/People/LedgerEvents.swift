// What the ledger says of people and keys, as events to be logged.
import Crypto
import Foundation
import ReviewCore

extension AuditEvent {
    /// The same event, after the entry about people whose leaf is `leaf`.
    public func following(_ leaf: MerkleHash) -> AuditEvent {
        AuditEvent(action, subject, for: purpose, facts + [.digest(.people, leaf)])
    }

    /// A person comes, with what they are and the keys they are known by from here on.
    public static func coming(
        _ person: Person, _ keys: PublicKeys
    ) -> AuditEvent {
        AuditEvent(
            .personAdded, .person(person.id), for: .administration,
            standing(person.roles, person.clearances) + keys.auditFacts
                + [.digest(.handle, person.handleDigest)])
    }

    /// A person is from here on what is said here, and nothing else.
    public static func standing(
        of person: PersonID, _ roles: Set<Role>, _ clearances: Set<Clearance>
    ) -> AuditEvent {
        AuditEvent(
            .rolesChanged, .person(person), for: .administration, standing(roles, clearances))
    }

    /// What a person is, as facts.
    public static func standing(
        _ roles: Set<Role>, _ clearances: Set<Clearance>
    ) -> [AuditFact] {
        roles.map(AuditFact.role) + clearances.map(AuditFact.clearance)
    }

    /// A person goes: they are nothing here any more, and hold no key.
    public static func leaving(_ person: PersonID) -> AuditEvent {
        AuditEvent(.personRemoved, .person(person), for: .administration)
    }

    /// Everything of a class, through a generation, is taken from a person.
    public static func taken(
        _ keyClass: KeyClass, through generation: Int, from person: PersonID
    ) -> AuditEvent {
        AuditEvent(
            .grantRevoked, .person(person), for: .administration,
            [.keyClass(keyClass), .generation(generation)])
    }

    /// Nothing is wrapped under a class's older generations any more: everybody's grants go.
    public static func retired(_ keyClass: KeyClass, through generation: Int) -> AuditEvent {
        AuditEvent(
            .grantRevoked, .workspace, for: .administration,
            [.keyClass(keyClass), .generation(generation)])
    }

    /// A class goes on under a new key.
    public static func rotated(
        _ keyClass: KeyClass, to generation: Int, _ commitment: MerkleHash
    ) -> AuditEvent {
        AuditEvent(
            .classRotated, .workspace, for: .administration,
            [
                .keyClass(keyClass), .generation(generation),
                .commitment(keyClass, commitment),
            ])
    }
}

extension Person {
    /// Of the handle, keyed by the person's own random id, so that one name is another digest for
    /// every person. It ties handle and keys together for everybody who signs in, whatever keys
    /// they hold; it hides a handle from a glance at the log alone, since whoever has the person's
    /// id can try names, and the database beside the log has them readable.
    public var handleDigest: MerkleHash {
        let key = withUnsafeBytes(of: id.uuid.uuid) { SymmetricKey(data: Data($0)) }
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(("earshot handle\0" + Person.folded(name)).utf8), using: key)
        return MerkleHash(Data(code)) ?? .zero
    }
}

extension KeyGrant {
    /// SHA-256 of what was sealed: a grant that the log does not name is none.
    public var digest: MerkleHash { .digest(of: sealed) }

    public var event: AuditEvent {
        AuditEvent(
            .grantGiven, .person(person), for: .administration,
            [.keyClass(keyClass), .generation(generation), .digest(.grant, digest)])
    }
}

// MARK: - Reading them

extension AuditEvent {
    var roles: Set<Role> {
        Set(facts.compactMap { fact in if case .role(let role) = fact { role } else { nil } })
    }

    var clearances: Set<Clearance> {
        Set(
            facts.compactMap { fact in
                if case .clearance(let clearance) = fact { clearance } else { nil }
            })
    }

    var keyClass: KeyClass? {
        facts.lazy.compactMap { fact in
            if case .keyClass(let keyClass) = fact { keyClass } else { nil }
        }.first
    }

    var generation: Int? {
        facts.lazy.compactMap { fact in
            if case .generation(let generation) = fact { generation } else { nil }
        }.first
    }

    func digest(_ wanted: AuditDigest) -> MerkleHash? {
        facts.lazy.compactMap { fact in
            if case .digest(wanted, let hash) = fact { hash } else { nil }
        }.first
    }

    var commitments: [(KeyClass, MerkleHash)] {
        facts.compactMap { fact in
            if case .commitment(let keyClass, let hash) = fact { (keyClass, hash) } else { nil }
        }
    }

    /// `nil` where there is none or more than one.
    var signingKey: AuditKey? {
        let keys = facts.compactMap { fact in
            if case .signingKey(let key) = fact { key } else { nil }
        }
        return keys.count == 1 ? keys[0] : nil
    }

    var subjectPerson: PersonID? {
        if case .person(let person) = subject { person } else { nil }
    }
}
