// Disclosures: who is refused and why, what the log says of it, and when one ends.
import Foundation
import GRDB
import ReviewCore
import Store
import Testing
import Vault

@Suite("Disclosures in the store")
struct DisclosureTests {
    private let bench: DisclosureBench

    init() throws { bench = try DisclosureBench() }

    @Test("Granted for a quarter of an hour, logged, and not granted twice")
    func granted() throws {
        let clip = try bench.claim(intent: "weather_query")
        let first = try #require(try bench.granted(clip))
        #expect(first.until.seconds(since: first.from) == 900)
        #expect(try bench.events.last?.action == .disclosureGranted)
        #expect(
            try bench.events.last?.facts
                == AuditEvent(
                    .disclosureGranted, .clip(clip), for: .review,
                    [
                        .matter(.disclosure, first.id.uuid), .keyClass(.location),
                        .until(first.until),
                    ]
                ).facts)
        let entries = try bench.events.count
        bench.place.desk.pass(30)
        #expect(try bench.granted(clip) == first)
        #expect(try bench.events.count == entries)
        #expect(try bench.place.check().findings == [])
    }

    @Test("A longer one than any may last is cut, and after its end another is granted")
    func ends() throws {
        let clip = try bench.claim(intent: "weather_query")
        let first = try #require(try bench.granted(clip, lasts: 86_400))
        #expect(first.until.seconds(since: first.from) == 900)
        bench.place.desk.pass(899)
        try bench.renew()
        #expect(try bench.granted(clip)?.id == first.id)
        bench.place.desk.pass(1)
        try bench.renew()
        let second = try #require(try bench.granted(clip))
        #expect(second.id != first.id)
        #expect(second.from == bench.place.desk.now)
    }

    @Test("One that is closed is over, logged once, and only its own person closes it")
    func closes() throws {
        let clip = try bench.claim(intent: "weather_query")
        let first = try #require(try bench.granted(clip))
        #expect(throws: StoreError(.notYourOwn)) {
            try bench.store.disclosures.close(first.id, bench.place.founder, bench.now)
        }
        try bench.store.disclosures.close(first.id, bench.person, bench.now)
        try bench.store.disclosures.close(first.id, bench.person, bench.now)
        #expect(try bench.events.count { $0.action == .disclosureClosed } == 1)
        #expect(try bench.events.last?.subject == .clip(clip))
        #expect(try bench.granted(clip)?.id != first.id)
        // One that ran out was closed by its end, as its entry says.
        let second = try #require(try bench.granted(clip))
        bench.place.desk.pass(900)
        try bench.store.disclosures.close(second.id, bench.person, bench.now)
        #expect(try bench.events.count { $0.action == .disclosureClosed } == 1)
    }

    // MARK: - Refused, and said in the log

    private func refused(
        _ why: DisclosureRefusal, _ clip: ClipID, _ field: DisclosedField = .location
    )
        throws
    {
        let entries = try bench.events.count
        #expect(try bench.ask(clip, field) == .refused(why))
        let logged = try bench.events.dropFirst(entries)
        #expect(logged.map(\.action) == [.disclosureRefused])
        #expect(logged.first?.facts.contains(.refusal(AuditRefusal(why))) == true)
        #expect(try bench.place.check().findings == [])
    }

    @Test("An intent that does not need it", arguments: ["iot_coffee", "call_place", nil])
    func noNeed(intent: String?) throws {
        try refused(.noNeed, try bench.claim(intent: intent))
    }

    @Test("A clip that came without it")
    func noField() throws {
        try refused(.noField, try bench.claim(intent: "weather_query", fields: [.contacts]))
    }

    @Test("A clip in nobody's hands, in another's, submitted, or whose lease ran out")
    func notInHand() throws {
        let waiting = try bench.fill(intent: "weather_query")
        try refused(.notInHand, waiting)
        let theirs = try bench.claim(as: bench.place.founder, through: bench.place.store)
        try refused(.notInHand, theirs)
        let submitted = try bench.claim(intent: "weather_query")
        try bench.submit()
        try refused(.notInHand, submitted)
        let late = try bench.claim(intent: "weather_query")
        bench.place.desk.pass(61)
        try refused(.notInHand, late)
        try refused(.notInHand, bench.place.desk.id())
    }

    @Test("A clip held, or whose consent was withdrawn")
    func setAside() throws {
        let held = try bench.claim(intent: "weather_query")
        try bench.place.store.work.setAside([held], .hold(.unstated), bench.now)
        try refused(.held, held)
        let withdrawn = try bench.claim(intent: "weather_query")
        try bench.place.store.work.setAside([withdrawn], .consentWithdrawn, bench.now)
        try refused(.noConsent, withdrawn)
    }

    @Test("Whoever is not cleared, or not any more, or only since they signed in")
    func noClearance() throws {
        let clip = try bench.claim(intent: "call_place", fields: [.location, .contacts])
        try refused(.noClearance, clip, .contacts)
        let stale = bench.seat(clearances: [.contacts])
        #expect(try bench.ask(clip, .contacts, through: stale) == .refused(.noClearance))
        let fresh = bench.seat(clearances: [])
        #expect(try bench.ask(clip, .location, through: fresh) == .refused(.noClearance))
    }

    @Test("Whoever does not disclose by their roles is turned away at the gate")
    func roles() throws {
        let clip = try bench.claim(intent: "weather_query")
        let store = bench.place.store.acting(
            as: Person(id: bench.person, name: "bo", roles: [.engineer], clearances: [.location]))
        #expect(throws: StoreError.self) { try bench.ask(clip, through: store) }
        #expect(throws: StoreError(.notYourOwn)) {
            try bench.ask(clip, as: bench.place.founder)
        }
    }

    @Test("A look for training or for curiosity is no purpose", arguments: AuditPurpose.allCases)
    func purposes(purpose: AuditPurpose) throws {
        let clip = try bench.claim(intent: "weather_query")
        if purpose == .review || purpose == .safety {
            #expect(try bench.granted(clip, purpose: purpose) != nil)
        } else {
            #expect(throws: StoreError.self) { try bench.granted(clip, purpose: purpose) }
        }
    }

    /// The decision that only the opened clip allows; the desk asks the vault first.
    @Test("A refusal decided elsewhere is logged too")
    func toldRefusal() throws {
        let clip = try bench.claim(intent: "weather_query")
        try bench.store.disclosures.refuse(bench.request(clip), .noNeed)
        #expect(try bench.events.last?.action == .disclosureRefused)
        #expect(try bench.place.check().findings == [])
    }
}
