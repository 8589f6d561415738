// Statements are prepared once a connection; rows come back by position.
import Foundation
import GRDB
import ReviewCore

extension Database {
    /// Runs one statement.
    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// The first row, if any.
    func row(_ sql: String, _ arguments: StatementArguments = []) throws -> Row? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }

    /// All rows; for answers known to be short.
    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
        try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
    }

    /// The first column of the first row.
    func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int64? {
        try Int64.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }
}

// MARK: - Names to row numbers

extension Database {
    /// Rows refer to each other by number; the port by UUID. These are the only crossings.
    func seq(of person: PersonID) throws -> Int64 {
        guard let seq = try number("SELECT seq FROM person WHERE id = ?", [person.uuid]) else {
            throw StoreError(.unknown("person"))
        }
        return seq
    }

    func seq(of queue: QueueID) throws -> Int64 {
        guard let seq = try number("SELECT seq FROM queue WHERE id = ?", [queue.uuid]) else {
            throw StoreError(.unknown("queue"))
        }
        return seq
    }

    /// `nil` when the clip is not in the workspace: clips come and go, so that is no error.
    func seq(of clip: ClipID) throws -> Int64? {
        try number("SELECT seq FROM clip WHERE id = ?", [clip.uuid])
    }
}

/// Row numbers as a JSON list, for `json_each`.
func jsonList(_ numbers: [Int64]) -> String {
    "[" + numbers.map(String.init).joined(separator: ",") + "]"
}
