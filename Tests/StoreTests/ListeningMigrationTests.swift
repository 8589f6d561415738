// A workspace made before listening was kept: every record stays as it was, and new ones have more.
import Foundation
import GRDB
import ReviewCore
import Testing
import Vault

@testable import Store

@Suite("Listening is added to an old workspace")
struct ListeningMigrationTests {
    private let scratch: ScratchDirectory
    private let path: String

    init() throws {
        scratch = try ScratchDirectory()
        path = scratch.file("earshot.db")
    }

    /// A row as version 1 wrote it.
    private func insert(_ annotation: SealedAnnotation, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO annotation (id, clip, queue, person, revision, standing, outcome,
                    judgments, wants_deletion, corrected_intent, seconds, heard_seconds, coverage,
                    plays, keystrokes, submitted_at, first_at, turn, content)
                SELECT ?, clip.seq, clip.queue, person.seq, 1, 0, 0, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?,
                    1, ?
                FROM clip, person WHERE clip.id = ? AND person.id = ?
                """,
            arguments: [
                annotation.id.uuid, #"{"activation":["intended"],"error":["asr","intent"]}"#,
                annotation.correctedIntent, annotation.effort.seconds,
                annotation.effort.heardSeconds, annotation.effort.coverage,
                annotation.effort.plays, annotation.effort.keystrokes,
                annotation.submittedAt.microseconds, annotation.submittedAt.microseconds,
                annotation.content, annotation.clip.uuid, annotation.person.uuid,
            ])
    }

    /// Likewise a clip: whoever takes one in today asks tables that version 1 did not have.
    private func insert(_ clip: SealedClip, into queue: QueueID, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO clip (id, queue, source, locale, consent, priority, audio_bytes,
                    ingested_at)
                SELECT ?, seq, ?, ?, 1, 0, ?, 1 FROM queue WHERE id = ?
                """,
            arguments: [
                clip.id.uuid, clip.sourceDigest, clip.locale, clip.sealedAudioBytes, queue.uuid,
            ])
    }

    private func insert(
        _ person: PersonID, named name: String, _ place: Workplace, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO person (id, name, folded, roles, agreement_key, signing_key, added_at)
                VALUES (?, ?, ?, 'reviewer', ?, ?, 1)
                """, arguments: [person.uuid, name, name, place.bytes(32), place.bytes(32)])
    }

    @Test("Old annotations are read as they were written, and amended with what was heard")
    func oldRecords() throws {
        let old = try SQLiteEngine(
            creating: path, workspace: UUID(), now: Timestamp(microseconds: 1),
            migrator: Migrator(steps: [.firstSchema]))
        #expect(try old.workspaceMeta().schemaVersion == 1)
        let place = Workplace(old.port)
        let queue = try place.queue("q")
        let clips = [place.clip(), place.clip()]
        try old.write { db in for clip in clips { try insert(clip, into: queue, db) } }
        let ana: PersonID = place.id()
        try old.write { try insert(ana, named: "ana", place, $0) }
        var before = place.annotation(clips[0].id, ana, listening: ClipCoverage())
        before.effort = Effort(
            seconds: 20.5, heardSeconds: 4.5, coverage: 0.75, plays: 2, keystrokes: 31)
        try old.write { try insert(before, $0) }
        try old.close()

        let engine = try SQLiteEngine(opening: path)
        #expect(try engine.workspaceMeta().schemaVersion == Migrator().newest)
        #expect(try engine.history(clips[0].id).map(\.annotation) == [before])
        #expect(try engine.health(deep: true).problems == [])

        let after = place.annotation(clips[0].id, ana)
        #expect(!after.effort.listening.isEmpty)
        #expect(try engine.amend(after, replacing: before.id) == .stored(revision: 2))
        #expect(try engine.history(clips[0].id).map(\.annotation) == [before, after])
        let kept = try engine.read { db in
            try String?.fetchAll(db, sql: "SELECT listening FROM annotation ORDER BY seq")
        }
        #expect(kept == [nil, after.effort.listening.text])
        // The figures stay where queries look for them.
        let plays = try engine.read { try $0.number("SELECT sum(plays) FROM annotation") }
        #expect(plays == 4)
    }

    @Test(
        "What was damaged in the column costs the listening, not the list",
        arguments: ["", "{", #"{"v":9,"p":1,"s":[]}"#, #"{"v":1,"p":"x"}"#, "\u{0}", "null"])
    func damaged(_ text: String) throws {
        let engine = try SQLiteEngine(
            creating: path, workspace: UUID(), now: Timestamp(microseconds: 1))
        let place = Workplace(engine.port)
        let clips = try place.fill(try place.queue("q"), 1)
        let claimed = try place.claim(
            try place.person("ana"), try engine.port.queues.list().map(\.id))[0]
        try place.submit(claimed)
        try engine.write {
            try $0.execute(sql: "UPDATE annotation SET listening = ?", arguments: [text])
        }
        let found = try engine.history(clips[0].id).map(\.annotation)
        #expect(found.count == 1 && found.first?.effort.listening.isEmpty == true)
        #expect(found.first?.effort.plays == 2)
    }
}
