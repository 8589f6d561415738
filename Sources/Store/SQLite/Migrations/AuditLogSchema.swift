// Version 3 of the schema: the audit log.
import Vault

extension Migration {
    /// `hashes` are the entry's leaf hash and the roots of the subtrees it completes, 32 bytes
    /// each: the whole tree, without a table of its own. The triggers keep mistakes out of the
    /// log; whoever writes the file by other means is found by `audit verify`.
    static let auditLog = Migration(
        version: 3,
        sql: """
            CREATE TABLE audit_entry (
                sequence INTEGER PRIMARY KEY,
                bytes BLOB NOT NULL,
                signature BLOB NOT NULL,
                hashes BLOB NOT NULL
            ) STRICT;
            -- Over the signed bytes themselves, so that it cannot say anything else than they do.
            CREATE INDEX audit_by_subject ON audit_entry(\(AuditColumn.subject), sequence);
            CREATE TRIGGER audit_in_order BEFORE INSERT ON audit_entry
                WHEN NEW.sequence <> (SELECT coalesce(max(sequence) + 1, 0) FROM audit_entry)
            BEGIN
                SELECT RAISE(ABORT, 'the log has no gaps');
            END;
            CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit_entry BEGIN
                SELECT RAISE(ABORT, 'the log is not changed');
            END;
            CREATE TRIGGER audit_undeleted BEFORE DELETE ON audit_entry BEGIN
                SELECT RAISE(ABORT, 'the log is not shortened');
            END;
            """)
}

/// Fixed parts of an entry's bytes, in SQL (which counts from 1).
enum AuditColumn {
    static let time = part(AuditEntryFormat.timeBytes)
    static let actor = part(AuditEntryFormat.actorBytes)
    static let subject = part(AuditEntryFormat.subjectBytes)

    private static func part(_ range: Range<Int>) -> String {
        "substr(bytes, \(range.lowerBound + 1), \(range.count))"
    }
}
