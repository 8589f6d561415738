// What was stored, read back: one clip, its history, a person's recent work.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
    func storedClip(_ clip: ClipID) throws(StoreError) -> StoredClip? {
        try read { db in try db.seq(of: clip).map(db.storedClip) }
    }

    func clips(endingIn digits: String) throws(StoreError) -> [ClipID] {
        guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit) else { return [] }
        return try read { db in
            try db.rows(
                "SELECT id FROM clip WHERE hex(id) LIKE '%' || ? ORDER BY seq LIMIT 100", [digits]
            ).map { ClipID(uuid: $0[0]) }
        }
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
                WHERE annotation.person = :person AND standing = \(Standing.current)
                    AND first_at >= :since
                    AND (:queues IS NULL
                        OR annotation.queue IN (SELECT value FROM json_each(:queues)))
                    AND clip.state NOT IN \(State.gone)
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
                WHERE annotation.clip = ? AND annotation.person = ?
                    AND standing = \(Standing.current)
                    AND clip.state NOT IN \(State.gone)
                """, [seq, try db.seq(of: person)]
            ).map { try db.reviewed($0) }
        }
    }
}

extension Database {
    /// A row of a clip's number and `annotationColumns`, with the whole clip.
    func reviewed(_ row: Row) throws -> ReviewedClip {
        ReviewedClip(
            clip: try storedClip(row[0]).clip, record: try annotationRecord(row, from: 1))
    }
}
