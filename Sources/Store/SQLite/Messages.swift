// Messages between colleagues: kept sealed until they are read, and no longer.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    /// Seconds after which nobody will read a message any more.
    static let messagesLast = 7.0 * 86_400
    /// A few words, sealed; nothing else is taken for a message.
    private static let longestMessage = 4096

    func send(_ message: SealedMessage) throws(StoreError) {
        guard message.bytes.count <= Self.longestMessage else {
            throw StoreError(.misuse("a message is a few words"))
        }
        try write { db in
            let over = message.sentAt.advanced(bySeconds: -Self.messagesLast).microseconds
            try db.run("DELETE FROM message WHERE sent_at < ?", [over])
            try db.run(
                """
                INSERT INTO message (id, sender, recipient, sent_at, bytes) VALUES (?, ?, ?, ?, ?)
                """,
                [
                    message.id, try db.seq(of: message.sender), try db.seq(of: message.recipient),
                    message.sentAt.microseconds, message.bytes,
                ])
            try log(
                [
                    AuditEvent(
                        .messageSent, .matter(.message, message.id), for: .administration,
                        [.person(message.recipient)])
                ], at: message.sentAt, in: db)
        }
    }

    func messages(
        for person: PersonID, now: Timestamp
    ) throws(StoreError) -> [SealedMessage] {
        let over = now.advanced(bySeconds: -Self.messagesLast).microseconds
        return try read { db in
            try db.rows(
                """
                SELECT message.id, sender.id, message.sent_at, message.bytes
                FROM message JOIN person AS sender ON sender.seq = message.sender
                WHERE message.recipient = ? AND message.sent_at >= ? ORDER BY message.seq
                """, [try db.seq(of: person), over]
            ).map { row in
                SealedMessage(
                    id: row[0], sender: PersonID(uuid: row[1]), recipient: person,
                    sentAt: Timestamp(microseconds: row[2]), bytes: row[3])
            }
        }
    }

    func forget(_ person: PersonID, _ messages: [UUID]) throws(StoreError) {
        try write { db in
            let person = try db.seq(of: person)
            for message in messages {
                try db.run(
                    "DELETE FROM message WHERE id = ? AND recipient = ?", [message, person])
            }
        }
    }

    func takeBack(_ message: UUID, _ sender: PersonID) throws(StoreError) -> Bool {
        try write { db in
            try db.run(
                "DELETE FROM message WHERE id = ? AND sender = ?",
                [message, try db.seq(of: sender)])
            return db.changesCount > 0
        }
    }
}
