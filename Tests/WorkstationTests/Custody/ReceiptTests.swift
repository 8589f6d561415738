// Receipts and lists: attempts to change, drop and forge them, and to lead a write elsewhere.
import Foundation
import GRDB
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite("Receipts")
struct ReceiptTests {
    private let archive: Archive

    init() throws {
        archive = try Archive(2)
        try archive.ask()
        try archive.seat.finishErasures()
    }

    private var file: URL {
        get throws {
            let name = try #require(try archive.files(ReceiptFiles.folderName).first)
            return archive.workspace.appending(path: "\(ReceiptFiles.folderName)/\(name)")
        }
    }

    @Test func aReceiptIsPrivateAndProvesItself() throws {
        #expect(mode(of: try file.path) == 0o600)
        #expect(mode(of: try file.deletingLastPathComponent().path) == 0o700)
        let proof = try ReceiptProof(of: try file, in: archive.seat.workspace)
        #expect(proof.signer == Office.first)
        #expect(proof.receipt.clips.count == 2)
        #expect(try archive.findings() == [])
    }

    @Test func aChangedReceiptIsFound() throws {
        var text = try String(contentsOf: file, encoding: .utf8)
        text.replace("\"part\" : 1", with: "\"part\" : 1 ")
        try Data(text.utf8).write(to: file)
        #expect(try archive.findings().map(\.code) == ["receipt_changed"])
        // The content is the same, so its signature holds; the log has other bytes.
        #expect(throws: ReceiptError.unlogged) {
            try ReceiptProof(of: file, in: archive.seat.workspace)
        }
        text.replace("\"clips\" : 2", with: "\"clips\" : 3")
        try Data(text.utf8).write(to: file)
        #expect(throws: ReceiptError.unsigned) {
            try ReceiptProof(of: file, in: archive.seat.workspace)
        }
    }

    /// Whoever can write the database puts a key of their own in the signer's place, signs a receipt
    /// of what never happened with it, and puts its digest where the true one's was.
    @Test(arguments: [true, false])
    func aForgedReceiptIsNotProvedByTheTablesItWasForgedIn(keyToo: Bool) throws {
        let bytes = try Data(contentsOf: file)
        var forged = try #require(ErasureReceipt(parsing: bytes))
        forged.counts.clips = 9999
        let person = archive.seat.person.id
        let forger = PersonalKeys.create()
        let signer = forger.auditSigner(for: person, in: archive.seat.workspace.id)
        let lie = try forged.signed(by: signer)
        let database = try DatabaseQueue(
            path: archive.workspace.appending(path: Workspace.databaseName).path)
        try database.write { db in
            if keyToo {
                try db.execute(
                    sql: "UPDATE person SET signing_key = ? WHERE id = ?",
                    arguments: [forger.publicKeys.signing, person.uuid])
            }
            let triggers = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_master
                    WHERE type = 'trigger' AND tbl_name = 'audit_entry'
                    """)
            for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
            let (old, new) = (MerkleHash.digest(of: bytes), MerkleHash.digest(of: lie))
            for row in try Row.fetchAll(db, sql: "SELECT sequence, bytes FROM audit_entry") {
                var entry: Data = row[1]
                guard let place = entry.range(of: old.bytes) else { continue }
                entry.replaceSubrange(place, with: new.bytes)
                try db.execute(
                    sql: "UPDATE audit_entry SET bytes = ? WHERE sequence = ?",
                    arguments: [entry, row[0] as Int64])
            }
        }
        try database.close()
        try lie.write(to: file)
        #expect {
            try ReceiptProof(of: file, in: archive.seat.workspace)
        } throws: { error in
            if case ReceiptError.logBroken = error { true } else { false }
        }
    }

    /// The tables alone: the log is whole, and knows the signer by another key.
    @Test func aKeyInTheTableProvesNothing() throws {
        let bytes = try Data(contentsOf: file)
        let receipt = try #require(ErasureReceipt(parsing: bytes))
        let forger = PersonalKeys.create()
        let person = archive.seat.person.id
        try receipt.signed(by: forger.auditSigner(for: person, in: archive.seat.workspace.id))
            .write(to: file)
        #expect(throws: ReceiptError.unsigned) {
            try ReceiptProof(of: file, in: archive.seat.workspace)
        }
    }

    @Test func aMissingReceiptIsFoundAndWrittenAgain() throws {
        let bytes = try Data(contentsOf: file)
        let place = try file
        try FileManager.default.removeItem(at: place)
        #expect(try archive.findings().map(\.code) == ["receipt_missing"])
        try archive.seat.finishErasures()
        #expect(try Data(contentsOf: place) == bytes)
        #expect(try archive.findings() == [])
    }

    @Test func aForeignReceiptIsFound() throws {
        let forged = try file.deletingLastPathComponent().appending(path: "\(UUID())-1.json")
        try FileManager.default.copyItem(at: file, to: forged)
        #expect(try archive.findings().map(\.code) == ["receipt_foreign"])
    }

    @Test(arguments: [ReceiptFiles.folderName, TombstoneFiles.folderName])
    func aLinkInPlaceOfTheFolderIsNotFollowed(_ folder: String) throws {
        let archive = try Archive(2)
        let outside = archive.office.folder.appending(path: "outside")
        try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: false)
        let place = archive.workspace.appending(path: folder)
        try FileManager.default.createSymbolicLink(at: place, withDestinationURL: outside)
        try archive.ask()
        #expect(throws: PrivateFolderError.notAFolder(folder)) {
            try archive.seat.finishErasures()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path).isEmpty)
        // Once it is away, the rest is done.
        try FileManager.default.removeItem(at: place)
        try archive.seat.finishErasures()
        #expect(try archive.receipts().count == 1)
    }

    @Test func aLinkInPlaceOfAFileIsReplacedAndNotFollowed() throws {
        let victim = archive.office.folder.appending(path: "victim")
        try Data("mine".utf8).write(to: victim)
        let place = try file
        try FileManager.default.removeItem(at: place)
        let folder = try PrivateFolder(
            ReceiptFiles.folderName, in: archive.workspace, making: false)
        let name = place.lastPathComponent
        symlink(victim.path, place.path)
        #expect(folder.read(name) == nil)
        try folder.write(Data("receipt".utf8), to: name)
        #expect(try Data(contentsOf: victim) == Data("mine".utf8))
        #expect(folder.read(name) == Data("receipt".utf8))
        for wrong in ["../victim", "/tmp/x", ".hidden", ""] {
            #expect(throws: PrivateFolderError.self) { try folder.write(Data(), to: wrong) }
        }
    }
}
