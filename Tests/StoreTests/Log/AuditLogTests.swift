// What is done is logged with it or not at all, by whoever does it, in one line without gaps.
import Foundation
import GRDB
import ReviewCore
import Synchronization
import Testing
import Vault

@testable import Store

@Suite("The log of a workspace")
struct AuditLogTests {
    private let scratch: ScratchDirectory
    private let place: LoggedPlace

    init() throws {
        scratch = try ScratchDirectory()
        place = try LoggedPlace(scratch.file("earshot.db"))
    }

    @Test("A shift's work is in it, each thing once, and it is sound")
    func shift() throws {
        let desk = place.desk
        let q = try desk.queue("q")
        let clips = try desk.fill(q, 3)
        let first = try #require(try desk.claim(place.founder, [q], count: 3).first)
        let flag = Flag(category: "other", severity: .p1)
        let annotation = desk.annotation(first.clip.id, place.founder, flag: flag)
        for _ in 0..<2 {
            #expect(
                try desk.store.work.submit(annotation, first.lease.token) == .stored(revision: 1))
        }
        let amended = desk.annotation(first.clip.id, place.founder)
        _ = try desk.store.work.amend(amended, annotation.id)
        _ = try desk.undo(place.founder, first.clip.id)
        _ = try place.colleague("bogdan")
        #expect(
            try place.actions == [
                .workspaceCreated, .queueCreated, .clipImported, .clipClaimed, .clipClaimed,
                .clipClaimed, .annotationSubmitted, .flagRaised, .incidentOpened,
                .annotationAmended, .annotationUndone, .personAdded,
            ])
        let events = try place.events
        #expect(events[2].facts.contains(.count(.added, clips.count)))
        #expect(events[6].subject == .clip(first.clip.id))
        #expect(events[6].facts.contains(.matter(.annotation, annotation.id.uuid)))
        #expect(
            events[6].facts.contains(
                .digest(.sealedAnnotation, .digest(of: annotation.content))))
        #expect(events[7].facts == [.severity(.p1)])
        #expect(try place.check().findings == [])
        #expect(try place.check().head == place.bare.audit.head())
    }

    @Test("Nothing new in a batch is nothing to log")
    func importedTwice() throws {
        let q = try place.desk.queue("q")
        let clip = place.desk.clip()
        for _ in 0..<3 { _ = try place.store.queues.ingest(q, [clip], place.desk.now) }
        #expect(try place.actions == [.workspaceCreated, .queueCreated, .clipImported])
    }

    @Test("What others decide of queues and clips is logged once, where it changes something")
    func decisions() throws {
        let (desk, now) = (place.desk, place.desk.now)
        let q = try desk.queue("q")
        let clips = try desk.fill(q, 2).map(\.id)
        for open in [true, false, false, true] { try place.store.queues.setOpen(q, open, now) }
        for _ in 0..<2 { try place.store.work.setAside(clips, .hold(.unstated), now) }
        for _ in 0..<2 { try place.store.work.setAside([clips[0]], .consentWithdrawn, now) }
        for _ in 0..<2 { try place.store.work.endHold(clips, now) }
        let grant = KeyGrant(
            person: place.founder, keyClass: .text, generation: 1, sealed: Data([1]))
        try place.store.people.addGrants([grant], now)
        let events = try place.events.dropFirst(3)
        #expect(
            events.map(\.action) == [
                .queueClosed, .queueOpened, .holdSet, .holdSet, .consentWithdrawn, .holdEnded,
                .holdEnded, .grantGiven,
            ])
        #expect(events.map(\.subject)[3...5].allSatisfy { $0 != .workspace })
        #expect(try desk.state(clips[0]) == .withdrawn)
        #expect(try place.check().findings == [])
    }

    @Test("An opt-out is one entry a device, in counts, whatever the number of its clips")
    func optOut() throws {
        let (desk, now) = (place.desk, place.desk.now)
        let q = try desk.queue("q")
        let name = Pseudonym(rawValue: "abcdefghijklmnop")
        let clips = (0..<3).map { _ in
            var clip = desk.clip()
            clip.device = name
            return clip
        }
        _ = try place.store.queues.ingest(q, clips, now)
        for dryRun in [true, false, false] {
            try desk.optOut(desk.wish(device: name), dryRun: dryRun)
        }
        let events = try place.events.dropFirst(3)
        #expect(events.map(\.action) == [.consentWithdrawn])
        #expect(events.first?.subject == AuditPseudonym(name).map(AuditSubject.device))
        #expect(events.first?.facts.contains(.count(.clips, 3)) == true)
        #expect(try place.check().findings == [])
    }

    @Test("What fails leaves no entry, and no entry leaves nothing done")
    func together() throws {
        let before = try place.bare.audit.head()
        let queue = Queue(id: place.desk.id(), name: "q", locale: "es-CR")
        try place.store.queues.create(queue, place.desk.now)
        #expect(throws: StoreError(.nameTaken)) {
            try place.store.queues.create(queue, place.desk.now)
        }
        #expect(try place.bare.audit.head().size == before.size + 1)
        // Unsigned, or signed with keys the register does not know: neither entry nor deed.
        let other = Queue(id: place.desk.id(), name: "other", locale: "es-CR")
        #expect(throws: StoreError.self) { try place.bare.queues.create(other, place.desk.now) }
        let thief = PersonalKeys.create().auditSigner(for: place.founder, in: place.workspace)
        let forged = place.bare.audit.signing(AuditScribe(thief))
        #expect(throws: StoreError(.foreignKeys)) {
            try forged.queues.create(other, place.desk.now)
        }
        #expect(try place.store.queues.list().map(\.name) == ["q"])
        #expect(try place.bare.audit.head().size == before.size + 1)
    }

    @Test("Nobody signs for somebody else")
    func inOnesOwnName() throws {
        let desk = place.desk
        let q = try desk.queue("q")
        try desk.fill(q, 1)
        let bogdan = try place.colleague("bogdan")
        #expect(throws: StoreError.self) { try desk.claim(bogdan.id, [q]) }
        let own = try place.desk(of: bogdan.signer, seed: 5)
        let claimed = try #require(try own.claim(bogdan.id, [q]).first)
        #expect(throws: StoreError.self) { try desk.submit(claimed) }
        #expect(try desk.state(claimed.clip.id) == .leased)
        #expect(try own.submit(claimed) == .stored(revision: 1))
        #expect(try place.check().findings == [])
    }

    @Test("A log begins with its workspace and never later")
    func noLogYet() throws {
        let path = scratch.file("old.db")
        let old = Workplace(
            try SQLiteStore.create(
                at: path, workspace: place.workspace.uuid, now: Timestamp(microseconds: 1)))
        let keys = PersonalKeys.create()
        let ana = Person(id: old.id(), name: "ana", roles: [.custodian])
        try old.store.people.add(Member(person: ana, keys: keys.publicKeys), old.now)
        _ = try old.queue("unsigned")
        #expect(try old.store.audit.head() == TreeHead(size: 0, root: .emptyRoot))
        let signer = keys.auditSigner(for: ana.id, in: place.workspace)
        let signed = Workplace(old.store.audit.signing(AuditScribe(signer)), seed: 8)
        #expect(throws: StoreError(.misuse("a log begins with its workspace"))) {
            try signed.queue("signed")
        }
        #expect(try old.store.audit.head().size == 0)
        #expect(try old.store.queues.list().map(\.name) == ["unsigned"])
    }

    @Test("Filters find what they say, page by page")
    func filters() throws {
        let desk = place.desk
        let q = try desk.queue("q")
        let clips = try desk.fill(q, 6)
        let bogdan = try place.colleague("bogdan")
        let own = try place.desk(of: bogdan.signer, seed: 5)
        desk.pass(100)
        own.now = desk.now
        for claimed in try own.claim(bogdan.id, [q], count: 6) { try own.submit(claimed) }
        func found(_ filter: AuditFilter) throws -> Int {
            var (count, next) = (0, Int64?.some(0))
            while let from = next {
                let page = try place.bare.audit.page(filter, from, 2)
                count += page.entries.count
                next = page.next
            }
            return count
        }
        #expect(try found(AuditFilter()) == 16)
        #expect(try found(AuditFilter(actor: bogdan.id)) == 12)
        #expect(try found(AuditFilter(actor: desk.id())) == 0)
        #expect(try found(AuditFilter(action: .annotationSubmitted)) == 6)
        #expect(try found(AuditFilter(since: desk.now)) == 12)
        #expect(try found(AuditFilter(since: desk.now.advanced(bySeconds: 1))) == 0)
        #expect(try found(AuditFilter(subject: .clip(clips[2].id))) == 2)
        #expect(try found(AuditFilter(actor: place.founder, action: .personAdded)) == 1)
    }

    @Test("What the store proves is believed by whoever holds the head alone")
    func proofs() throws {
        var heads: [TreeHead] = []
        for number in 0..<40 {
            heads.append(try place.bare.audit.head())
            _ = try place.desk.queue("q\(number)")
        }
        for sequence in 0..<Int64(41) {
            let proof = try #require(try place.bare.audit.inclusion(sequence))
            #expect(proof.head.includes(proof.entry.leaf, at: sequence, by: proof.path))
        }
        for head in heads {
            let proof = try #require(try place.bare.audit.consistency(head.size))
            #expect(proof.head.extends(head, by: proof.path))
        }
        #expect(try place.bare.audit.inclusion(41) == nil)
        #expect(try place.bare.audit.inclusion(-1) == nil)
        #expect(try place.bare.audit.consistency(42) == nil)
    }

    @Test("A checkpoint is due each time the log has grown enough, after the commit")
    func due() throws {
        let sizes = Mutex<[Int64]>([])
        let store = Mutex<ReviewStore?>(nil)
        let place = try LoggedPlace(scratch.file("due.db")) {
            let head = try? store.withLock { try $0?.audit.head() }
            sizes.withLock { $0.append(head?.size ?? -1) }
        }
        store.withLock { $0 = place.bare }
        for number in 0..<25 { _ = try place.desk.queue("q\(number)") }
        #expect(sizes.withLock { $0 } == [10, 20])
    }

    @Test("The engine itself refuses to change, shorten, skip or overwrite it")
    func appendOnly() throws {
        let engine = try SQLiteEngine(opening: place.path)
        for sql in [
            "UPDATE audit_entry SET bytes = x'00'", "DELETE FROM audit_entry",
            "INSERT INTO audit_entry VALUES (7, x'00', x'00', x'00')",
            "INSERT OR REPLACE INTO audit_entry VALUES (0, x'00', x'00', x'00')",
            "UPDATE OR REPLACE audit_entry SET sequence = 3",
        ] {
            #expect(throws: StoreError.self) { try engine.write { try $0.execute(sql: sql) } }
        }
        #expect(try place.check().findings == [])
    }
}
