// Version 4 of the schema: clearances, the newest generation of each class, the ledger's index.
import Foundation
import Vault

extension Migration {
    /// `class_generation` is what a batch of clips is held to when it comes in; what is true of
    /// keys stands in the log. The index finds the entries about people among a million others.
    static let ledger = Migration(
        version: 4,
        sql: """
            ALTER TABLE person ADD COLUMN clearances TEXT NOT NULL DEFAULT '';
            CREATE TABLE class_generation (
                class TEXT PRIMARY KEY,
                generation INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX audit_of_people ON audit_entry(sequence) WHERE \(AuditColumn.isOfLedger);
            """)
}

extension AuditColumn {
    /// True of entries whose subject is a person or the workspace; over the signed bytes.
    static let isOfLedger =
        "("
        + AuditEntryFormat.ledgerKinds.map { kind in
            let hex = kind.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            return "substr(bytes, \(AuditEntryFormat.kindStart + 1), \(kind.count)) = x'\(hex)'"
        }.joined(separator: " OR ") + ")"
}
