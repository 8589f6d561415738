// The ledger replayed alone: an honest one holds, and every forgery of it is named.
import Foundation
import ReviewCore
import Testing

@testable import Vault

/// A small workspace's ledger in memory, written as a store writes it, with other work between.
struct PeopleLedger {
    let keyring = Keyring.create(for: Fixture.workspace)
    let ana = PersonalKeys.create()
    let bogdan = PersonalKeys.create()
    var rows: [StoredAuditEntry] = []
    private var previous = MerkleHash.zero
    private var people = MerkleHash.zero

    var anaSigns: AuditSigner { ana.auditSigner(for: Fixture.ana, in: Fixture.workspace) }
    var bogdanSigns: AuditSigner { bogdan.auditSigner(for: Fixture.bogdan, in: Fixture.workspace) }

    /// Ana founds it, Bogdan comes as a reviewer with his keys.
    init() throws {
        try add(
            AuditEvent(
                .workspaceCreated, .workspace, for: .administration,
                AuditEvent.standing(Set(Role.allCases), []) + ana.publicKeys.auditFacts
                    + keyring.commitments.facts))
        try add(
            .coming(
                Person(id: Fixture.bogdan, name: "b", roles: [.reviewer]), bogdan.publicKeys))
        try give([.audio, .text])
    }

    mutating func give(
        _ classes: [KeyClass], of ring: Keyring? = nil, to person: PersonID = Fixture.bogdan,
        by signer: AuditSigner? = nil
    ) throws {
        for keyClass in classes {
            let keys = (person == Fixture.ana ? ana : bogdan).publicKeys
            let grant = try (ring ?? keyring).grant(keyClass, to: person, publicKeys: keys)
            try add(grant.event, by: signer)
        }
    }

    /// As a workspace begins: the founder holds both halves until one is handed on.
    mutating func found() throws { try give(KeyClass.identityHalves, to: Fixture.ana) }

    /// Signs an event in its place; the chain's link is put in unless it is handed in.
    mutating func add(
        _ event: AuditEvent, by signer: AuditSigner? = nil, after link: MerkleHash? = nil
    ) throws {
        let event = event.action.isOfPeople ? event.following(link ?? people) : event
        let sequence = (rows.last?.sequence ?? -1) + 1
        let entry = try (signer ?? anaSigns).sign(
            event, at: Timestamp(microseconds: sequence), sequence: sequence, after: previous)
        previous = entry.leaf
        if event.action.isOfPeople { people = entry.leaf }
        rows.append(StoredAuditEntry(sequence: sequence, entry: entry, hashes: Data()))
    }

    func read(after known: LedgerEnd? = nil) -> RegisterReading {
        var replay = RegisterReplay(workspace: Fixture.workspace, verifiedBefore: known)
        let ofPeople = rows.filter {
            AuditEntryFormat.action(in: $0.entry.bytes)?.isOfPeople ?? true
        }
        for row in ofPeople { replay.take([row]) }
        return replay.finish()
    }
}

@Suite("The ledger of people and keys")
struct RegisterTests {
    private let honest: PeopleLedger

    init() throws {
        honest = try PeopleLedger()
    }

    @Test func anHonestLedgerHoldsAndSaysWhoHasWhat() throws {
        var ledger = honest
        try ledger.found()
        try ledger.add(AuditEvent(.clipHeard, .clip(id(5)), for: .review), by: ledger.bogdanSigns)
        try ledger.add(
            .standing(of: Fixture.bogdan, [.reviewer, .officer], [.location]))
        try ledger.give([.location, .identityOfficer])
        let reading = ledger.read()
        #expect(reading.finding == nil && reading.pastIsVerified)
        let bogdan = try #require(reading.register.members[Fixture.bogdan])
        #expect(bogdan.roles == [.reviewer, .officer] && bogdan.clearances == [.location])
        #expect(bogdan.classes == [.audio, .text, .location, .identityOfficer])
        #expect(reading.register.founder == Fixture.ana)
        #expect(reading.register.vouches(for: ledger.bogdan.publicKeys, of: Fixture.bogdan))
        #expect(!reading.register.vouches(for: ledger.ana.publicKeys, of: Fixture.bogdan))
        #expect(reading.register.end.count == 9)
        let person = Person(id: Fixture.bogdan, name: "B", roles: [])
        #expect(reading.register.vouches(forHandleOf: person))
        let other = Person(id: Fixture.bogdan, name: "ana", roles: [])
        #expect(!reading.register.vouches(forHandleOf: other))
    }

    @Test func onlyGrantsTheLedgerNamesAreGenuine() throws {
        let register = honest.read().register
        let again = try honest.keyring.grant(
            .text, to: Fixture.bogdan, publicKeys: honest.bogdan.publicKeys)
        #expect(register.genuine([again]).isEmpty, "sealed once more, and logged by nobody")
        #expect(register.members[Fixture.ana]?.classes == [])
    }

    @Test func rolesThatAreTakenTakeTheirKeys() throws {
        var ledger = honest
        try ledger.add(.standing(of: Fixture.bogdan, [.supervisor], []))
        #expect(ledger.read().register.members[Fixture.bogdan]?.classes == [])
        try ledger.add(.leaving(Fixture.bogdan))
        let register = ledger.read().register
        #expect(register.members[Fixture.bogdan]?.hasLeft == true)
        #expect(register.due(.text) == [Fixture.ana])
    }

    @Test func aClassGoesOnFromItsNewestGenerationAlone() throws {
        let ring = try honest.keyring.rotating(.text)
        let commitment = try #require(ring.commitments[.text, 2])
        var ledger = honest
        try ledger.add(.rotated(.text, to: 2, commitment))
        try ledger.give([.text], of: ring)
        #expect(ledger.read().finding == nil)
        #expect(ledger.read().register.generationsHeld(of: .text) == [1, 2])
        try ledger.add(.retired(.text, through: 1))
        #expect(ledger.read().register.generationsHeld(of: .text) == [2])
        for (keyClass, generation) in [(KeyClass.text, 2), (.text, 4), (.border, 2)] {
            var fork = ledger
            try fork.add(.rotated(keyClass, to: generation, commitment))
            #expect(fork.read().finding == .generationFork(fork.rows.count.last))
        }
    }

    @Test func keysThatRolesDoNotBringAndGenerationsNobodyMadeAreNamed() throws {
        var ledger = honest
        try ledger.give([.contacts])
        #expect(ledger.read().finding == .grantNotDue(4, Fixture.bogdan))
        ledger = honest
        try ledger.give([.text], of: honest.keyring.rotating(.text))
        #expect(ledger.read().finding == .grantNotDue(4, Fixture.bogdan))
        ledger = honest
        try ledger.add(
            AuditEvent(
                .grantGiven, .person(Fixture.bogdan), for: .administration,
                [.keyClass(.text), .generation(1)]))
        #expect(ledger.read().finding == .grantNotDue(4, Fixture.bogdan))
    }

    /// Every action about people that there is, by somebody whose role allows none of them: one
    /// that is added is tried here by itself.
    @Test(arguments: AuditAction.allCases.filter(\.isOfPeople))
    func whoMayNotIsNamedWhateverTheySign(action: AuditAction) throws {
        let thief = PersonalKeys.create()
        // About themselves, about another, about somebody new, about nobody.
        let subjects: [AuditSubject] = [
            .person(Fixture.bogdan), .person(Fixture.ana), .person(id(77)), .workspace,
        ]
        let standing = AuditEvent.standing(Set(Role.allCases), Set(Clearance.allCases))
        for subject in subjects {
            for keys in [honest.bogdan, thief] {
                var ledger = honest
                let facts =
                    standing + keys.publicKeys.auditFacts
                    + [.keyClass(.text), .generation(1), .digest(.grant, .zero)]
                try ledger.add(
                    AuditEvent(action, subject, for: .administration, facts),
                    by: ledger.bogdanSigns)
                let reading = ledger.read()
                #expect(reading.finding?.sequence == 4, "\(action) about \(subject)")
                var verifier = AuditVerifier(
                    workspace: Fixture.workspace, trust: AuditTrust(register: [:]),
                    checkpoints: [])
                verifier.take(ledger.rows)
                let found = verifier.finish().findings
                let byDeed = action.deed.map {
                    found.contains(.notAllowed(4, actor: Fixture.bogdan, $0))
                }
                #expect(byDeed ?? found.contains(.beginning(4)), "\(action) about \(subject)")
            }
        }
    }

    @Test func nobodyIsAddedTwiceNotEvenWithTheSameKeysAndByACustodian() throws {
        var ledger = honest
        let again = Person(id: Fixture.bogdan, name: "b", roles: Set(Role.allCases))
        try ledger.add(.coming(again, ledger.bogdan.publicKeys))
        let reading = ledger.read()
        #expect(reading.finding == .secondKey(4, Fixture.bogdan))
        #expect(reading.register.members[Fixture.bogdan]?.roles == [.reviewer])
    }

    @Test func aGrantIsNotExchangedForAnother() throws {
        var ledger = honest
        let before = ledger.read().register.members[Fixture.bogdan]?.granted
        try ledger.give([.text])
        let reading = ledger.read()
        #expect(reading.finding == .grantTwice(4, Fixture.bogdan))
        #expect(reading.register.members[Fixture.bogdan]?.granted == before)
        ledger = honest
        try ledger.add(.taken(.text, through: 1, from: Fixture.bogdan))
        try ledger.give([.text])
        #expect(ledger.read().finding == nil)
    }

    @Test func droppedReorderedCutAndForgedEntriesAreFound() throws {
        for index in 0..<honest.rows.count - 1 {
            var ledger = honest
            ledger.rows.remove(at: index)
            #expect(ledger.read().finding != nil, "dropped \(index)")
            ledger = honest
            ledger.rows.swapAt(index, index + 1)
            #expect(ledger.read().finding != nil, "swapped \(index)")
            for offset in [0, 5, 20, 40, 70, 90, 120] {
                ledger = honest
                var bytes = ledger.rows[index].entry.bytes
                bytes[offset] ^= 1
                ledger.rows[index] = StoredAuditEntry(
                    sequence: Int64(index),
                    entry: SignedAuditEntry(
                        bytes: bytes, signature: ledger.rows[index].entry.signature),
                    hashes: Data())
                #expect(ledger.read().finding != nil, "byte \(offset) of \(index)")
            }
        }
        var forged = honest
        let thief = PersonalKeys.create().auditSigner(for: Fixture.ana, in: Fixture.workspace)
        try forged.add(.standing(of: Fixture.bogdan, [.custodian], []), by: thief)
        #expect(forged.read().finding == .signature(4, actor: Fixture.ana, fitsRegister: false))
        var unlinked = honest
        try unlinked.add(.leaving(Fixture.bogdan), after: .zero)
        #expect(unlinked.read().finding == .peopleUnlinked(4))
        var empty = honest
        empty.rows = []
        #expect(empty.read().finding == .empty)
    }

    @Test func anEndThatWasReadBeforeSparesSignaturesAndNoticesAnotherPast() throws {
        let known = honest.read().register.end
        var longer = honest
        try longer.add(.leaving(Fixture.bogdan))
        #expect(longer.read(after: known).pastIsVerified)
        // Signatures before it are not asked for again, hashes are.
        var forged = honest
        let row = forged.rows[2]
        forged.rows[2] = StoredAuditEntry(
            sequence: 2,
            entry: SignedAuditEntry(bytes: row.entry.bytes, signature: Data(count: 64)),
            hashes: Data())
        let reading = forged.read(after: known)
        #expect(reading.finding != nil || !reading.pastIsVerified)
        var shorter = longer
        shorter.rows.removeLast(2)
        #expect(!shorter.read(after: longer.read().register.end).pastIsVerified)
        #expect(!(try PeopleLedger()).read(after: known).pastIsVerified)
    }

    @Test func theWholeLogsVerifierFindsTheSame() throws {
        var ledger = honest
        try ledger.add(.leaving(Fixture.bogdan), after: .zero)
        var verifier = AuditVerifier(
            workspace: Fixture.workspace, trust: AuditTrust(register: [:]), checkpoints: [])
        verifier.take(ledger.rows)
        #expect(verifier.finish().findings.contains(.peopleUnlinked(4)))
    }
}

extension Int {
    /// The sequence of the last of so many rows.
    fileprivate var last: Int64 { Int64(self) - 1 }
}
