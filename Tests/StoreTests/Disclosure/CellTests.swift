// How many share a cell, as the database knows it; and what the database does not know.
import Foundation
import GRDB
import ReviewCore
import Store
import Testing
import Vault

@Suite("Cells and who shares them")
struct CellTests {
    private let scratch: ScratchDirectory
    private let place: Workplace
    private let vault: ClipVault
    private let queue: QueueID
    private let path: String

    private static let home = Coordinates(latitude: 45.7538, longitude: 21.2257)

    init() throws {
        scratch = try ScratchDirectory()
        path = scratch.file("earshot.db")
        place = Workplace(
            try SQLiteStore.create(at: path, workspace: UUID(), now: .init(microseconds: 1)))
        vault = ClipVault(keyring: .create(for: place.id()))
        queue = try place.queue("q", locale: "mul")
    }

    @discardableResult
    private func bring(
        _ accounts: [String?], at point: Coordinates = home, contacts: [Contact] = []
    ) throws -> [SealedClip] {
        let clips = try accounts.map { account in
            let id: ClipID = place.id()
            return try vault.seal(
                IncomingClip(
                    sourceID: "source \(id)", audio: AudioSource(path: "a.wav"), locale: "es-CR",
                    accountID: account, consent: Consent(id: "c", granted: true),
                    hypothesis: Hypothesis(text: "x"), location: point, contacts: contacts),
                as: id, in: queue, audio: Data([1])
            ).clip
        }
        #expect(try place.store.queues.ingest(queue, clips, place.now) == clips.map { _ in .added })
        return clips
    }

    private func accounts(_ count: Int, from first: Int = 0) -> [String] {
        (first..<first + count).map { "account \($0)" }
    }

    private func shared(_ clip: SealedClip, by count: Int) throws -> Int {
        try place.store.disclosures.shared(clip.cells.map(\.token), count).count
    }

    @Test("Twenty accounts share a cell, nineteen do not, and one account counts once")
    func counted() throws {
        let clip = try bring(accounts(19) + [nil, nil])[0]
        try bring(accounts(19))
        #expect(try shared(clip, by: 19) == 4)
        #expect(try shared(clip, by: 20) == 0)
        try bring(accounts(1, from: 19), at: Coordinates(latitude: 45.8, longitude: 21.3))
        #expect(try shared(clip, by: 20) == 2)
        try bring(accounts(1, from: 20))
        #expect(try shared(clip, by: 20) == 4)
    }

    @Test("Forgetting a clip's cells takes its account out of them, and of no other")
    func forgotten() throws {
        let clips = try bring(accounts(20))
        try place.store.disclosures.forgetCells(clips[7].cells)
        #expect(try shared(clips[0], by: 20) == 0)
        #expect(try shared(clips[0], by: 19) == 4)
        try place.store.disclosures.forgetCells(clips[7].cells)
        #expect(try shared(clips[0], by: 19) == 4)
    }

    @Test("Only who erases forgets, and only who discloses asks")
    func gate() throws {
        let clip = try bring(accounts(1))[0]
        let id = try place.person("eve", [.engineer])
        let store = place.store.acting(as: Person(id: id, name: "eve", roles: [.engineer]))
        #expect(throws: StoreError.self) { try store.disclosures.forgetCells(clip.cells) }
        #expect(throws: StoreError.self) {
            try store.disclosures.shared(clip.cells.map(\.token), 1)
        }
    }

    /// Nothing that the table holds is anywhere else in the database, the order of its rows is
    /// that of the tokens, and no number of clips can be read off it.
    @Test("A reader of the database joins no cell with a clip, an account or another cell")
    func unjoinable() throws {
        let clips = try bring(accounts(6) + accounts(3))
        let db = try DatabaseQueue(path: path)
        defer { try? db.close() }
        try db.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT token, tag FROM cell_account")
                .map { (token: $0[0] as Data, tag: $0[1] as Data) }
            #expect(rows.count == 24)
            #expect(Set(rows.map(\.tag)).count == 24)
            #expect(
                rows.map(\.token) == rows.map(\.token).sorted { $0.lexicographicallyPrecedes($1) })
            let columns = try String.fetchAll(
                db, sql: "SELECT name FROM pragma_table_info('cell_account')")
            #expect(columns == ["token", "tag"])
            let fields = try Data.fetchAll(db, sql: "SELECT bytes FROM sealed_field")
            for row in rows {
                #expect(fields.allSatisfy { $0.range(of: row.token) == nil })
                #expect(fields.allSatisfy { $0.range(of: row.tag) == nil })
            }
        }
        #expect(try place.store.records.clip(clips[0].id)?.clip.cells == [])
    }

    @Test("No byte of a location or a contact is in the database's files")
    func secret() throws {
        try bring(
            accounts(3),
            contacts: [Contact(name: "Marigold Testerson", phone: "+1 202 555 0117")])
        try place.store.upkeep.close()
        for suffix in ["", "-wal", "-shm"] {
            guard let bytes = FileManager.default.contents(atPath: path + suffix) else { continue }
            for word in [
                "Marigold", "Testerson", "555 0117", "45.7538", "21.2257", "u2ph", "account 0",
            ] {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(suffix)")
            }
        }
    }
}
