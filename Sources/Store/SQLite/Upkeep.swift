// The engine's own condition: what it is, whether it is sound, what it holds.
import Foundation
import GRDB
import Glibc
import ReviewCore

extension SQLiteEngine {
    func workspaceMeta() throws(StoreError) -> WorkspaceMeta {
        try read { db in try db.meta() }
    }

    func knownClips(_ clips: [ClipID]) throws(StoreError) -> Set<ClipID> {
        try read { db in
            try Set(clips.filter { try db.seq(of: $0) != nil })
        }
    }

    func health(deep: Bool) throws(StoreError) -> StoreHealth {
        try read { db in
            let version = try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "unknown"
            return StoreHealth(
                engine: "SQLite " + version, schemaVersion: try db.meta().schemaVersion,
                journalMode: try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "unknown",
                databaseBytes: size(of: path), logBytes: size(of: path + "-wal"),
                diskFreeBytes: StoreError.freeBytes(near: path) ?? 0,
                isPrivate: ["", "-wal", "-shm"].allSatisfy { isPrivate(path + $0) },
                problems: deep ? try problems(db) : nil)
        }
    }

    /// Damage that SQLite finds, and counts that do not add up.
    private func problems(_ db: Database) throws -> [String] {
        var found = try String.fetchAll(db, sql: "PRAGMA quick_check(20)").filter { $0 != "ok" }
        if try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") != nil {
            found.append("rows refer to rows that are not there")
        }
        if try Row.fetchOne(db, sql: Self.wrongTallies) != nil {
            found.append("the counts of the queues are off")
        }
        return found
    }

    /// Counts that differ from a recount of the clips.
    static let wrongTallies = """
        WITH recount AS (
            SELECT queue, state, count(*) AS n FROM clip GROUP BY 1, 2
            UNION ALL SELECT queue, \(Tally.flagged), count(*) FROM clip
                WHERE flagged = 1 GROUP BY 1
            UNION ALL SELECT queue, \(Tally.deletionWanted), count(*) FROM clip
                WHERE deletion_wanted = 1 GROUP BY 1
        )
        SELECT * FROM (SELECT queue, state, n FROM tally WHERE n <> 0 EXCEPT SELECT * FROM recount)
        UNION ALL
        SELECT * FROM (SELECT * FROM recount EXCEPT SELECT queue, state, n FROM tally)
        """

    private func size(of path: String) -> Int64 {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int64(facts.st_size) : 0
    }

    /// A file that is not there tells nobody anything.
    private func isPrivate(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) != 0 || facts.st_mode & 0o077 == 0
    }
}

extension Database {
    func meta() throws -> WorkspaceMeta {
        guard let row = try row("SELECT id, created_at FROM workspace") else {
            throw StoreError(.corrupt, detail: "the workspace's row is missing")
        }
        return WorkspaceMeta(
            id: row[0], createdAt: Timestamp(microseconds: row[1]),
            schemaVersion: try Int.fetchOne(self, sql: "PRAGMA user_version") ?? 0)
    }
}
