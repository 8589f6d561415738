// Unsubmitted words: saved on every pause of the keys, gone when submitted or withdrawn.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
    func saveDraft(
        _ clip: ClipID, _ person: PersonID, _ sealed: Data, now: Timestamp
    ) throws(StoreError) -> Bool {
        try save(clip, person, sealed, now, over: "TRUE")
    }

    func saveDraftIfNewer(
        _ clip: ClipID, _ person: PersonID, _ sealed: Data, written: Timestamp
    ) throws(StoreError) -> Bool {
        try save(clip, person, sealed, written, over: "draft.saved_at < excluded.saved_at")
    }

    /// - Parameter replaceable: when a draft that is there gives way, in SQL.
    private func save(
        _ clip: ClipID, _ person: PersonID, _ sealed: Data, _ moment: Timestamp,
        over replaceable: String
    ) throws(StoreError) -> Bool {
        try write { db in
            // What is gone gets no new words.
            let seq = try db.number(
                "SELECT seq FROM clip WHERE id = ? AND state NOT IN \(State.gone)", [clip.uuid])
            guard let seq else { return false }
            try db.run(
                """
                INSERT INTO draft VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET saved_at = excluded.saved_at, bytes = excluded.bytes
                WHERE \(replaceable)
                """, [seq, try db.seq(of: person), moment.microseconds, sealed])
            return db.changesCount > 0
        }
    }

    func loadDraft(_ clip: ClipID, _ person: PersonID) throws(StoreError) -> StoredDraft? {
        try read { db in
            guard let seq = try db.seq(of: clip) else { return nil }
            return try db.draft(seq, try db.seq(of: person))
        }
    }

    func deleteDraft(_ clip: ClipID, _ person: PersonID) throws(StoreError) {
        try write { db in
            guard let seq = try db.seq(of: clip) else { return }
            try db.deleteDraft(seq, try db.seq(of: person))
        }
    }
}

extension Database {
    func draft(_ clip: Int64, _ person: Int64) throws -> StoredDraft? {
        try row(
            "SELECT bytes, saved_at FROM draft WHERE clip = ? AND person = ?", [clip, person]
        ).map { StoredDraft(bytes: $0[0], savedAt: Timestamp(microseconds: $0[1])) }
    }

    func deleteDraft(_ clip: Int64, _ person: Int64) throws {
        try run("DELETE FROM draft WHERE clip = ? AND person = ?", [clip, person])
    }
}
