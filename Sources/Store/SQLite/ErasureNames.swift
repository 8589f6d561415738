// What erased clips were called in exports: sealed names become tombstones, tombstones become lists.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
    func namesToList(limit: Int) throws(StoreError) -> [SealedExportName] {
        try read { db in
            try db.rows(
                """
                SELECT export.id, export.sealed_key, export.manifest, clip.id, exported.name
                FROM erasing INDEXED BY erasing_open
                    CROSS JOIN exported ON exported.clip = erasing.clip
                    CROSS JOIN export ON export.seq = exported.export
                    CROSS JOIN clip ON clip.seq = erasing.clip
                WHERE step = ? AND part IS NULL LIMIT ?
                """, [ErasureStep.soundRemoved.rawValue, limit]
            ).map { row in
                SealedExportName(
                    export: row[0], sealedKey: row[1], manifest: row[2],
                    clip: ClipID(uuid: row[3]), name: row[4])
            }
        }
    }

    func bury(_ tombstones: [Tombstone], now: Timestamp) throws(StoreError) {
        try write { db in
            for tombstone in tombstones {
                guard let clip = try tombstone.clip.flatMap(db.seq(of:)),
                    let export = try db.seq(ofExport: tombstone.export),
                    let erasure = try db.number(
                        "SELECT erasure FROM erasing WHERE clip = ? AND step = ?",
                        [clip, ErasureStep.soundRemoved.rawValue])
                else { throw StoreError(.misuse("a tombstone is of a clip that is being erased")) }
                try db.run(
                    "INSERT OR IGNORE INTO tombstone VALUES (?, ?, ?, ?, ?, NULL)",
                    [export, tombstone.name, tombstone.manifest, erasure, now.microseconds])
                try db.run(
                    "DELETE FROM exported WHERE clip = ? AND export = ?", [clip, export])
            }
        }
    }

    /// Lists are written whole, from everything that is kept: one that a kill cut off is written
    /// again as long as a clip of its erasure is at this step.
    func listsToWrite() throws(StoreError) -> [UUID: [Tombstone]] {
        try read { db in
            let all = try db.rows(
                """
                SELECT export.id, name, tombstone.manifest, erasure.id, buried_at
                FROM tombstone JOIN export ON export.seq = tombstone.export
                    JOIN erasure ON erasure.seq = tombstone.erasure
                WHERE tombstone.export IN (
                    SELECT export FROM tombstone WHERE tombstone.erasure IN (
                        SELECT erasure FROM erasing WHERE step = ? AND part IS NULL))
                ORDER BY export.seq, buried_at, name
                """, [ErasureStep.soundRemoved.rawValue]
            ).map { row in
                Tombstone(
                    export: row[0], clip: nil, name: row[1], manifest: row[2], erasure: row[3],
                    buriedAt: Timestamp(microseconds: row[4]))
            }
            return Dictionary(grouping: all, by: \.export)
        }
    }

    func listsWritten() throws(StoreError) {
        try write { db in
            try db.run(
                """
                UPDATE erasing SET step = ? WHERE step = ? AND part IS NULL
                    AND NOT EXISTS (SELECT 1 FROM exported WHERE exported.clip = erasing.clip)
                """,
                [ErasureStep.namesListed.rawValue, ErasureStep.soundRemoved.rawValue])
        }
    }
}

extension Database {
    func seq(ofExport export: UUID) throws -> Int64? {
        try number("SELECT seq FROM export WHERE id = ?", [export])
    }
}
