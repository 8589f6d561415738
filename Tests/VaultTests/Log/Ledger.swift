// A log in memory, written as a store writes it, for tests to attack.
import Foundation
import ReviewCore

@testable import Vault

/// A small workspace's log: Ana founds it, Bogdan comes, both work.
struct Ledger {
    let ana = PersonalKeys.create()
    let bogdan = PersonalKeys.create()
    var rows: [StoredAuditEntry] = []
    /// Of the honest log; attacks change rows alone.
    private var frontier = MerkleFrontier()
    /// The leaf of the last entry about people.
    private var people = MerkleHash.zero

    var anaSigns: AuditSigner { ana.auditSigner(for: Fixture.ana, in: Fixture.workspace) }
    var bogdanSigns: AuditSigner { bogdan.auditSigner(for: Fixture.bogdan, in: Fixture.workspace) }

    /// `count` entries, the last of a shift.
    init(count: Int = 40) throws {
        try append(
            AuditEvent(
                .workspaceCreated, .workspace, for: .administration,
                Role.allCases.map(AuditFact.role) + ana.publicKeys.auditFacts),
            by: anaSigns)
        try append(
            AuditEvent(
                .personAdded, .person(Fixture.bogdan), for: .administration,
                [.role(.reviewer)] + bogdan.publicKeys.auditFacts), by: anaSigns)
        while rows.count < count {
            let event = AuditEvent(
                .annotationSubmitted, .clip(id(UInt64(rows.count))), for: .review,
                [.outcome(.annotated), .count(.revision, 1)])
            try append(event, by: rows.count % 3 == 0 ? anaSigns : bogdanSigns)
        }
    }

    mutating func append(_ event: AuditEvent, by signer: AuditSigner) throws {
        let sequence = Int64(rows.count)
        let isOfPeople = event.action.isOfPeople
        let event = isOfPeople ? event.following(people) : event
        let entry = try signer.sign(
            event, at: Timestamp(microseconds: 1_700_000_000_000_000 + sequence),
            sequence: sequence, after: rows.last?.entry.leaf ?? .zero)
        if isOfPeople { people = entry.leaf }
        var hashes = entry.leaf.bytes
        frontier.append(entry.leaf) { hashes.append($1.bytes) }
        rows.append(StoredAuditEntry(sequence: sequence, entry: entry, hashes: hashes))
    }

    /// Puts right every hash and row number that a writer of the database could put right.
    mutating func rehash() {
        var frontier = MerkleFrontier()
        rows = rows.enumerated().map { index, row in
            var hashes = row.entry.leaf.bytes
            frontier.append(row.entry.leaf) { hashes.append($1.bytes) }
            return StoredAuditEntry(sequence: Int64(index), entry: row.entry, hashes: hashes)
        }
    }

    var head: TreeHead {
        var frontier = MerkleFrontier()
        for row in rows { frontier.append(row.entry.leaf) }
        return TreeHead(size: frontier.size, root: frontier.root)
    }

    func checkpoint(_ name: String = "kept") throws -> KeptCheckpoint {
        KeptCheckpoint(
            name: name, bytes: Data(try anaSigns.checkpoint(head).serialized.utf8))
    }

    /// What the register of people, in the same database, says.
    var register: [PersonID: AuditKey] {
        [Fixture.ana: anaSigns.key, Fixture.bogdan: bogdanSigns.key].compactMapValues { $0 }
    }

    func check(
        register: [PersonID: AuditKey]? = nil, roles: [PersonID: Set<Role>] = [:],
        certain: [PersonID: AuditKey] = [:],
        founder: AuditKey? = nil, checkpoints: [KeptCheckpoint] = [],
        verifiedBefore: TreeHead? = nil, batch: Int = 7
    ) -> AuditReport {
        var verifier = AuditVerifier(
            workspace: Fixture.workspace,
            trust: AuditTrust(
                register: register ?? self.register, roles: roles, certain: certain,
                founder: founder),
            checkpoints: checkpoints, verifiedBefore: verifiedBefore)
        for start in stride(from: 0, to: rows.count, by: batch) {
            verifier.take(Array(rows[start..<min(start + batch, rows.count)]))
        }
        return verifier.finish()
    }

    mutating func change(_ index: Int, _ change: (inout Data) -> Void) {
        let row = rows[index]
        var bytes = row.entry.bytes
        change(&bytes)
        rows[index] = StoredAuditEntry(
            sequence: row.sequence,
            entry: SignedAuditEntry(bytes: bytes, signature: row.entry.signature),
            hashes: row.hashes)
    }
}
