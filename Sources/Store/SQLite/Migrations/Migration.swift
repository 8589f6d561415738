// How the schema comes to be: numbered steps from the first version on, each applied once.
import GRDB

/// One step of the schema. Steps are never edited once released; a change is a new step.
struct Migration: Sendable {
    let version: Int
    let sql: String

    static let all = [
        firstSchema, listeningColumn, auditLog, ledger, disclosures, custody, incidents,
        shifts, board,
    ]
}

/// Brings a database up to a list of steps.
struct Migrator: Sendable {
    /// Marks a SQLite file as ours: "EARS".
    static let applicationID: Int32 = 0x4541_5253

    var steps = Migration.all
    var newest: Int { steps.map(\.version).max() ?? 0 }

    /// Whether steps are missing. Throws when the database is from a newer Earshot.
    func isBehind(_ db: Database) throws -> Bool {
        let found = try version(of: db)
        guard found <= newest else {
            throw StoreError(.newerSchema(found: found, known: newest))
        }
        return found < newest
    }

    /// Applies what is missing. Call it inside an immediate transaction: whoever comes second
    /// waits for the first, then finds nothing left to do.
    func migrate(_ db: Database) throws {
        guard try isBehind(db) else { return }
        let found = try version(of: db)
        for step in steps.sorted(by: { $0.version < $1.version }) where step.version > found {
            try db.execute(sql: step.sql)
            try db.execute(sql: "PRAGMA user_version = \(step.version)")
        }
    }

    func version(of db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }
}
