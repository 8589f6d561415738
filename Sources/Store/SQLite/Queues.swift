// Queues: made, listed, opened and closed.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func createQueue(_ queue: Queue, now: Timestamp) throws(StoreError) {
        try write { db in
            let folded = folded(queue.name)
            guard try db.row("SELECT 1 FROM queue WHERE folded = ?", [folded]) == nil else {
                throw StoreError(.nameTaken)
            }
            try db.run(
                """
                INSERT INTO queue (id, name, folded, locale, schema, is_open, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    queue.id.uuid, queue.name, folded, queue.locale, queue.schema, queue.isOpen,
                    now.microseconds,
                ])
            try log(
                [AuditEvent(.queueCreated, .queue(queue.id), for: .administration)], at: now,
                in: db)
        }
    }

    func queues() throws(StoreError) -> [Queue] {
        try read { db in
            try db.rows("SELECT \(Self.queueColumns) FROM queue ORDER BY folded").map(queue)
        }
    }

    func queue(named name: String) throws(StoreError) -> Queue? {
        try read { db in
            try db.row(
                "SELECT \(Self.queueColumns) FROM queue WHERE folded = ?", [folded(name)]
            ).map(queue)
        }
    }

    func setOpen(_ queue: QueueID, _ open: Bool, now: Timestamp) throws(StoreError) {
        try write { db in
            try db.run(
                "UPDATE queue SET is_open = ? WHERE seq = ? AND is_open <> ?",
                [open, try db.seq(of: queue), open])
            guard db.changesCount > 0 else { return }
            try log(
                [
                    AuditEvent(
                        open ? .queueOpened : .queueClosed, .queue(queue), for: .administration)
                ], at: now, in: db)
        }
    }

    private static let queueColumns = "id, name, locale, is_open, schema"

    private func queue(_ row: Row) -> Queue {
        Queue(
            id: QueueID(uuid: row[0]), name: row[1], locale: row[2], isOpen: row[3],
            schema: row[4])
    }
}
