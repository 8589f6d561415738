// The database file itself: made private, told from strangers, migrated once, damaged and full.
import Foundation
import GRDB
import ReviewCore
import Testing
import Vault

@testable import Store

@Suite("The workspace's file")
struct WorkspaceFileTests {
    private let scratch: ScratchDirectory
    private let path: String

    init() throws {
        scratch = try ScratchDirectory()
        path = scratch.file("earshot.db")
    }

    private func create(_ migrator: Migrator = Migrator()) throws -> SQLiteEngine {
        try SQLiteEngine(
            creating: path, workspace: UUID(), now: Timestamp(microseconds: 1),
            migrator: migrator)
    }

    private func mode(_ file: String) throws -> Int? {
        let facts = try FileManager.default.attributesOfItem(atPath: file)
        return (facts[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test("Only the owner may read it, whatever the umask")
    func privateFiles() throws {
        let engine = try create()
        try engine.port.queues.create(Workplace(engine.port).sampleQueue, .init(microseconds: 1))
        for suffix in ["", "-wal", "-shm"] { #expect(try mode(path + suffix) == 0o600) }
        #expect(try engine.health(deep: false).isPrivate)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(try !engine.health(deep: false).isPrivate)
    }

    @Test("It keeps what it must: WAL, full sync, overwritten remains, foreign keys")
    func settings() throws {
        let engine = try create()
        let found = try engine.write { db in
            try ["journal_mode", "synchronous", "secure_delete", "foreign_keys"].map {
                try String.fetchOne(db, sql: "PRAGMA " + $0)
            }
        }
        #expect(found == ["wal", "2", "1", "1"])
    }

    @Test("The first person is in the file before it has its name, or there is no file")
    func firstPerson() throws {
        let place = Workplace(try create().port)
        let person = Person(id: place.id(), name: "ana", roles: [.custodian])
        let member = Member(
            person: person, keys: PublicKeys(agreement: place.bytes(32), signing: place.bytes(32)))
        let grant = KeyGrant(
            person: person.id, keyClass: .text, generation: 1, sealed: Data([7]))
        let foreign = KeyGrant(
            person: place.id(), keyClass: .text, generation: 1, sealed: Data([7]))
        let second = scratch.file("second.db")
        let make = { (grants: [KeyGrant]) in
            try SQLiteStore.create(
                at: second, workspace: UUID(), now: .init(microseconds: 1),
                firstMember: member, grants: grants)
        }
        // What goes wrong while it is filled leaves the place free for another try.
        #expect(throws: StoreError.self) { try make([grant, foreign]) }
        #expect(!FileManager.default.fileExists(atPath: second))
        let store = try make([grant])
        #expect(try store.people.list() == [member])
        #expect(try store.people.grants(person.id) == [grant])
    }

    @Test("Deadlines are the taxonomy's, the built-in one or the one handed in")
    func deadlines() throws {
        let place = Workplace(try create().port)
        let queue = try place.queue("q")
        try place.fill(queue, 4)
        let ana = try place.person("ana")
        for (severity, claimed) in zip(Severity.allCases, try place.claim(ana, [queue], count: 4)) {
            try place.submit(claimed, flag: Flag(category: "other", severity: severity))
        }
        var files = TradeDataFiles.embedded
        let text = String(decoding: try #require(files.bytes[.incidents]), as: UTF8.self)
        files.bytes[.incidents] = Data(
            text.replacingOccurrences(
                of: "\"acknowledgeMinutes\": 60,", with: "\"acknowledgeMinutes\": 7,"
            ).utf8)
        let stricter = try SQLiteStore.open(
            at: path, policy: IncidentPolicy(TradeData(files).incidents))
        let builtIn = try TradeData.load().incidents
        let start = place.now
        for severity in [Severity.p0, .p1, .p2] {
            let minutes = try #require(builtIn.terms(of: severity)?.acknowledgeMinutes)
            let due = start.advanced(bySeconds: Double(minutes * 60))
            let early = due.advanced(bySeconds: -1)
            let before = try place.store.records.status(early, early).incidents.breached
            #expect(try place.store.records.status(due, due).incidents.breached == before + 1)
        }
        let soon = start.advanced(bySeconds: 7 * 60 + 1)
        #expect(try place.store.records.status(soon, soon).incidents.breached == 1)
        #expect(try stricter.records.status(soon, soon).incidents.breached == 2)
        #expect(try stricter.records.status(soon, soon).incidents.open == 3)
    }

    @Test("What is no workspace is not touched")
    func strangers() throws {
        #expect(throws: StoreError(.notAWorkspace)) { try SQLiteStore.open(at: path) }
        for content in ["", "hello", String(repeating: "SQLite format 3\0", count: 40)] {
            try Data(content.utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: StoreError(.notAWorkspace)) { try SQLiteStore.open(at: path) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(content.utf8))
        }
        try FileManager.default.removeItem(atPath: path)
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE t (x)") }
        #expect(throws: StoreError(.notAWorkspace)) { try SQLiteStore.open(at: path) }
        #expect(throws: StoreError(.notAWorkspace)) {
            try SQLiteStore.create(
                at: "/nowhere/at/all/db", workspace: UUID(), now: .init(microseconds: 1))
        }
    }

    @Test("A newer Earshot's workspace is refused, and says so")
    func newer() throws {
        let engine = try create()
        try engine.write { try $0.execute(sql: "PRAGMA user_version = 99") }
        try engine.close()
        let known = Migrator().newest
        let error = #expect(throws: StoreError.self) { try SQLiteStore.open(at: path) }
        #expect(error?.kind == .newerSchema(found: 99, known: known))
        #expect(error?.description.contains("99") == true)
        #expect(error?.description.contains(path) == false)
    }

    @Test("Many who open an old workspace at once migrate it once, and lose nothing")
    func migratedOnce() throws {
        let old = try create()
        let desk = Workplace(old.port)
        let clip = try desk.fill(try desk.queue("q"), 1)[0]
        try old.close()
        let newest = Migrator().newest
        let next = Migration(
            version: newest + 1, sql: "CREATE TABLE extra (x); INSERT INTO extra VALUES (1);")
        let path = path
        DispatchQueue.concurrentPerform(iterations: 6) { _ in
            #expect(throws: Never.self) {
                let steps = Migration.all + [next]
                let engine = try SQLiteEngine(
                    opening: path, migrator: Migrator(steps: steps))
                #expect(try engine.read { try $0.number("SELECT count(*) FROM extra") } == 1)
                #expect(try engine.storedClip(clip.id)?.clip == clip)
                try engine.close()
            }
        }
        #expect(throws: StoreError(.newerSchema(found: newest + 1, known: newest))) {
            try SQLiteStore.open(at: path)
        }
    }

    @Test("A migration that fails halfway leaves the old workspace")
    func failedMigration() throws {
        try create().close()
        let newest = Migrator().newest
        let bad = Migration(
            version: newest + 1, sql: "CREATE TABLE extra (x); INSERT INTO nowhere VALUES (1);")
        #expect(throws: StoreError(.failed)) {
            try SQLiteEngine(opening: path, migrator: Migrator(steps: Migration.all + [bad]))
        }
        let engine = try SQLiteEngine(opening: path)
        #expect(try engine.workspaceMeta().schemaVersion == newest)
        #expect(try engine.read { try $0.tableExists("extra") } == false)
    }

    @Test("A full disk is named, and what was there stays")
    func diskFull() throws {
        let engine = try create()
        let desk = Workplace(engine.port)
        let queue = try desk.queue("q")
        let kept = try desk.fill(queue, 1)[0]
        try engine.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
        }
        #expect(throws: StoreError(.diskFull)) { try desk.fill(queue, 500) }
        #expect(try engine.storedClip(kept.id)?.clip == kept)
        #expect(try desk.counts("q")?.waiting == 1)
    }

    @Test("Damage is named")
    func corrupt() throws {
        let engine = try create()
        let desk = Workplace(engine.port)
        try desk.fill(try desk.queue("q"), 200)
        try engine.close()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let size = try file.seekToEnd()
        for offset in stride(from: UInt64(4096), to: size, by: 4096) {
            try file.seek(toOffset: offset)
            try file.write(contentsOf: Data(repeating: 0xFF, count: 4096))
        }
        try file.close()
        try? FileManager.default.removeItem(atPath: "/tmp/showdbg")
        try? FileManager.default.createDirectory(
            atPath: "/tmp/showdbg", withIntermediateDirectories: true)
        for s in ["", "-wal", "-shm"] {
            try? FileManager.default.copyItem(atPath: path + s, toPath: "/tmp/showdbg/x.db" + s)
        }
        #expect(throws: StoreError(.corrupt)) {
            _ = try SQLiteStore.open(at: path).queues.list()
        }
    }

    @Test("A change counter sees another connection's commits")
    func watching() throws {
        let one = try create()
        let two = try SQLiteEngine(opening: path)
        let before = try one.changeCounter()
        _ = try Workplace(two.port).queue("q")
        #expect(try one.changeCounter() != before)
    }

    @Test("No error text prints a path, and every one ends in what to do")
    func redacted() {
        let kinds: [StoreError.Kind] = [
            .diskFull, .busy, .readOnly, .denied, .corrupt, .notAWorkspace, .alreadyAWorkspace,
            .newerSchema(found: 2, known: 1), .nameTaken, .unknown("queue"), .audioMissing,
            .foreignKeys, .brokenLog, .misuse("rule"), .failed,
        ]
        for kind in kinds {
            let error = StoreError(kind, detail: "/home/lucia/secret")
            #expect(!"\(error)".contains("lucia"))
            #expect(String(reflecting: error).contains("lucia"))
            #expect("\(error)".contains(";") || "\(error)".contains("please"))
        }
    }
}

extension Workplace {
    var sampleQueue: Queue { Queue(id: id(), name: "q", locale: "es-CR") }
}
