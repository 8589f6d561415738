// How long clips are kept, a person's own copy, and what the record of processing is made of.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func setRetention(
        _ queue: QueueID, days: Int?, accidentalDays: Int, now: Timestamp
    ) throws(StoreError) {
        try write { db in
            try db.run(
                "INSERT OR REPLACE INTO retention VALUES (?, ?, ?)",
                [try db.seq(of: queue), days, accidentalDays])
            try log(
                [
                    AuditEvent(
                        .retentionSet, .queue(queue), for: .privacy,
                        (days.map { [.count(.days, $0)] } ?? [])
                            + [.count(.accidentalDays, accidentalDays)])
                ], at: now, in: db)
        }
    }

    func retention(now: Timestamp) throws(StoreError) -> [RetentionRule] {
        try read { db in
            try db.rows(
                """
                SELECT queue.seq, queue.id, name, days, coalesce(accidental_days, 0)
                FROM queue LEFT JOIN retention ON retention.queue = queue.seq ORDER BY folded
                """
            ).map { row in try db.rule(row, now) }
        }
    }

    func subject(
        _ subject: CustodySubject, after cursor: ExportCursor?, limit: Int
    ) throws(StoreError) -> SubjectPage {
        try read { db in
            let seqs: [Int64] = try db.rows(
                """
                SELECT seq FROM clip WHERE \(subject.column) = ? AND seq > ?
                    AND state <> \(State.erased) ORDER BY seq LIMIT ?
                """, [subject.pseudonym.rawValue, cursor?.position ?? 0, max(1, limit)]
            ).map { $0[0] }
            let clips = try seqs.map { seq in
                WholeClip(
                    stored: try db.storedClip(seq),
                    history: try db.rows(
                        """
                        SELECT \(annotationColumns) FROM \(annotationSource)
                        WHERE annotation.clip = ? ORDER BY annotation.seq
                        """, [seq]
                    ).map { try annotationRecord($0) })
            }
            let isLast = seqs.count < max(1, limit)
            return SubjectPage(
                clips: clips, next: isLast ? nil : seqs.last.map(ExportCursor.init(position:)))
        }
    }

    func processing() throws(StoreError) -> ProcessingFacts {
        try read { db in
            func count(_ sql: String) throws -> Int { Int(try db.number(sql) ?? 0) }
            func clips(in state: Int) throws -> Int {
                try count("SELECT sum(n) FROM tally WHERE state = \(state)")
            }
            var fields: [SealedField: Int] = [:]
            for row in try db.rows("SELECT field, count(*) FROM sealed_field GROUP BY field") {
                if let field = SealedField(rawValue: row[0]) { fields[field] = row[1] }
            }
            let roles: [Role] = try db.rows("SELECT roles FROM person").flatMap { row in
                keptCodes(row[0])
            }
            let open = "SELECT count(DISTINCT erasure) FROM erasing WHERE part IS NULL"
            return ProcessingFacts(
                queues: try db.processedQueues(), fields: fields,
                people: Dictionary(grouping: roles, by: \.self).mapValues(\.count),
                optedOut: try count("SELECT count(*) FROM opted_out"),
                withdrawn: try clips(in: State.withdrawn), held: try clips(in: State.held),
                erased: try clips(in: State.erased),
                erasures: try count("SELECT count(*) FROM erasure WHERE parts > 0"),
                openErasures: try count(open))
        }
    }
}

extension Database {
    fileprivate func rule(_ row: Row, _ now: Timestamp) throws -> RetentionRule {
        func rule(_ due: Row?) -> RetentionRule {
            let oldest: Int64? = due?[3]
            return RetentionRule(
                queue: QueueID(uuid: row[1]), name: row[2], days: row[3], accidentalDays: row[4],
                due: due?[0] ?? 0, dueAccidental: due?[1] ?? 0, heldKept: due?[2] ?? 0,
                flaggedKept: due?[4] ?? 0, oldest: oldest.map(Timestamp.init(microseconds:)))
        }
        let bare = rule(nil)
        return rule(
            try self.row(
                """
                SELECT coalesce(sum(kept = 0), 0), coalesce(sum(kept = 0 AND deletion_wanted), 0),
                    coalesce(sum(kept = 1), 0), min(CASE kept WHEN 0 THEN ingested_at END),
                    coalesce(sum(kept = 2), 0)
                FROM (SELECT deletion_wanted, ingested_at,
                    CASE WHEN state = \(State.held) THEN 1 WHEN \(gravelyFlagged) THEN 2 ELSE 0 END
                    AS kept \(overdueClips))
                """,
                [
                    row[0] as Int64, bare.cameBefore(now)?.microseconds ?? .min,
                    bare.accidentalBefore(now).microseconds,
                ]))
    }

    fileprivate func processedQueues() throws -> [ProcessingFacts.Queue] {
        try rows(
            """
            SELECT name, locale, (
                    SELECT coalesce(sum(n), 0) FROM tally WHERE tally.queue = queue.seq
                        AND state >= 0 AND state <> \(State.erased)),
                (SELECT min(ingested_at) FROM clip WHERE clip.queue = queue.seq
                    AND state <> \(State.erased)),
                days, coalesce(accidental_days, 0)
            FROM queue LEFT JOIN retention ON retention.queue = queue.seq ORDER BY folded
            """
        ).map { row in
            let since: Int64? = row[3]
            return ProcessingFacts.Queue(
                name: row[0], locale: row[1], clips: row[2],
                since: since.map(Timestamp.init(microseconds:)), days: row[4],
                accidentalDays: row[5])
        }
    }
}
