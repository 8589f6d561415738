// Break-glass in the store: two people, a reason, an end, and somebody who accounts for it.
import Foundation
import GRDB
import ReviewCore
import Store
import Testing
import Vault

@Suite("Breaking the glass")
struct GlassTests {
    private let scratch: ScratchDirectory
    private let place: LoggedPlace
    private let clip: ClipID
    private let cus: PersonID
    private let off: PersonID
    private let third: PersonID
    private let stores: [PersonID: ReviewStore]

    init() throws {
        scratch = try ScratchDirectory()
        place = try LoggedPlace(scratch.file("earshot.db"))
        let queue = try place.desk.queue("q")
        clip = try place.desk.fill(queue, 1)[0].id
        var stores: [PersonID: ReviewStore] = [:]
        var people: [PersonID] = []
        for (name, role) in [("cus", Role.custodian), ("off", .officer), ("cis", .custodian)] {
            let (id, signer) = try place.colleague(name, [role])
            stores[id] = place.bare.audit.signing(AuditScribe(signer)).acting(
                as: Person(id: id, name: name, roles: [role]))
            people.append(id)
        }
        (cus, off, third) = (people[0], people[1], people[2])
        self.stores = stores
        // Past the log: what is asked here is only who holds which half.
        let database = try DatabaseQueue(path: place.path)
        try database.write { db in
            for (person, half) in [
                (cus, KeyClass.identityCustodian), (off, .identityOfficer),
                (third, .identityCustodian),
            ] {
                try db.execute(
                    sql: """
                        INSERT INTO key_grant
                        SELECT seq, ?, 1, x'01' FROM person WHERE id = ?
                        """, arguments: [half.rawValue, person.uuid])
            }
        }
        try database.close()
    }

    private var now: Timestamp { place.desk.now }

    private func store(_ person: PersonID) throws -> ReviewStore {
        try #require(stores[person])
    }

    private func wish(
        by person: PersonID, lasting: Double = 1800, for reason: GlassReason = .custodyBreach,
        incident: UUID = UUID()
    ) -> Glass {
        Glass(
            id: place.desk.id(), clip: clip, requester: person, reason: reason,
            incident: incident, askedAt: now, until: now.advanced(bySeconds: lasting))
    }

    private func ask(_ person: PersonID, lasting: Double = 1800) throws -> Glass {
        let wish = wish(by: person, lasting: lasting)
        #expect(try store(person).glasses.ask(wish) == .done(wish))
        return wish
    }

    private func approve(_ glass: Glass, by person: PersonID) throws -> GlassAnswer {
        try store(person).glasses.approve(glass.id, person, part(glass, person), now)
    }

    /// What a person's workstation makes of the half they hold.
    private func part(_ glass: Glass, _ person: PersonID) throws -> Data {
        try JSONEncoder().encode(
            IdentityApproval(
                request: IdentityRequest(
                    id: glass.id.uuid, clip: glass.clip, requester: glass.requester,
                    until: glass.until),
                approver: person, half: person == off ? .identityOfficer : .identityCustodian,
                sealed: Data([7])))
    }

    private func review(_ glass: Glass, by person: PersonID) throws -> GlassAnswer {
        try store(person).glasses.review(glass.id, person, .justified, now)
    }

    private func open(_ glass: Glass, by person: PersonID) throws -> GlassRefusal? {
        switch try store(person).glasses.open(glass.id, person, now) {
        case .open(_, let approval, let clip):
            let part = try JSONDecoder().decode(IdentityApproval.self, from: approval)
            #expect(part.sealed == Data([7]) && clip.clip.id == self.clip)
            return nil
        case .refused(let why): return why
        }
    }

    private func isDone(_ answer: GlassAnswer) -> Bool {
        if case .done = answer { true } else { false }
    }

    @Test("Asked, approved by another, opened, reviewed: each step is in the log")
    func allSteps() throws {
        let glass = try ask(cus)
        #expect(isDone(try approve(glass, by: off)))
        #expect(try open(glass, by: cus) == nil)
        #expect(isDone(try review(glass, by: off)))
        #expect(
            try place.actions.suffix(4) == [
                .glassAsked, .glassApproved, .glassBroken, .glassReviewed,
            ])
        let facts = try #require(try place.events.last).facts
        #expect(
            facts.contains(.finding(.justified)) && facts.contains(.glassReason(.custodyBreach)))
        #expect(facts.contains(.matter(.incident, glass.incident)))
        #expect(try place.check().findings == [])
        #expect(try store(off).glasses.list().first?.standing(at: now) == .reviewed)
    }

    @Test("One person cannot be both, and the try is in the log")
    func onePerson() throws {
        let glass = try ask(cus)
        #expect(try approve(glass, by: cus) == .refused(.onePersonOnly))
        #expect(try place.events.last?.action == .glassRefused)
        #expect(try place.events.last?.facts.contains(.refusal(.onePersonOnly)) == true)
        #expect(try open(glass, by: cus) == .notApproved)
        #expect(throws: StoreError(.notYourOwn)) {
            try store(cus).glasses.approve(glass.id, off, Data([7]), now)
        }
        #expect(isDone(try approve(glass, by: off)))
        #expect(try open(glass, by: off) == .notYours)
        #expect(try open(glass, by: cus) == nil)
        #expect(try review(glass, by: cus) == .refused(.onePersonOnly))
        #expect(try place.check().findings == [])
    }

    @Test("Who holds the same half approves nothing, and is in nobody's way")
    func sameHalf() throws {
        let glass = try ask(cus)
        #expect(try approve(glass, by: third) == .refused(.sameHalf))
        #expect(
            try store(third).glasses.approve(glass.id, third, Data([7]), now)
                == .refused(.sameHalf))
        #expect(try review(glass, by: third) == .refused(.notOpened))
        #expect(isDone(try approve(glass, by: off)))
        #expect(try approve(glass, by: third) == .refused(.alreadyApproved))
        #expect(try open(glass, by: cus) == nil)
        #expect(try place.check().findings == [])
    }

    /// Kept by a tool of somebody's own, or before a half changed hands.
    @Test("An approval that cannot open is replaced by one that can")
    func uselessApproval() throws {
        let glass = try ask(cus)
        #expect(isDone(try approve(glass, by: off)))
        let database = try DatabaseQueue(path: place.path)
        try database.write {
            try $0.execute(
                sql: "UPDATE glass SET approval = ?", arguments: [part(glass, third)])
        }
        try database.close()
        #expect(isDone(try approve(glass, by: off)))
        #expect(try open(glass, by: cus) == nil)
        #expect(try place.check().findings == [])
    }

    @Test("Whoever opened one cannot ask again until somebody accounted for it")
    func owed() throws {
        let glass = try ask(cus)
        _ = try approve(glass, by: off)
        #expect(try place.store.records.status(now, now).reviewsOwed == 0)
        _ = try open(glass, by: cus)
        #expect(try place.store.records.status(now, now).reviewsOwed == 1)
        #expect(try store(cus).glasses.ask(wish(by: cus)) == .refused(.reviewOwed))
        #expect(try place.events.last?.facts.contains(.refusal(.reviewOwed)) == true)
        _ = try ask(third)
        #expect(isDone(try review(glass, by: third)))
        #expect(try place.store.records.status(now, now).reviewsOwed == 0)
        _ = try ask(cus)
    }

    @Test("Asking three times first does not go round it")
    func owedBeforehand() throws {
        let (one, other, third) = (try ask(cus), try ask(cus), try ask(cus))
        #expect(isDone(try approve(one, by: off)))
        #expect(isDone(try approve(other, by: off)))
        #expect(try open(one, by: cus) == nil)
        #expect(try open(other, by: cus) == .reviewOwed)
        #expect(try place.events.last?.facts.contains(.refusal(.reviewOwed)) == true)
        #expect(try approve(third, by: off) == .refused(.requesterOwesReview))
        // The same one may be looked at again in its time.
        #expect(try open(one, by: cus) == nil)
        #expect(isDone(try review(one, by: off)))
        #expect(try open(other, by: cus) == nil)
        #expect(try place.check().findings == [])
    }

    @Test("Danger to life is asked for with an incident, and with nothing made up")
    func incident() throws {
        for madeUp in [UUID(), clip.uuid] {
            let wish = wish(by: cus, for: .dangerToLife, incident: madeUp)
            #expect(try store(cus).glasses.ask(wish) == .refused(.noIncident))
        }
        let queue = try place.desk.queue("flagged")
        try place.desk.fill(queue, 1)
        let mine = try place.desk.claim(place.founder, [queue])
        try place.desk.submit(mine[0], flag: Flag(category: "weapon_or_gunshot", severity: .p1))
        let incident = try #require(try place.store.incidents.open().first)
        let wish = wish(by: cus, for: .dangerToLife, incident: incident.id.uuid)
        #expect(isDone(try store(cus).glasses.ask(wish)))
    }

    /// The log has seen a later moment; that the clock goes back opens nothing again.
    @Test("What was over stays over when the clock goes back", arguments: [false, true])
    func clockBack(workIsLoggedMeanwhile: Bool) throws {
        let glass = try ask(cus, lasting: 60)
        let late = try ask(off, lasting: 60)
        _ = try approve(glass, by: off)
        place.desk.pass(60)
        #expect(try open(glass, by: cus) == .over)
        _ = try ask(third)
        place.desk.pass(-50)
        if workIsLoggedMeanwhile { _ = try ask(third) }
        #expect(try open(glass, by: cus) == .over)
        #expect(try approve(late, by: cus) == .refused(.over))
    }

    @Test("A clock that was ahead once does not keep one open for ever")
    func clockAhead() throws {
        place.desk.pass(1e7)
        _ = try ask(third)
        place.desk.pass(-1e7)
        let glass = try ask(cus, lasting: 60)
        _ = try approve(glass, by: off)
        #expect(try open(glass, by: cus) == nil)
        place.desk.pass(60)
        #expect(try open(glass, by: cus) == .over)
    }

    @Test(
        "A request that was changed, put in or taken out past the log is named",
        arguments: [
            ("UPDATE glass SET finding = 'justified', reviewer = approver", "glass_swapped"),
            ("UPDATE glass SET opened_at = NULL", "glass_swapped"),
            ("UPDATE glass SET reason = 'subject_request'", "glass_swapped"),
            ("UPDATE glass SET reason = 'curiosity'", "glass_swapped"),
            ("UPDATE glass SET until_at = until_at + 1", "glass_swapped"),
            ("UPDATE glass SET incident = randomblob(16)", "glass_swapped"),
            ("UPDATE glass SET id = randomblob(16)", "glass_swapped glass_unlogged"),
            ("DELETE FROM glass", "glass_swapped"),
        ])
    func rows(attack: String, findings: String) throws {
        let glass = try ask(cus)
        _ = try approve(glass, by: off)
        #expect(try open(glass, by: cus) == nil)
        #expect(try place.check().findings == [])
        let database = try DatabaseQueue(path: place.path)
        try database.write { try $0.execute(sql: attack) }
        try database.close()
        let codes = try place.check().findings.map(\.code).sorted().joined(separator: " ")
        #expect(codes == findings)
    }

    @Test("A helper who is no officer does not review what they helped with")
    func helper() throws {
        let glass = try ask(off)
        _ = try approve(glass, by: cus)
        _ = try open(glass, by: off)
        #expect(try review(glass, by: cus) == .refused(.helperIsNoOfficer))
        #expect(isDone(try review(glass, by: third)))
        #expect(try review(glass, by: third) == .refused(.alreadyReviewed))
    }

    @Test("After its end it is neither approved nor opened, and no end is far")
    func ends() throws {
        let answer = try store(cus).glasses.ask(wish(by: cus, lasting: 1e6))
        guard case .done(let long) = answer else {
            Issue.record("nothing was asked")
            return
        }
        #expect(long.until.seconds(since: now) == Glass.longest)
        let glass = try ask(cus, lasting: 60)
        let late = try ask(off, lasting: 60)
        _ = try approve(glass, by: off)
        place.desk.pass(60)
        #expect(try open(glass, by: cus) == .over)
        #expect(try approve(late, by: cus) == .refused(.over))
        #expect(try review(glass, by: off) == .refused(.notOpened))
    }

    @Test("Reviewers, supervisors and engineers have no part in it")
    func roles() throws {
        let glass = try ask(cus)
        for role in [Role.reviewer, .supervisor, .engineer] {
            let (id, signer) = try place.colleague(role.rawValue, [role])
            let store = place.bare.audit.signing(AuditScribe(signer)).acting(
                as: Person(id: id, name: role.rawValue, roles: [role]))
            #expect(throws: StoreError.self) { try store.glasses.ask(wish(by: id)) }
            #expect(throws: StoreError.self) {
                try store.glasses.approve(glass.id, id, Data(), now)
            }
            #expect(throws: StoreError.self) { try store.glasses.list() }
        }
    }

    @Test("What is not there is not found")
    func unknown() throws {
        let stray: GlassID = place.desk.id()
        #expect(try store(off).glasses.approve(stray, off, Data(), now) == .refused(.unknown))
        #expect(try store(off).glasses.clip(stray) == nil)
        var wish = wish(by: cus)
        wish = Glass(
            id: wish.id, clip: place.desk.id(), requester: cus, reason: .authorityOrder,
            incident: UUID(), askedAt: now, until: wish.until)
        #expect(try store(cus).glasses.ask(wish) == .refused(.clipGone))
    }
}
