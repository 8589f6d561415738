// What is done of an erasure in the database: keys first, then contents, then the remains.
import Foundation
import GRDB
import ReviewCore
import Vault

/// What goes of a clip, statement by statement. Each is given the clips' row numbers as a JSON list.
///
/// A table that keeps anything about a clip's people has its statement here.
enum ErasedContents {
    static let statements = [
        "DELETE FROM sealed_field WHERE clip IN (\(those))",
        // When and how long somebody worked stays: it is about them, not about the clip. How much
        // they heard and typed tells how long it was, and goes.
        """
        UPDATE annotation SET content = x'', judgments = '{}', wants_deletion = 0,
            corrected_intent = NULL, reason = NULL, listening = NULL, heard_seconds = 0,
            coverage = 0, plays = 0, keystrokes = 0,
            flag_category = CASE WHEN flag_severity IN (\(mild)) THEN '\(unsaid)'
                ELSE flag_category END
        WHERE clip IN (\(those))
        """,
        // That it was hard to hear is the reviewer's; how long it was heard goes.
        "UPDATE exposure SET seconds = 0 WHERE clip IN (\(those))",
        // A second person's part of an identity that is gone.
        "UPDATE glass SET approval = NULL WHERE clip IN (\(those))",
        // An incident needs to know what it is about; what opened none says nothing any more.
        """
        UPDATE OR REPLACE flag SET category = '\(unsaid)'
        WHERE severity IN (\(mild)) AND clip IN (\(those))
        """,
        // What was said about an incident goes; that something was said, and by whom, stays.
        """
        UPDATE custody_event SET words = NULL
        WHERE incident IN (SELECT seq FROM incident WHERE clip IN (\(those)))
        """,
        """
        UPDATE clip SET captured_at = NULL, duration = NULL, device = NULL, account = NULL,
            consent = 0, domain = NULL, intent = NULL, confidence = NULL, priority = 0,
            audio_bytes = 0, deletion_wanted = 0, expected = NULL, expected_of = NULL
        WHERE seq IN (\(those))
        """,
    ]

    /// Whether no cell counts the account of a row of `erasing` for the sake of its clip. Which
    /// cells do, only the clip's location tells: its keys stay until that was read.
    static let isUncounted = """
        (cells = 1 OR NOT EXISTS (SELECT 1 FROM sealed_field
            WHERE sealed_field.clip = erasing.clip AND field = '\(SealedField.location.rawValue)'))
        """

    static let those = "SELECT value FROM json_each(?)"
    /// The taxonomy's word for what is in no category.
    private static let unsaid = "other"
    /// Severities that open no incident.
    private static let mild = Severity.allCases.filter { $0 < SQLiteEngine.mildestIncident }
        .map { "'\($0.rawValue)'" }.joined(separator: ", ")
}

extension SQLiteEngine {
    func cellsToForget(limit: Int) throws(StoreError) -> [SealedClip] {
        try read { db in
            try db.rows(
                """
                SELECT erasing.clip FROM erasing JOIN sealed_field USING (clip)
                WHERE part IS NULL AND step <= ? AND cells = 0 AND field = ? LIMIT ?
                """,
                [ErasureStep.requested.rawValue, SealedField.location.rawValue, limit]
            ).map { try db.storedClip($0[0]).clip }
        }
    }

    func cellsForgotten(_ clips: [ClipID]) throws(StoreError) {
        try write { db in
            let seqs = try clips.compactMap { try db.seq(of: $0) }
            try db.run(
                "UPDATE erasing SET cells = 1 WHERE clip IN (\(ErasedContents.those))",
                [jsonList(seqs)])
        }
    }

    func destroyKeys(limit: Int) throws(StoreError) -> Int {
        try write { db in
            let clips = try db.erasing(at: .requested, limit, where: ErasedContents.isUncounted)
            try db.advance(
                clips, to: .keysDestroyed,
                """
                keys = (SELECT count(*) FROM wrapped_key WHERE wrapped_key.clip = erasing.clip)
                """)
            try db.run(
                "DELETE FROM wrapped_key WHERE clip IN (\(ErasedContents.those))",
                [jsonList(clips)])
            return clips.count
        }
    }

    func eraseContents(limit: Int) throws(StoreError) -> Int {
        try write { db in
            let clips = try db.erasing(at: .keysDestroyed, limit)
            try db.advance(
                clips, to: .contentsErased,
                """
                fields = (SELECT count(*) FROM sealed_field
                    WHERE sealed_field.clip = erasing.clip),
                annotations = (SELECT count(*) FROM annotation
                    WHERE annotation.clip = erasing.clip)
                """)
            for statement in ErasedContents.statements {
                try db.run(statement, StatementArguments(repeating: jsonList(clips), in: statement))
            }
            return clips.count
        }
    }

    func soundsToRemove(limit: Int) throws(StoreError) -> [ClipID] {
        try read { db in
            try db.rows(
                """
                SELECT clip.id FROM erasing INDEXED BY erasing_open
                    JOIN clip ON clip.seq = erasing.clip
                WHERE step = ? AND part IS NULL LIMIT ?
                """, [ErasureStep.contentsErased.rawValue, limit]
            ).map { ClipID(uuid: $0[0]) }
        }
    }

    func soundsRemoved(_ clips: [ClipID]) throws(StoreError) {
        try write { db in
            let seqs = try clips.compactMap { try db.seq(of: $0) }
            try db.run(
                """
                UPDATE erasing SET step = ? WHERE step = ? AND clip IN (\(ErasedContents.those))
                """,
                [
                    ErasureStep.soundRemoved.rawValue, ErasureStep.contentsErased.rawValue,
                    jsonList(seqs),
                ])
        }
    }

    /// `secure_delete` overwrites what is deleted where it lies; what a page held before its cells
    /// moved to a neighbour it does not. Only a file built anew has none of it.
    func clearRemains() throws(StoreError) {
        let isDue = try read { db in
            try db.row(
                "SELECT 1 FROM erasing WHERE part IS NULL AND step BETWEEN ? AND ? LIMIT 1",
                [ErasureStep.keysDestroyed.rawValue, ErasureStep.namesListed.rawValue]) != nil
        }
        guard isDue else { return }
        do {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM")
                try db.checkpoint(.truncate)
            }
        } catch {
            throw StoreError(error, path: path)
        }
        try write { db in
            try db.run(
                "UPDATE erasing SET step = ? WHERE step = ? AND part IS NULL",
                [ErasureStep.remainsCleared.rawValue, ErasureStep.namesListed.rawValue])
        }
    }
}

extension StatementArguments {
    /// The same list for every question mark of a statement.
    fileprivate init(repeating list: String, in statement: String) {
        self.init(Array(repeating: list, count: statement.count { $0 == "?" }))
    }
}

extension Database {
    /// The next clips that have come as far as `step`.
    func erasing(
        at step: ErasureStep, _ limit: Int, where condition: String = "TRUE"
    ) throws -> [Int64] {
        try rows(
            """
            SELECT clip FROM erasing INDEXED BY erasing_open
            WHERE step = ? AND part IS NULL AND \(condition) LIMIT ?
            """, [step.rawValue, limit]
        ).map { $0[0] }
    }

    /// Notes a step, and what it found to do before it did it.
    fileprivate func advance(
        _ clips: [Int64], to step: ErasureStep, _ counts: String
    ) throws {
        try run(
            "UPDATE erasing SET step = ?, \(counts) WHERE clip IN (\(ErasedContents.those))",
            [step.rawValue, jsonList(clips)])
    }
}
