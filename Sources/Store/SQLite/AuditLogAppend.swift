// Entries come into the log, in the transaction of what they record.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    /// Logs, in the transaction of `db`, what the scribe's person did.
    ///
    /// Without a scribe nothing can be logged: that is let pass only as long as there is no log.
    /// A workspace has one from its first moment, so what should be logged cannot be done past
    /// it; a bare store, as in a test, has none.
    ///
    /// - Parameter person: who did it, where the caller says so; nobody signs for another.
    func log(
        _ events: @autoclosure () throws -> [AuditEvent], by person: PersonID? = nil,
        at now: Timestamp, in db: Database
    ) throws {
        guard let scribe else {
            let hasTable = migrator.newest >= Migration.auditLog.version
            guard try !hasTable || db.auditTip() == nil else {
                throw StoreError(.misuse("where there is a log, whoever acts signs"))
            }
            return
        }
        guard person == nil || person == scribe.signer.person else {
            throw StoreError(.misuse("whoever acts signs"))
        }
        let events = try events()
        guard !events.isEmpty else { return }
        let written = try db.appendWithin(events, signedBy: scribe.signer, at: now)
        scribe.wrote(written.count, size: written.upperBound)
    }

    func appendToLog(_ events: [AuditEvent], now: Timestamp) throws(StoreError) {
        guard scribe != nil else {
            throw StoreError(.misuse("where there is a log, whoever acts signs"))
        }
        try write { db in try log(events, at: now, in: db) }
    }
}

/// The newest entry: its place, and its leaf hash.
struct AuditTip {
    let sequence: Int64
    let leaf: MerkleHash
}

extension Database {
    /// Appends signed entries within the transaction that is under way, and answers which.
    ///
    /// The write lock makes the places unique and without gaps, whatever number of processes
    /// write: the place is read, signed and taken under it.
    func appendWithin(
        _ events: [AuditEvent], signedBy signer: AuditSigner, at now: Timestamp
    ) throws -> Range<Int64> {
        try requireKeys(of: signer)
        let tip = try auditTip()
        guard tip != nil || events.first?.action == .workspaceCreated else {
            throw StoreError(.misuse("a log begins with its workspace"))
        }
        var (sequence, previous) = (tip.map { $0.sequence + 1 } ?? 0, tip?.leaf ?? .zero)
        let first = sequence
        var people: MerkleHash?
        for event in events {
            let isOfPeople = event.action.isOfPeople
            let event = isOfPeople ? event.following(try people ?? ledgerTip()) : event
            let entry = try signer.sign(event, at: now, sequence: sequence, after: previous)
            previous = entry.leaf
            try insert(entry, at: sequence, leaf: previous)
            if isOfPeople { people = previous }
            sequence += 1
        }
        return first..<sequence
    }

    /// The first entries of a new workspace: its founder, what they are, the keys to know them
    /// by, what each class key must be, and those that the founder holds.
    func beginLog(
        _ signer: AuditSigner, _ commitments: KeyCommitments, _ grants: [KeyGrant],
        at now: Timestamp
    ) throws {
        _ = try appendWithin(
            [
                AuditEvent(
                    .workspaceCreated, .workspace, for: .administration,
                    try standingFacts(of: signer.person) + signer.publicKeys.auditFacts
                        + commitments.facts)
            ] + grants.map(\.event), signedBy: signer, at: now)
        for keyClass in commitments.classes where keyClass.rotates {
            try take(
                .rotate(keyClass, to: commitments.newest(of: keyClass) ?? 0, .zero), now)
        }
    }

    /// What was signed with other keys than the register's would only ever be found wanting.
    private func requireKeys(of signer: AuditSigner) throws {
        let key = try Data.fetchOne(
            cachedStatement(sql: "SELECT signing_key FROM person WHERE id = ?"),
            arguments: [signer.person.uuid])
        guard let key else { throw StoreError(.unknown("person")) }
        guard key == signer.publicKeys.signing else { throw StoreError(.foreignKeys) }
    }

    private func insert(
        _ entry: SignedAuditEntry, at sequence: Int64, leaf: MerkleHash
    ) throws {
        let hashes = try MerklePlace.hashes(completedBy: leaf, at: sequence) { place in
            try auditHash(at: place)
        }
        try run(
            "INSERT INTO audit_entry VALUES (?, ?, ?, ?)",
            [
                sequence, entry.bytes, entry.signature,
                hashes.reduce(into: Data()) { $0.append($1.bytes) },
            ])
    }

    private func standingFacts(of person: PersonID) throws -> [AuditFact] {
        let row = try row("SELECT name, roles, clearances FROM person WHERE id = ?", [person.uuid])
        guard let row else { throw StoreError(.unknown("person")) }
        let founder = Person(
            id: person, name: row[0], roles: Set(keptCodes(row[1])),
            clearances: Set(keptCodes(row[2])))
        return AuditEvent.standing(founder.roles, founder.clearances)
            + [.digest(.handle, founder.handleDigest)]
    }
}

// MARK: - The tree

extension Database {
    func auditTip() throws -> AuditTip? {
        let row = try row(
            """
            SELECT sequence, substr(hashes, 1, \(MerkleHash.byteCount))
            FROM audit_entry ORDER BY sequence DESC LIMIT 1
            """)
        guard let row else { return nil }
        guard let leaf = MerkleHash(row.auditBytes(1)) else { throw StoreError(.brokenLog) }
        return AuditTip(sequence: row[0], leaf: leaf)
    }

    /// The hash of a complete subtree, kept with the entry that completed it.
    func auditHash(at place: MerklePlace) throws -> MerkleHash {
        let row = try row(
            "SELECT substr(hashes, ?, ?) FROM audit_entry WHERE sequence = ?",
            [place.level * MerkleHash.byteCount + 1, MerkleHash.byteCount, place.completer])
        guard let hash = row.flatMap({ MerkleHash($0.auditBytes(0)) }) else {
            throw StoreError(.brokenLog)
        }
        return hash
    }
}

extension Row {
    /// Bytes of a log that somebody may have tampered with: what is none is empty.
    func auditBytes(_ column: Int) -> Data {
        Data.fromDatabaseValue(self[column] as DatabaseValue) ?? Data()
    }
}
