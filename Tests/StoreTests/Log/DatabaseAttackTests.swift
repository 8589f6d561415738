// The log attacked through the file, as somebody with the database in hand would.
import Foundation
import GRDB
import ReviewCore
import Store
import Testing
import Vault

@Suite("The log's file in strange hands")
struct DatabaseAttackTests {
    private let scratch: ScratchDirectory
    private let place: LoggedPlace

    init() throws {
        scratch = try ScratchDirectory()
        place = try LoggedPlace(scratch.file("earshot.db"))
        for number in 0..<30 { _ = try place.desk.queue("q\(number)") }
    }

    /// Opens the file by other means, without its triggers.
    private func tamper(_ body: (Database) throws -> Void) throws {
        let queue = try DatabaseQueue(path: place.path)
        try queue.write { db in
            for trigger in ["audit_in_order", "audit_unchanged", "audit_undeleted"] {
                try db.execute(sql: "DROP TRIGGER IF EXISTS \(trigger)")
            }
            try body(db)
        }
        try queue.close()
    }

    @Test(
        "Whatever is changed, the first entry it touches is named",
        arguments: [
            (
                "UPDATE audit_entry SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB) WHERE sequence = 12",
                12
            ),
            ("UPDATE audit_entry SET signature = zeroblob(64) WHERE sequence = 12", 12),
            ("UPDATE audit_entry SET hashes = zeroblob(length(hashes)) WHERE sequence = 12", 12),
            ("UPDATE audit_entry SET hashes = substr(hashes, 1, 32) WHERE sequence = 7", 7),
            ("UPDATE audit_entry SET bytes = x'' WHERE sequence = 0", 0),
            ("DELETE FROM audit_entry WHERE sequence = 5", 5),
            ("DELETE FROM audit_entry WHERE sequence BETWEEN 5 AND 9", 5),
            ("DELETE FROM audit_entry WHERE sequence = 0", 0),
            (
                """
                UPDATE audit_entry SET sequence = sequence + 1000 WHERE sequence IN (8, 9);
                UPDATE audit_entry SET sequence = 9 WHERE sequence = 1008;
                UPDATE audit_entry SET sequence = 8 WHERE sequence = 1009;
                """, 8
            ),
            (
                """
                INSERT INTO audit_entry
                    SELECT 31, bytes, signature, hashes FROM audit_entry WHERE sequence = 30
                """, 31
            ),
        ])
    func changed(sql: String, first: Int64) throws {
        try tamper { try $0.execute(sql: sql) }
        let findings = try place.check().findings
        #expect(findings.first?.sequence == first)
    }

    @Test("An end that is cut off, or an older file put back, shows by the checkpoint kept")
    func rolledBack() throws {
        try place.bare.upkeep.close()
        let older = scratch.file("older.db")
        try FileManager.default.copyItem(atPath: place.path, toPath: older)
        let reopened = try SQLiteStore.open(at: place.path)
        let store = reopened.audit.signing(AuditScribe(place.signer))
        _ = try Workplace(store, seed: 70).queue("one more")
        let note = try place.signer.checkpoint(try store.audit.head())
        let kept = KeptCheckpoint(name: "kept", bytes: Data(note.serialized.utf8))
        #expect(try place.check(store, checkpoints: [kept]).findings == [])
        let replayed = try SQLiteStore.open(at: older)
        #expect(try place.check(replayed).isSound)
        #expect(
            try place.check(replayed, checkpoints: [kept]).findings == [
                .checkpointAhead(name: "kept", size: 32, have: 31)
            ])
        // The cut-off log goes on, with as many entries as before: another past all the same.
        let forked = replayed.audit.signing(AuditScribe(place.signer))
        _ = try Workplace(forked, seed: 71).queue("another")
        #expect(
            try place.check(replayed, checkpoints: [kept]).findings == [
                .checkpointFork(name: "kept", size: 32)
            ])
    }

    @Test("A key exchanged in the register shows")
    func swappedKey() throws {
        let bogdan = try place.colleague("bogdan")
        try tamper { db in
            try db.execute(
                sql: "UPDATE person SET signing_key = ? WHERE id = ?",
                arguments: [PersonalKeys.create().publicKeys.signing, bogdan.id.uuid])
        }
        #expect(
            try place.check().findings == [.keySwapped(bogdan.id, pinnedAt: 31)])
        let own = try place.desk(of: bogdan.signer, seed: 5)
        #expect(throws: StoreError(.foreignKeys)) { try own.queue("mine") }
    }

    @Test("A role that somebody gives themselves in the register shows, and so does its use")
    func risenRole() throws {
        let bogdan = try place.colleague("bogdan")
        try tamper { db in
            try db.execute(
                sql: "UPDATE person SET roles = 'reviewer custodian' WHERE id = ?",
                arguments: [bogdan.id.uuid])
        }
        #expect(try place.check().findings == [.rolesSwapped(bogdan.id, pinnedAt: 31)])
        let own = try place.desk(of: bogdan.signer, seed: 5)
        _ = try own.queue("mine")
        #expect(
            try place.check().findings == [
                .rolesSwapped(bogdan.id, pinnedAt: 31),
                .notAllowed(32, actor: bogdan.id, .openQueue),
            ])
    }

    @Test("Where the log's hashes are damaged, nothing is logged on top of them")
    func damaged() throws {
        try tamper { try $0.execute(sql: "UPDATE audit_entry SET hashes = x''") }
        #expect(throws: StoreError(.brokenLog)) { try place.desk.queue("one more") }
        #expect(throws: StoreError(.brokenLog)) { try place.bare.audit.head() }
        #expect(try place.store.queues.list().count == 30)
    }

    @Test("No name, key or secret stands in the log's bytes")
    func nothingReadable() throws {
        _ = try place.colleague("lucia-ileana")
        _ = try place.desk.queue("nightshift")
        let rows = try place.bare.audit.page(AuditFilter(), 0, 1000).entries
        let bytes = rows.reduce(into: Data()) { $0 += $1.entry.bytes }
        // Long enough that no hash or signature has them by chance.
        for text in ["lucia", "ileana", "nightshift", "es-CR"] {
            #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text) is in the log")
        }
    }
}
