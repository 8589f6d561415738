// The entries about people among all others of the log: read in order, and where they end.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func ledger(from start: Int64, limit: Int) throws(StoreError) -> AuditPage {
        try read { db in
            let limit = max(1, limit)
            let rows = try db.rows(
                """
                SELECT sequence, bytes, signature FROM audit_entry INDEXED BY audit_of_people
                WHERE \(AuditColumn.isOfLedger) AND sequence >= ? ORDER BY sequence LIMIT ?
                """, [start, limit])
            let entries = rows.map { row in
                StoredAuditEntry(
                    sequence: row[0],
                    entry: SignedAuditEntry(bytes: row.auditBytes(1), signature: row.auditBytes(2)),
                    hashes: Data())
            }
            let isLast = rows.count < limit
            return AuditPage(
                entries: entries.filter { $0.isOfPeople },
                next: isLast ? nil : entries.last.map { $0.sequence + 1 })
        }
    }
}

extension StoredAuditEntry {
    /// Bytes that say no action are damage, and the reader's to find.
    fileprivate var isOfPeople: Bool {
        AuditEntryFormat.action(in: entry.bytes)?.isOfPeople ?? true
    }
}

extension Database {
    /// The leaf of the last entry about people; zero while there is none.
    func ledgerTip() throws -> MerkleHash {
        let entries = try Row.fetchCursor(
            cachedStatement(
                sql: """
                    SELECT bytes, substr(hashes, 1, \(MerkleHash.byteCount))
                    FROM audit_entry INDEXED BY audit_of_people
                    WHERE \(AuditColumn.isOfLedger) ORDER BY sequence DESC
                    """))
        while let row = try entries.next() {
            guard AuditEntryFormat.action(in: row.auditBytes(0))?.isOfPeople == true else {
                continue
            }
            guard let leaf = MerkleHash(row.auditBytes(1)) else { throw StoreError(.brokenLog) }
            return leaf
        }
        return .zero
    }
}
