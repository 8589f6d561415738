// Disclosures through real keys, store and vault: who sees what, and every way round that fails.
import Foundation
import GRDB
import ReviewCore
import Screens
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct DiscloserTests {
    private let office: Office
    private let queue: ReviewCore.Queue
    private let schema: IntentSchema

    private static let book = """
        [{"name":"Otto Samplewood","phone":"+1 202 555 0142","relation":"friend"},\
        {"name":"Marigold Testerson","phone":"+1 202 555 0117","relation":"aunt"}]
        """

    init() throws {
        office = try Office()
        queue = try office.queue()
        schema = try #require(try TradeData.load().schema(named: "massive"))
        try office.wave(seconds: 0.3, to: "sound.wav")
    }

    private func colleague(_ name: String, _ clearances: Set<Clearance>) throws -> Seat {
        _ = try office.seat.add(
            person: name, roles: [.reviewer], clearances: clearances,
            surroundings: office.surroundings, now: .now)
        return try office.another(name)
    }

    /// `count` clips of one intent, each of another account at one place.
    private func bring(
        _ intent: String, _ count: Int = 1, slots: String = "", from first: Int = 0
    ) throws {
        let scenario = intent.prefix { $0 != "_" }
        let lines = (first..<first + count).map { number in
            """
            {"id":"\(intent)-\(number)","audio":"sound.wav","locale":"en-US",\
            "account_id":"account-\(number)","consent":{"id":"c","granted":true},\
            "hypothesis":{"text":"a request","confidence":0.9},\
            "interpretation":{"domain":"\(scenario)","intent":"\(intent)","slots":[\(slots)]},\
            "context":{"location":{"lat":45.7538,"lon":21.2257},"contacts":\(Self.book)}}
            """
        }
        let path = try office.manifest(lines, name: "\(intent)-\(first).jsonl")
        _ = try Importer(seat: office.seat, queue: queue).run(
            path: path, format: nil, onProgress: { _ in }, onProblem: { Issue.record("\($0)") })
    }

    private func claim(by seat: Seat, ttl: Double = 600) throws -> ClaimedClip {
        try #require(
            try seat.store.work.claim(
                ClaimRequest(person: seat.person.id, queues: [queue.id], ttl: ttl, now: .now)
            ).first)
    }

    private func ask(
        _ seat: Seat, _ field: DisclosedField, _ clip: SealedClip, at now: Timestamp = .now
    ) throws -> ClipDiscloser.Answer {
        try ClipDiscloser(seat: seat, schema: schema).ask(for: field, of: clip, at: now)
    }

    private func context(
        _ seat: Seat, _ field: DisclosedField, _ clip: SealedClip
    ) throws -> ShownContext? {
        if case .shown(_, let context) = try ask(seat, field, clip) { context } else { nil }
    }

    @Test func aClearedReviewerSeesACellThatTwentyShareAndNoneThatNineteenDo() throws {
        let cleared = try colleague("cleared", [.location])
        try bring("weather_query", 19)
        let clip = try claim(by: cleared).clip
        #expect(try ask(cleared, .location, clip) == .refused(.tooFew, custodians: []))
        // Nobody reads in the log that a location was seen.
        try expectLastEntry(.disclosureRefused, .tooFew)
        #expect(try lastActions(3) == [.disclosureGranted, .disclosureClosed, .disclosureRefused])
        try bring("iot_coffee", 1, from: 19)
        guard case .place(let place) = try context(cleared, .location, clip) else {
            Issue.record("nothing was shown")
            return
        }
        #expect(place.cell.code == "u2ph")
        #expect(place.cell.level == .district)
    }

    @Test func contactsComeMasked() throws {
        let cleared = try colleague("cleared", [.contacts])
        try bring("call_place", slots: #"{"type":"relation","value":"aunt"}"#)
        let clip = try claim(by: cleared).clip
        guard case .contact(let match) = try context(cleared, .contacts, clip) else {
            Issue.record("nothing was shown")
            return
        }
        #expect(match.match?.rank == 2 && match.candidates == 2)
        for word in ["Marigold", "Testerson", "Otto", "555"] {
            #expect(!String(reflecting: match).contains(word))
        }
    }

    @Test func withoutClearanceItSaysWhomToAsk() throws {
        let uncleared = try colleague("uncleared", [])
        try bring("weather_query")
        let clip = try claim(by: uncleared).clip
        #expect(
            try ask(uncleared, .location, clip) == .refused(.noClearance, custodians: ["ana"]))
        try expectLastEntry(.disclosureRefused, .noClearance)
    }

    /// Whoever goes round the store stands before the key they were never given.
    @Test func withoutTheKeyAForgedDisclosureOpensNothing() throws {
        let uncleared = try colleague("uncleared", [])
        try bring("weather_query")
        let clip = try claim(by: uncleared).clip
        let now = Timestamp.now
        var random = SystemRandomNumberGenerator()
        let forged = Disclosure(
            id: DisclosureID(at: now, using: &random), person: uncleared.person.id, clip: clip.id,
            field: .location, from: now, until: now.advanced(bySeconds: 60))
        #expect(throws: VaultError.classNotHeld(.location)) {
            try uncleared.vault.openLocation(
                of: clip, under: forged, for: uncleared.person.id, by: schema, at: now)
        }
    }

    @Test func anotherPersonsClipAndOneGivenBackAreRefused() throws {
        let cleared = try colleague("cleared", [.location])
        let other = try colleague("other", [.location])
        try bring("weather_query")
        let claimed = try claim(by: cleared)
        #expect(try ask(other, .location, claimed.clip) == .refused(.notInHand, custodians: []))
        try cleared.store.work.release([claimed.lease])
        #expect(try ask(cleared, .location, claimed.clip) == .refused(.notInHand, custodians: []))
        let short = try claim(by: cleared, ttl: 1)
        #expect(
            try ask(cleared, .location, short.clip, at: short.lease.expiresAt)
                == .refused(.notInHand, custodians: []))
    }

    @Test func anIntentEditedInTheDatabaseOpensNothing() throws {
        let cleared = try colleague("cleared", [.location, .contacts])
        try bring("iot_coffee", 20)
        let db = try DatabaseQueue(
            path: office.workspace.directory.appending(path: Workspace.databaseName).path)
        try db.write { try $0.execute(sql: "UPDATE clip SET intent = 'weather_query'") }
        let clip = try claim(by: cleared).clip
        #expect(clip.intent == "weather_query")
        #expect(try ask(cleared, .location, clip) == .refused(.noNeed, custodians: []))
        try expectLastEntry(.disclosureRefused, .noNeed)
    }

    @Test func anOldDisclosureDoesNotOpenItAgain() throws {
        let cleared = try colleague("cleared", [.location])
        try bring("weather_query", 20)
        let clip = try claim(by: cleared).clip
        guard case .shown(let disclosure, _) = try ask(cleared, .location, clip) else {
            Issue.record("nothing was shown")
            return
        }
        #expect(throws: VaultError.notDisclosed(.location, clip: clip.id)) {
            try cleared.vault.openLocation(
                of: clip, under: disclosure, for: cleared.person.id, by: schema,
                at: disclosure.until)
        }
    }

    private func lastActions(_ count: Int64) throws -> [AuditAction] {
        let store = office.seat.store
        let from = try store.audit.length() - count
        return try store.audit.page(AuditFilter(), from, Int(count)).entries.compactMap {
            AuditEntryFormat.decode($0.entry.bytes)?.event.action
        }
    }

    private func expectLastEntry(_ action: AuditAction, _ refusal: AuditRefusal) throws {
        let store = office.seat.store
        let last = try store.audit.length() - 1
        let entry = try #require(try store.audit.page(AuditFilter(), last, 1).entries.first)
        let event = try #require(AuditEntryFormat.decode(entry.entry.bytes)).event
        #expect(event.action == action && event.facts.contains(.refusal(refusal)))
    }
}
