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
        /// The entry they came with, or got these keys with.
        public let sequence: Int64
        /// Of both their public keys.
        let keysDigest: MerkleHash?
        public internal(set) var roles: Set<Role>
        public internal(set) var clearances: Set<Clearance>
        public internal(set) var hasLeft = false
        /// The grants that are theirs, each by the SHA-256 of what was sealed.
        var granted: [KeyClass: [Int: MerkleHash]] = [:]

        /// The classes they were given and still have.
        public var classes: Set<KeyClass> { Set(granted.keys) }

        /// Whether their roles and clearances let them hold a key of the class.
        func mayHold(_ keyClass: KeyClass) -> Bool {
            RolePolicy.mayHold(keyClass, roles, clearances: clearances)
        }
    }

    public private(set) var members: [PersonID: Standing] = [:]
    public private(set) var commitments = KeyCommitments()
    /// Who began the log, and with which key.
    public private(set) var founder: PersonID?
    public private(set) var founderKey: AuditKey?
    /// Every key that ever was one, for checkpoints signed with it.
    private(set) var allKeys: Set<AuditKey> = []
    public private(set) var end = LedgerEnd.none
    /// Whether the log is still telling who was there before it.
    private var isTakingStock = false

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
        if entry.event.action.isOfPeople {
            if entry.event.digest(.people) != end.leaf {
                findings.append(.peopleUnlinked(sequence))
            }
            end = LedgerEnd(count: end.count + 1, leaf: leaf)
        }
        // The first entry brings the key it is signed with; all others are signed with one that
        // was there before.
        if isFirst { note(entry, sequence, &findings) }
        let signer = members[entry.actor]
        if isFirst { founderKey = signer?.key } else { note(entry, sequence, &findings) }
        guard let signer else {
            return (nil, findings + [.stranger(sequence, actor: entry.actor)])
        }
        if signer.hasLeft {
            findings.append(.departed(sequence, actor: entry.actor))
        } else if let deed = entry.event.deed, !RolePolicy.may(signer.roles, deed) {
            findings.append(.notAllowed(sequence, actor: entry.actor, deed))
        }
        return (signer, findings)
    }

    private mutating func note(
        _ entry: AuditEntry, _ sequence: Int64, _ findings: inout [AuditFinding]
    ) {
        let (event, person) = (entry.event, entry.event.subjectPerson)
        if event.action.isOfPeople {
            isTakingStock =
                event.action == .logBegun
                || event.action == .personFound && isTakingStock && entry.actor == founder
        }
        switch event.action {
        case .personRemoved:
            guard let person else { return }
            members[person]?.hasLeft = true
            stand(person, [], [])
        case .rolesChanged:
            guard let person else { return }
            stand(person, event.roles, event.clearances)
            if !event.roles.isEmpty { members[person]?.hasLeft = false }
        case .grantGiven: give(event, sequence, &findings)
        case .grantRevoked:
            guard let keyClass = event.keyClass else { return }
            // Without a person, it is everybody's.
            for holder in person.map({ [$0] }) ?? Array(members.keys) {
                let kept = members[holder]?.granted[keyClass]?.filter {
                    $0.key > event.generation ?? .max
                }
                members[holder]?.granted[keyClass] = kept?.isEmpty == false ? kept : nil
            }
        case .classRotated: rotate(event, sequence, &findings)
        case let action where action.pinsKey: pin(entry, sequence, &findings)
        default: break
        }
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

    private mutating func pin(
        _ entry: AuditEntry, _ sequence: Int64, _ findings: inout [AuditFinding]
    ) {
        let event = entry.event
        // Whoever begins the log brings their own key; everybody else is brought by somebody.
        let subject = event.action.isFirst ? entry.actor : event.subjectPerson
        let keys = event.signingKeys
        guard let person = subject, keys.count == 1, let key = keys.first else {
            findings.append(.unreadable(sequence))
            return
        }
        let before = members[person]
        let mayReplace = event.action == .personRekeyed
        // Neither takes a role: people are found only by whoever begins a log, as it begins, and
        // give new keys to themselves alone.
        guard event.action != .personFound || isTakingStock else {
            findings.append(.beginning(sequence))
            return
        }
        guard !mayReplace || entry.actor == person else {
            findings.append(.secondKey(sequence, person))
            return
        }
        guard (before != nil) == mayReplace || before?.key == key else {
            findings.append(.secondKey(sequence, person))
            return
        }
        if event.action.isFirst, founder == nil {
            founder = person
            for (keyClass, commitment) in event.commitments {
                commitments[keyClass, Keyring.firstGeneration] = commitment
            }
        }
        // New keys change nothing of what a person is, and open nothing that was sealed to the old.
        members[person] = Standing(
            key: key, verifying: key.verifying, sequence: sequence,
            keysDigest: event.digest(.publicKeys),
            roles: mayReplace ? before?.roles ?? [] : event.roles,
            clearances: mayReplace ? before?.clearances ?? [] : event.clearances)
        allKeys.insert(key)
    }

    private mutating func give(
        _ event: AuditEvent, _ sequence: Int64, _ findings: inout [AuditFinding]
    ) {
        guard let person = event.subjectPerson else { return }
        guard let member = members[person], !member.hasLeft, let keyClass = event.keyClass,
            let generation = event.generation, let digest = event.digest(.grant),
            member.mayHold(keyClass), commitments[keyClass, generation] != nil
        else {
            findings.append(.grantNotDue(sequence, person))
            return
        }
        members[person]?.granted[keyClass, default: [:]][generation] = digest
        guard keyClass.otherHalf != nil, let greedy = holderOfBothHalves else { return }
        members[person]?.granted[keyClass] = nil
        findings.append(.bothHalves(sequence, greedy))
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

// MARK: - The identity's halves

extension Register {
    /// Whoever holds a half, and which.
    public var halves: [PersonID: Set<KeyClass>] {
        members.compactMapValues { member in
            let held = member.classes.intersection(KeyClass.identityHalves)
            return held.isEmpty ? nil : held
        }
    }

    /// Somebody who holds both halves and may not: only the founder may, while nobody else holds
    /// any.
    private var holderOfBothHalves: PersonID? {
        let halves = halves
        guard let both = halves.first(where: { $0.value.count > 1 })?.key else { return nil }
        return both == founder && halves.count == 1 ? nil : both
    }
}

// MARK: - What is asked of it

extension Register {
    /// The grants that the ledger knows; whatever else stands in the database was planted.
    public func genuine(_ grants: some Sequence<KeyGrant>) -> [KeyGrant] {
        grants.filter {
            members[$0.person]?.granted[$0.keyClass]?[$0.generation] == $0.digest
        }
    }

    /// Whether these are the public keys the person came with. Seal to no others.
    public func vouches(for keys: PublicKeys, of person: PersonID) -> Bool {
        guard let known = members[person]?.keysDigest else { return false }
        return known == .digest(of: keys.agreement + keys.signing)
    }

    /// Everybody whose roles and clearances bring the class, in no order.
    public func due(_ keyClass: KeyClass) -> [PersonID] {
        members.filter { !$0.value.hasLeft && $0.value.mayHold(keyClass) }.map(\.key)
    }

    /// Everybody who was given the class and still has it, in no order.
    public func holders(of keyClass: KeyClass) -> [PersonID] {
        members.filter { $0.value.granted[keyClass] != nil }.map(\.key)
    }

    /// The generations that somebody still holds a grant of, oldest first.
    public func generationsHeld(of keyClass: KeyClass) -> [Int] {
        Set(members.values.flatMap { $0.granted[keyClass].map { Array($0.keys) } ?? [] }).sorted()
    }

    /// Everybody with a role that may do `deed`.
    public func able(to deed: Deed) -> [PersonID] {
        members.filter { !$0.value.hasLeft && RolePolicy.may($0.value.roles, deed) }.map(\.key)
    }
}
