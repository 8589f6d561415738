// What was stored, read back: one clip, its history, a person's recent work, an export.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
    func storedClip(_ clip: ClipID) throws(StoreError) -> StoredClip? {
        try read { db in try db.seq(of: clip).map(db.storedClip) }
    }

    func history(_ clip: ClipID) throws(StoreError) -> [AnnotationRecord] {
        try read { db in
            try db.rows(
                """
                SELECT \(annotationColumns) FROM \(annotationSource)
                WHERE clip.id = ? ORDER BY annotation.seq
                """, [clip.uuid]
            ).map { try annotationRecord($0) }
        }
    }

    func recent(
        _ person: PersonID, in queues: [QueueID]?, since: Timestamp, limit: Int
    ) throws(StoreError) -> [ReviewedClip] {
        try read { db in
            try db.rows(
                """
                SELECT clip.seq, \(annotationColumns)
                FROM annotation INDEXED BY annotation_by_turn
                    CROSS JOIN clip ON clip.seq = annotation.clip
                    CROSS JOIN person ON person.seq = annotation.person
                WHERE annotation.person = :person AND standing = 0 AND first_at >= :since
                    AND (:queues IS NULL
                        OR annotation.queue IN (SELECT value FROM json_each(:queues)))
                    AND clip.state NOT IN (6, 8)
                ORDER BY turn DESC LIMIT :limit
                """,
                [
                    "person": try db.seq(of: person), "since": since.microseconds,
                    "queues": try queues.map { jsonList(try $0.map(db.seq(of:))) },
                    "limit": limit,
                ]
            ).map { try db.reviewed($0) }
        }
    }

    func annotated(_ clip: ClipID, by person: PersonID) throws(StoreError) -> ReviewedClip? {
        try read { db in
            guard let seq = try db.seq(of: clip) else { return nil }
            return try db.row(
                """
                SELECT clip.seq, \(annotationColumns)
                FROM annotation INDEXED BY annotation_current
                    CROSS JOIN clip ON clip.seq = annotation.clip
                    CROSS JOIN person ON person.seq = annotation.person
                WHERE annotation.clip = ? AND annotation.person = ? AND standing = 0
                    AND clip.state NOT IN (6, 8)
                """, [seq, try db.seq(of: person)]
            ).map { try db.reviewed($0) }
        }
    }

    /// A page is a transaction of its own: a long export never keeps the log from shrinking.
    /// Each clip appears once, with the annotation that decides its state.
    func exportPage(
        _ queue: QueueID, after cursor: ExportCursor?, limit: Int
    ) throws(StoreError) -> ExportPage {
        try read { db in
            let records = try db.rows(
                """
                SELECT clip.seq, \(annotationColumns)
                FROM clip INDEXED BY clip_finished
                    JOIN annotation ON annotation.seq = (
                        SELECT seq FROM annotation WHERE clip = clip.seq AND standing = 0
                        ORDER BY outcome, seq DESC LIMIT 1)
                    JOIN person ON person.seq = annotation.person
                WHERE clip.queue = ? AND clip.state IN (2, 4) AND clip.seq > ?
                ORDER BY clip.seq LIMIT ?
                """, [try db.seq(of: queue), cursor?.position ?? 0, max(1, limit)])
            let next = records.count < max(1, limit) ? nil : records.last
            return ExportPage(
                records: try records.map { try db.reviewed($0) },
                next: next.map { ExportCursor(position: $0[0]) })
        }
    }
}

extension Database {
    /// A row of a clip's number and `annotationColumns`, with the whole clip.
    fileprivate func reviewed(_ row: Row) throws -> ReviewedClip {
        ReviewedClip(
            clip: try storedClip(row[0]).clip, record: try annotationRecord(row, from: 1))
    }
}
