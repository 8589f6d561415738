// The embedded engine: its connections, how they wait for each other, and how failures are named.
import Foundation
import GRDB
import Glibc
import ReviewCore
import Synchronization
import Vault

/// One workspace's database, shared by the threads of this process and by other processes.
///
/// Each question is a method in the file of its topic, with its SQL beside it.
final class SQLiteEngine: Sendable {
    let path: String
    let migrator: Migrator
    /// How soon an incident must be answered; absent, the data built into the program says it.
    let policy: IncidentPolicy?
    let pool: DatabasePool
    /// Signs what is logged; absent where nobody acts through this engine.
    let scribe: AuditScribe?
    /// A connection of its own: `data_version` tells of others' commits, never of one's own.
    private let watcher = Mutex<DatabaseQueue?>(nil)

    /// Opens a database that is there, and brings it up to date.
    init(
        opening path: String, policy: IncidentPolicy? = nil, migrator: Migrator = Migrator()
    ) throws(StoreError) {
        try Self.checkIsWorkspace(path)
        self.path = path
        self.migrator = migrator
        self.policy = policy
        scribe = nil
        do {
            pool = try Self.connect(path)
            if try pool.read(migrator.isBehind) { try pool.write(migrator.migrate) }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// The same database and connections, with one person's hand in it.
    init(sharing other: SQLiteEngine, scribe: AuditScribe) {
        (path, migrator, policy, pool) = (
            other.path, other.migrator, other.policy, other.pool
        )
        self.scribe = scribe
    }

    /// Makes a database where none is, whole or not at all: the first person and their keys are
    /// in it before it has its name.
    convenience init(
        creating path: String, workspace: UUID, now: Timestamp, firstMember: Member? = nil,
        grants: [KeyGrant] = [], signer: AuditSigner? = nil,
        commitments: KeyCommitments = KeyCommitments(), migrator: Migrator = Migrator()
    ) throws(StoreError) {
        let making = path + ".making-\(getpid())"
        defer { for suffix in ["", "-wal", "-shm"] { unlink(making + suffix) } }
        do {
            try Self.makeEmptyFile(making)
            let pool = try Self.connect(making)
            try pool.write { db in
                try db.execute(sql: "PRAGMA application_id = \(Migrator.applicationID)")
                try migrator.migrate(db)
                try db.execute(
                    sql: "INSERT INTO workspace VALUES (1, ?, ?)",
                    arguments: [workspace, now.microseconds])
                if let firstMember {
                    guard grants.allSatisfy({ $0.person == firstMember.person.id }) else {
                        throw StoreError(.misuse("the grants are of the first person"))
                    }
                    try db.take(.add(firstMember), now)
                    for grant in grants { try db.take(.give(grant), now) }
                }
                if let signer { try db.beginLog(signer, commitments, grants, at: now) }
            }
            try pool.close()
        } catch {
            throw StoreError(error, path: making)
        }
        // A link, not a rename: it fails when somebody else's workspace is there already.
        guard link(making, path) == 0 else {
            throw errno == EEXIST
                ? StoreError(.alreadyAWorkspace, detail: path)
                : StoreError(errno: errno, path: path)
        }
        try self.init(opening: path, migrator: migrator)
    }

    /// One transaction that may change things; all of it happens or none.
    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            defer { scribe?.settle() }
            return try pool.write(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// One transaction that may change things; `dryRun` takes everything back, so that what is
    /// told is what would have been done.
    func write<Value>(
        dryRun: Bool, _ body: (Database) throws -> Value
    ) throws(StoreError) -> Value {
        guard dryRun else { return try write(body) }
        do {
            return try pool.writeWithoutTransaction { db in
                var result: Value?
                try db.inTransaction(.immediate) {
                    result = try body(db)
                    return .rollback
                }
                guard let result else { throw StoreError(.failed) }
                return result
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// One look at the data as of one moment; never waits for writers.
    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try pool.read(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    func changeCounter() throws(StoreError) -> Int64 {
        do {
            return try watcher.withLock { queue in
                let watching = try queue ?? Self.watchingQueue(path)
                queue = watching
                return try watching.inDatabase { db in
                    try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0
                }
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    func close() throws(StoreError) {
        do {
            try watcher.withLock { queue in
                try queue?.close()
                queue = nil
            }
            // The pool closes its readers last, and those cannot fold the log into the file. It is
            // refused while another process does the same, and then that one has done it.
            try? pool.writeWithoutTransaction { db in _ = try db.checkpoint(.passive) }
            try pool.close()
        } catch {
            throw StoreError(error, path: path)
        }
    }
}

// MARK: - Connections

extension SQLiteEngine {
    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = 2
        configuration.busyMode = .callback(waitForOthers)
        configuration.prepareDatabase { db in
            // What is erased is overwritten, not left in free pages.
            for setting in [
                "secure_delete = ON", "cache_size = -4000", "temp_store = MEMORY",
                "trusted_schema = OFF", "journal_size_limit = 67108864",
            ] {
                try db.execute(sql: "PRAGMA " + setting)
            }
        }
        return configuration
    }

    private static func connect(_ path: String) throws -> DatabasePool {
        let pool = try DatabasePool(path: path, configuration: configuration())
        // What is committed is on disk. GRDB lowers this when it turns to WAL, so it comes last.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return pool
    }

    private static func watchingQueue(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .callback(waitForOthers)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Waits a short random while for another connection's lock. Random, so that many waiters do
    /// not wake together; short for long, because the lock is held for well under a millisecond
    /// and whoever waits longer and longer, as SQLite's own handler does, starves. Only when
    /// something slow is going on, such as an import, the waits grow. Gives up after about half
    /// a minute.
    @Sendable private static func waitForOthers(_ tries: Int) -> Bool {
        usleep(.random(in: tries < hurriedTries ? 100...900 : 1000...9000))
        return tries < allTries
    }

    /// Tries with waits of under a millisecond, and tries before giving up.
    private static let (hurriedTries, allTries) = (400, 6400)

    /// The file exists and is a SQLite database of ours, told from its first bytes: opening a
    /// stranger's database would already change it.
    private static func checkIsWorkspace(_ path: String) throws(StoreError) {
        let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw StoreError(errno: errno, path: path) }
        defer { Glibc.close(file) }
        var header = [UInt8](repeating: 0, count: headerBytes)
        guard Glibc.read(file, &header, headerBytes) == headerBytes,
            header.starts(with: Array("SQLite format 3".utf8) + [0]),
            header[applicationIDBytes].reduce(0, { $0 << 8 | Int32($1) }) == Migrator.applicationID
        else { throw StoreError(.notAWorkspace, detail: path) }
    }

    /// SQLite's file header, and where in it the application's id stands.
    private static let headerBytes = 100
    private static let applicationIDBytes = 68..<72

    /// SQLite gives its log and shared memory the mode of the database, so the mode is set first.
    private static func makeEmptyFile(_ path: String) throws(StoreError) {
        unlink(path)
        let file = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StoreError(errno: errno, path: path) }
        Glibc.close(file)
    }
}
