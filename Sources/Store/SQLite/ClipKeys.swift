// Data keys under class keys: which are under an older generation, and how they are replaced.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func countKeys() throws(StoreError) -> [KeyClass: [Int: Int]] {
        try read { db in
            var counts: [KeyClass: [Int: Int]] = [:]
            // Rows of clips that are not there are nobody's to rewrap.
            let counted = try db.rows(
                """
                SELECT class, generation, count(*) FROM wrapped_key
                WHERE EXISTS (SELECT 1 FROM clip WHERE seq = wrapped_key.clip)
                GROUP BY class, generation
                """)
            for row in counted {
                guard let keyClass = KeyClass(rawValue: row[0]) else { continue }
                counts[keyClass, default: [:]][row[1]] = row[2]
            }
            return counts
        }
    }

    func waitingPage(
        _ newest: [KeyClass: Int], after cursor: KeyCursor?, limit: Int
    ) throws(StoreError) -> WaitingPage {
        try read { db in
            let numbers = try db.rows(
                "SELECT seq, id FROM clip WHERE seq > ? ORDER BY seq LIMIT ?",
                [cursor?.position ?? 0, max(1, limit)])
            let clips = try numbers.compactMap { number -> WaitingKeys? in
                let keys = try db.rows(
                    "SELECT class, generation, bytes FROM wrapped_key WHERE clip = ?",
                    [number[0] as Int64]
                ).compactMap { row -> WrappedKey? in
                    guard let keyClass = KeyClass(rawValue: row[0]),
                        let generation = newest[keyClass], row[1] < generation
                    else { return nil }
                    return WrappedKey(keyClass: keyClass, generation: row[1], bytes: row[2])
                }
                return keys.isEmpty
                    ? nil : WaitingKeys(clip: ClipID(uuid: number[1]), wrapped: keys)
            }
            return WaitingPage(
                clips: clips, next: numbers.last.map { KeyCursor(position: $0[0]) })
        }
    }

    func rewrap(_ keys: [Rewrapped]) throws(StoreError) -> Int {
        try write { db in
            var count = 0
            for key in keys where key.old.keyClass == key.new.keyClass {
                guard let seq = try db.seq(of: key.clip) else { continue }
                try db.run(
                    """
                    UPDATE OR REPLACE wrapped_key SET generation = ?, bytes = ?
                    WHERE clip = ? AND class = ? AND generation = ? AND bytes = ?
                    """,
                    [
                        key.new.generation, key.new.bytes, seq, key.old.keyClass.rawValue,
                        key.old.generation, key.old.bytes,
                    ])
                count += db.changesCount
            }
            return count
        }
    }
}

extension Database {
    /// Refuses clips that are wrapped under another generation than the newest: what comes in
    /// after a key was taken from somebody is not for them to open.
    func requireNewest(_ clips: [SealedClip]) throws {
        var newest: [KeyClass: Int] = [:]
        for row in try rows("SELECT class, generation FROM class_generation") {
            if let keyClass = KeyClass(rawValue: row[0]) { newest[keyClass] = row[1] }
        }
        let isStale = clips.contains { clip in
            clip.wrappedKeys.contains { key in
                newest[key.keyClass].map { key.generation != $0 } ?? false
            }
        }
        if isStale { throw StoreError(.staleKeys) }
    }
}
