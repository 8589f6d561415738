// Who sits where: sittings opened, kept alive and closed, and the pace of a person's submits.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
    func clockIn(
        _ person: PersonID, _ queue: QueueID?, now: Timestamp
    ) throws(StoreError) -> SittingID {
        try write { db in
            try db.run(
                """
                INSERT INTO sitting (person, queue, started_at, last_seen) VALUES (?, ?, ?, ?)
                """,
                [
                    try db.seq(of: person), try queue.map(db.seq(of:)), now.microseconds,
                    now.microseconds,
                ])
            return SittingID(rawValue: db.lastInsertedRowID)
        }
    }

    func seen(_ sitting: SittingID, now: Timestamp) throws(StoreError) {
        try update(sitting, "UPDATE sitting SET last_seen = ? WHERE id = ?", [now.microseconds])
    }

    func clockOut(_ sitting: SittingID, now: Timestamp) throws(StoreError) {
        try update(
            sitting, "UPDATE sitting SET last_seen = ?, ended_at = ? WHERE id = ?",
            [now.microseconds, now.microseconds])
    }

    func submitTimes(_ person: PersonID, since: Timestamp) throws(StoreError) -> [Timestamp] {
        try read { db in
            try db.rows(
                """
                SELECT first_at FROM annotation
                WHERE person = ? AND standing = \(Standing.current) AND first_at >= ?
                ORDER BY first_at
                """, [try db.seq(of: person), since.microseconds]
            ).map { Timestamp(microseconds: $0[0]) }
        }
    }

    private func update(
        _ sitting: SittingID, _ sql: String, _ moments: StatementArguments
    ) throws(StoreError) {
        try write { db in
            try db.run(sql, moments + [sitting.rawValue])
            guard db.changesCount == 1 else { throw StoreError(.unknown("sitting")) }
        }
    }
}
