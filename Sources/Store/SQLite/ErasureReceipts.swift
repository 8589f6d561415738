// The end of an erasure: what is gone gets its receipt, and the log the receipt's digest.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func partsWithoutReceipt() throws(StoreError) -> [ErasedPart] {
        try read { db in
            // Nothing of the erasure is on its way any more; what is held may be.
            try db.rows(
                """
                SELECT erasure.seq, erasure.id, parts + 1, reason, person.id, requested_at,
                    sum(keys), sum(fields), sum(annotations)
                FROM erasing JOIN erasure ON erasure.seq = erasing.erasure
                    LEFT JOIN person ON person.seq = erasure.person
                WHERE part IS NULL AND step = :cleared AND NOT EXISTS (
                    SELECT 1 FROM erasing AS other
                    WHERE other.erasure = erasing.erasure AND other.part IS NULL
                        AND other.step BETWEEN :requested AND :listed)
                GROUP BY erasure.seq ORDER BY erasure.seq
                """,
                [
                    "cleared": ErasureStep.remainsCleared.rawValue,
                    "requested": ErasureStep.requested.rawValue,
                    "listed": ErasureStep.namesListed.rawValue,
                ]
            ).map { try db.part($0) }
        }
    }

    func finish(
        _ part: ErasedPart, receipt: Data, now: Timestamp
    ) throws(StoreError) {
        try write { db in
            let erasure = try db.number(
                "SELECT seq FROM erasure WHERE id = ? AND parts + 1 = ?",
                [part.erasure, part.part])
            // Another hand was faster: the part has its receipt.
            guard let erasure else { return }
            let ready = try db.clipIDs(in: erasure, at: .remainsCleared)
            guard ready == part.clips, !ready.isEmpty else {
                throw StoreError(.misuse("a receipt names what is gone"))
            }
            try db.run(
                "UPDATE erasing SET step = ?, part = ? WHERE erasure = ? AND step = ?",
                [
                    ErasureStep.receipted.rawValue, part.part, erasure,
                    ErasureStep.remainsCleared.rawValue,
                ])
            try db.run(
                "UPDATE tombstone SET part = ? WHERE erasure = ? AND part IS NULL",
                [part.part, erasure])
            try db.run("UPDATE erasure SET parts = ? WHERE seq = ?", [part.part, erasure])
            try db.run("INSERT INTO receipt VALUES (?, ?, ?)", [erasure, part.part, receipt])
            try log([part.event(receipt)], at: now, in: db)
        }
    }

    func receipts() throws(StoreError) -> [StoredReceipt] {
        try read { db in
            try db.rows(
                """
                SELECT erasure.id, part, bytes
                FROM receipt JOIN erasure ON erasure.seq = receipt.erasure
                ORDER BY receipt.erasure, part
                """
            ).map { StoredReceipt(erasure: $0[0], part: $0[1], bytes: $0[2]) }
        }
    }
}

extension ErasedPart {
    fileprivate func event(_ receipt: Data) -> AuditEvent {
        AuditEvent(
            .erasureFinished, .matter(.erasure, erasure), for: .privacy,
            [
                .count(.part, part), .count(.clips, clips.count), .count(.keys, keys),
                .count(.annotations, annotations), .digest(.receipt, .digest(of: receipt)),
            ])
    }
}

extension Database {
    fileprivate func part(_ row: Row) throws -> ErasedPart {
        let erasure: Int64 = row[0]
        let person: UUID? = row[4]
        let subjects = try rows(
            """
            SELECT kind, pseudonym FROM erasure_subject WHERE erasure = ?
            ORDER BY kind, pseudonym
            """, [erasure]
        ).compactMap { row in
            CustodySubject.Kind(rawValue: row[0]).map {
                CustodySubject($0, Pseudonym(rawValue: row[1]))
            }
        }
        // What an earlier part of the same erasure listed is on that part's receipt.
        let names = try rows(
            """
            SELECT export.id, count(*) FROM tombstone
                JOIN export ON export.seq = tombstone.export
            WHERE tombstone.erasure = ? AND part IS NULL GROUP BY export.seq
            """, [erasure]
        ).map { ($0[0] as UUID, $0[1] as Int) }
        return ErasedPart(
            erasure: row[1], part: row[2], reason: ErasureReason(rawValue: row[3]) ?? .request,
            requestedBy: person.map(PersonID.init(uuid:)),
            requestedAt: Timestamp(microseconds: row[5]), subjects: subjects,
            clips: try clipIDs(in: erasure, at: .remainsCleared),
            deferred: try clipIDs(in: erasure, at: .deferred), keys: row[6], fields: row[7],
            annotations: row[8], names: Dictionary(uniqueKeysWithValues: names))
    }
}
