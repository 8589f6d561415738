// Finished clips page by page, for an export; those to be deleted are counted, not handed over.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
    /// A page is a transaction of its own: a long export never keeps the log from shrinking.
    /// Each clip appears once, with the annotation that decides its state.
    func exportPage(
        _ queue: QueueID, after cursor: ExportCursor?, limit: Int
    ) throws(StoreError) -> ExportPage {
        try read { db in
            let (queue, after) = (try db.seq(of: queue), cursor?.position ?? 0)
            let limit = max(1, limit)
            let records = try db.rows(
                """
                SELECT clip.seq, \(annotationColumns)
                FROM clip INDEXED BY clip_finished
                    JOIN annotation ON annotation.seq = (
                        SELECT seq FROM annotation
                        WHERE clip = clip.seq AND standing = \(Standing.current)
                        ORDER BY outcome, seq DESC LIMIT 1)
                    JOIN person ON person.seq = annotation.person
                WHERE clip.queue = ? AND clip.state IN \(State.finished)
                    AND clip.consent = 1 AND clip.deletion_wanted = 0 AND clip.seq > ?
                ORDER BY clip.seq LIMIT ?
                """, [queue, after, limit])
            let last: Int64? = records.count < limit ? nil : records.last?[0]
            return ExportPage(
                records: try records.map { try db.reviewed($0) },
                deletionWanted: try deletionWanted(db, queue, after, last ?? .max),
                next: last.map(ExportCursor.init(position:)))
        }
    }

    /// How many finished clips of a stretch of a queue are to be deleted.
    private func deletionWanted(
        _ db: Database, _ queue: Int64, _ after: Int64, _ last: Int64
    ) throws -> Int {
        let count = try db.number(
            """
            SELECT count(*) FROM clip INDEXED BY clip_finished
            WHERE queue = ? AND state IN \(State.finished) AND deletion_wanted = 1
                AND seq > ? AND seq <= ?
            """, [queue, after, last])
        return Int(count ?? 0)
    }
}
