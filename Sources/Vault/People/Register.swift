// Who works here, as the log itself says entry by entry: keys, roles, clearances, grants.
import Crypto
import Foundation
import ReviewCore

/// Where the ledger ends: how many entries about people there are, and the leaf of the last.
public struct LedgerEnd: Sendable, Hashable {
    public var count: Int64
    public var leaf: MerkleHash

    public init(count: Int64, leaf: MerkleHash) {
        self.count = count
        self.leaf = leaf
    }

    public static let none = LedgerEnd(count: 0, leaf: .zero)
}

/// The people of a workspace by its ledger: what a writer of the database cannot forge.
///
/// Pure: entries go in, in their order, and what is wrong with each comes out. Signatures are the
/// reader's business (`RegisterReplay`, `AuditVerifier`), who are told whose they should be.
public struct Register: Sendable {
    public struct Standing: Sendable {
        public let key: AuditKey
        let verifying: Curve25519.Signing.PublicKey?
        /// The entry they came with.
        public let sequence: Int64
        /// Of both their public keys, and of their handle.
        let keysDigest: MerkleHash?
        let handleDigest: MerkleHash?
        public internal(set) var roles: Set<Role>
        public internal(set) var clearances: Set<Clearance>
        public internal(set) var hasLeft = false
        /// The grants that are theirs, each by the SHA-256 of what was sealed.
        public internal(set) var granted: [KeyClass: [Int: MerkleHash]] = [:]
        /// The halves of the identity that ever were in their hands: who had one is never given
        /// the other, since what was known can be kept.
        public internal(set) var halvesEver: Set<KeyClass> = []

        /// The classes they were given and still have.
        public var classes: Set<KeyClass> { Set(granted.keys) }

        /// Whether their roles and clearances let them hold a key of the class.
        func mayHold(_ keyClass: KeyClass) -> Bool {
            RolePolicy.mayHold(keyClass, roles, clearances: clearances)
        }
    }

    public internal(set) var members: [PersonID: Standing] = [:]
    public private(set) var commitments = KeyCommitments()
    /// Who began the log, and with which key.
    public private(set) var founder: PersonID?
    public private(set) var founderKey: AuditKey?
    /// Every key that ever was one, for checkpoints signed with it.
    private(set) var allKeys: Set<AuditKey> = []
    public private(set) var end = LedgerEnd.none

    public init() {}

    /// Takes in the next entry. Entries that are not about people change nothing, and are held to
    /// what their actor may do all the same.
    ///
    /// - Returns: whose signature it should bear, and what is wrong with it.
    mutating func take(
        _ entry: AuditEntry, at sequence: Int64, leaf: MerkleHash
    ) -> (signer: Standing?, findings: [AuditFinding]) {
        var findings: [AuditFinding] = []
        let isFirst = sequence == 0
        let isBeginning = entry.event.action.isFirst
        if isBeginning != isFirst { findings.append(.beginning(sequence)) }
        if entry.event.action.isOfPeople {
            if entry.event.digest(.people) != end.leaf {
                findings.append(.peopleUnlinked(sequence))
            }
            end = LedgerEnd(count: end.count + 1, leaf: leaf)
        }
        // The first entry brings the key it is signed with; all others are signed with one that
        // was there before.
        if isFirst, isBeginning { begin(entry, &findings) }
        let signer = members[entry.actor]
        if isFirst {
            founderKey = signer?.key
        } else {
            note(entry.event, by: entry.actor, at: sequence, &findings)
        }
        guard let signer else {
            return (nil, findings + [.stranger(sequence, actor: entry.actor)])
        }
        if signer.hasLeft {
            findings.append(.departed(sequence, actor: entry.actor))
        } else if let deed = entry.event.deed {
            if !RolePolicy.may(signer.roles, deed) {
                findings.append(.notAllowed(sequence, actor: entry.actor, deed))
            }
        } else if entry.event.action.isOfPeople, !isBeginning {
            // Nobody may do it, so nobody did.
            findings.append(.deedless(sequence, actor: entry.actor))
        }
        return (signer, findings)
    }

    /// The people after something that is not logged yet, and what would be wrong with it.
    public func after(
        _ events: [AuditEvent], by actor: PersonID
    ) -> (register: Register, findings: [AuditFinding]) {
        var (after, findings) = (self, [AuditFinding]())
        for event in events {
            after.note(event, by: actor, at: end.count, &findings)
        }
        return (after, findings)
    }

    private mutating func note(
        _ event: AuditEvent, by actor: PersonID, at sequence: Int64,
        _ findings: inout [AuditFinding]
    ) {
        let person = event.subjectPerson
        switch event.action {
        case .personAdded:
            guard let person, let member = Standing(bringing: event, at: sequence) else {
                findings.append(.unreadable(sequence))
                return
            }
            // Whoever is here stays who they are: nothing pins a second key, nor the same anew.
            guard members[person] == nil else {
                findings.append(.secondKey(sequence, person))
                return
            }
            add(member, person)
        case .personRemoved:
            guard let person else { return }
            members[person]?.hasLeft = true
            stand(person, [], [])
        case .rolesChanged:
            guard let person else { return }
            stand(person, event.roles, event.clearances)
            if !event.roles.isEmpty { members[person]?.hasLeft = false }
        case .grantGiven: give(event, by: actor, sequence, &findings)
        case .grantRevoked: takeBack(event)
        case .classRotated: rotate(event, sequence, &findings)
        default: break
        }
    }

    /// Whoever begins the log brings their own key, and what each class key must be.
    private mutating func begin(_ entry: AuditEntry, _ findings: inout [AuditFinding]) {
        guard let member = Standing(bringing: entry.event, at: 0) else {
            findings.append(.unreadable(0))
            return
        }
        founder = entry.actor
        for (keyClass, commitment) in entry.event.commitments {
            commitments[keyClass, Keyring.firstGeneration] = commitment
        }
        add(member, entry.actor)
    }

    private mutating func add(_ member: Standing, _ person: PersonID) {
        members[person] = member
        allKeys.insert(member.key)
    }

    /// What somebody is from here on; keys that it does not bring are theirs no more.
    private mutating func stand(
        _ person: PersonID, _ roles: Set<Role>, _ clearances: Set<Clearance>
    ) {
        guard var member = members[person] else { return }
        member.roles = roles
        member.clearances = clearances
        member.granted = member.granted.filter { member.mayHold($0.key) }
        members[person] = member
    }

    private mutating func give(
        _ event: AuditEvent, by actor: PersonID, _ sequence: Int64,
        _ findings: inout [AuditFinding]
    ) {
        guard let person = event.subjectPerson else { return }
        guard let member = members[person], !member.hasLeft, let keyClass = event.keyClass,
            let generation = event.generation, let digest = event.digest(.grant),
            member.mayHold(keyClass), commitments[keyClass, generation] != nil
        else {
            findings.append(.grantNotDue(sequence, person))
            return
        }
        guard member.granted[keyClass]?[generation] == nil else {
            findings.append(.grantTwice(sequence, person))
            return
        }
        if let finding = pass(keyClass, to: person, by: actor, sequence) {
            findings.append(finding)
            return
        }
        members[person]?.granted[keyClass, default: [:]][generation] = digest
    }

    private mutating func takeBack(_ event: AuditEvent) {
        guard let keyClass = event.keyClass else { return }
        // Without a person, it is everybody's.
        for holder in event.subjectPerson.map({ [$0] }) ?? Array(members.keys) {
            let kept = members[holder]?.granted[keyClass]?.filter {
                $0.key > event.generation ?? .max
            }
            members[holder]?.granted[keyClass] = kept?.isEmpty == false ? kept : nil
        }
    }

    private mutating func rotate(
        _ event: AuditEvent, _ sequence: Int64, _ findings: inout [AuditFinding]
    ) {
        guard let keyClass = event.keyClass, keyClass.rotates,
            let newest = commitments.newest(of: keyClass), event.generation == newest + 1,
            let promised = event.commitments.first, promised.0 == keyClass
        else {
            findings.append(.generationFork(sequence))
            return
        }
        commitments[keyClass, newest + 1] = promised.1
    }
}

extension Register.Standing {
    /// Somebody with the keys, the handle, roles and clearances of the entry they come with.
    fileprivate init?(bringing event: AuditEvent, at sequence: Int64) {
        guard let key = event.signingKey else { return nil }
        self.init(
            key: key, verifying: key.verifying, sequence: sequence,
            keysDigest: event.digest(.publicKeys), handleDigest: event.digest(.handle),
            roles: event.roles, clearances: event.clearances)
    }
}
