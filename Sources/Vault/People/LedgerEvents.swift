// What the ledger says of people and keys, as events to be logged.
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
            standing(person.roles, person.clearances) + keys.auditFacts)
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

    var signingKeys: [AuditKey] {
        facts.compactMap { fact in if case .signingKey(let key) = fact { key } else { nil } }
    }

    var subjectPerson: PersonID? {
        if case .person(let person) = subject { person } else { nil }
    }
}
