// The log is read: page by page, as a head, and as proofs.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func auditLength() throws(StoreError) -> Int64 {
        try read { db in
            (try db.number("SELECT max(sequence) FROM audit_entry")).map { $0 + 1 } ?? 0
        }
    }

    func custodyMarks() throws(StoreError) -> (marks: CustodyMarks, length: Int64) {
        try read { db in
            var marks = CustodyMarks()
            // Whoever wrote to the database may have written anything.
            for row in try db.rows(
                """
                SELECT hold.id, clip.id FROM hold JOIN clip ON clip.seq = hold.clip
                WHERE clip.state = \(State.held)
                """)
            {
                guard let hold = UUID.fromDatabaseValue(row[0]),
                    let clip = UUID.fromDatabaseValue(row[1])
                else { continue }
                marks.holds[hold] = ClipID(uuid: clip)
            }
            for row in try db.rows("SELECT kind, pseudonym FROM opted_out") {
                guard let kind = CustodySubject.Kind(rawValue: row[0]) else { continue }
                marks.optedOut.insert(
                    CustodySubject(kind, Pseudonym(rawValue: row[1])).audited)
            }
            marks.incidents = try db.incidentMarks()
            let last = try db.number("SELECT max(sequence) FROM audit_entry")
            return (marks, last.map { $0 + 1 } ?? 0)
        }
    }

    func auditHead() throws(StoreError) -> TreeHead {
        try read { db in try db.auditHead() }
    }

    func auditPage(
        _ filter: AuditFilter, from start: Int64, limit: Int
    ) throws(StoreError) -> AuditPage {
        try read { db in
            let limit = max(1, limit)
            let rows = try db.auditRows(filter, from: start, limit: limit)
            let entries = rows.filter { row in
                guard let action = filter.action else { return true }
                return AuditEntryFormat.decode(row.entry.bytes)?.event.action == action
            }
            let isLast = rows.count < limit
            return AuditPage(
                entries: entries, next: isLast ? nil : rows.last.map { $0.sequence + 1 })
        }
    }

    func auditInclusion(_ sequence: Int64) throws(StoreError) -> AuditProof? {
        try read { db in
            let head = try db.auditHead()
            guard (0..<head.size).contains(sequence),
                let row = try db.auditRows(AuditFilter(), from: sequence, limit: 1).first,
                row.sequence == sequence
            else { return nil }
            let path = try db.prover.inclusion(of: sequence, in: head.size)
            return AuditProof(entry: row.entry, sequence: sequence, head: head, path: path)
        }
    }

    func auditConsistency(
        _ old: Int64
    ) throws(StoreError) -> (head: TreeHead, path: [MerkleHash])? {
        try read { db in
            let head = try db.auditHead()
            guard (0...head.size).contains(old) else { return nil }
            return (head, try db.prover.consistency(from: old, to: head.size))
        }
    }
}

extension Database {
    /// When the log's last entry was written: no honest clock is before it.
    func lastLogged() throws -> Timestamp? {
        try row("SELECT bytes FROM audit_entry ORDER BY sequence DESC LIMIT 1")
            .flatMap { AuditEntryFormat.decode($0.auditBytes(0))?.at }
    }

    /// Refuses what goes by the clock alone where the log speaks against the clock.
    func requireClock(_ now: Timestamp) throws {
        guard let last = try lastLogged() else { return }
        guard now.microseconds >= last.microseconds - clockSlack else {
            throw StoreError(.clockBehind(last))
        }
        guard now <= last.advanced(bySeconds: Self.quietDays * RetentionRule.day) else {
            throw StoreError(.clockAhead(last))
        }
    }

    /// Days a workspace may be silent without its clock being in doubt.
    private static let quietDays = 2.0

    fileprivate var prover: MerkleProver<any Error> {
        MerkleProver { place in try self.auditHash(at: place) }
    }

    fileprivate func auditHead() throws -> TreeHead {
        let size = try auditTip().map { $0.sequence + 1 } ?? 0
        return TreeHead(size: size, root: try prover.root(of: size))
    }

    /// The time that what ends by the clock is decided at: the caller's, and not before any entry
    /// the log has since the first of `matter`; of no matter, since its last. A clock that went
    /// back opens nothing again.
    ///
    /// Entries before do not count: a clock that once was ahead would make nothing end any more.
    func decisionTime(
        _ now: Timestamp, since matter: UUID? = nil, on clip: ClipID
    ) throws -> Timestamp {
        guard var first = try auditTip()?.sequence else { return now }
        if let matter {
            first =
                try number(
                    """
                    SELECT min(sequence) FROM audit_entry
                    WHERE \(AuditColumn.subject) = ? AND instr(bytes, ?) > 0
                    """, [AuditEntryFormat.subjectBytes(of: .clip(clip)), matter]) ?? first
        }
        let latest = try row(
            "SELECT max(\(AuditColumn.time)) FROM audit_entry WHERE sequence >= ?", [first])
        guard let bytes = latest?.auditBytes(0), bytes.count == 8 else { return now }
        let time = Int64(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) })
        return max(now, Timestamp(microseconds: time))
    }

    fileprivate func auditRows(
        _ filter: AuditFilter, from start: Int64, limit: Int
    ) throws -> [StoredAuditEntry] {
        var conditions = ["sequence >= ?"]
        var arguments: StatementArguments = [start]
        if let subject = filter.subject {
            conditions.append("\(AuditColumn.subject) = ?")
            arguments += [AuditEntryFormat.subjectBytes(of: subject)]
        }
        if let actor = filter.actor {
            conditions.append("\(AuditColumn.actor) = ?")
            arguments += [actor.uuid]
        }
        if let since = filter.since {
            conditions.append("\(AuditColumn.time) >= ?")
            arguments += [AuditEntryFormat.timeBytes(of: since)]
        }
        return try rows(
            """
            SELECT sequence, bytes, signature, hashes FROM audit_entry
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY sequence LIMIT ?
            """, arguments + [limit]
        ).map { row in
            StoredAuditEntry(
                sequence: row[0],
                entry: SignedAuditEntry(bytes: row.auditBytes(1), signature: row.auditBytes(2)),
                hashes: row.auditBytes(3))
        }
    }
}
