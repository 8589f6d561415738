// Attempts at the store by people whose roles do not allow them, below any screen.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

@Suite("A store in one person's hands")
struct ActingTests {
    private let scratch: ScratchDirectory
    private let place: Workplace
    private let queue: QueueID

    init() throws {
        scratch = try ScratchDirectory()
        place = Workplace(
            try SQLiteStore.create(
                at: scratch.file("earshot.db"), workspace: UUID(),
                now: Timestamp(microseconds: 1)))
        queue = try place.queue("q")
        try place.fill(queue, 4)
    }

    private func seat(_ name: String, _ roles: Set<Role>) throws -> (PersonID, ReviewStore) {
        let id = try place.person(name, roles)
        return (id, place.store.acting(as: Person(id: id, name: name, roles: roles)))
    }

    private func refused(
        _ deed: Deed, as roles: Set<Role>, _ attempt: () throws -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let expected = StoreError(.refused(DeedRefusal(deed, roles: roles)))
        #expect(throws: expected, sourceLocation: sourceLocation, performing: attempt)
    }

    @Test func aShiftIsItsPersonsAlone() throws {
        let (ana, mine) = try seat("ana", [.reviewer])
        let (_, yours) = try seat("bea", [.reviewer, .supervisor])
        let now = place.now
        _ = try mine.shifts.attend(ana, "UTC", now)
        _ = try mine.shifts.beginRest(ana, .break, now)
        let notYours = StoreError(.notYourOwn)
        #expect(throws: notYours) { _ = try yours.shifts.current(ana, now) }
        #expect(throws: notYours) { _ = try yours.shifts.attend(ana, "UTC", now) }
        #expect(throws: notYours) { _ = try yours.shifts.end(ana, now) }
        #expect(throws: notYours) { _ = try yours.shifts.endRest(ana, now) }
        #expect(throws: notYours) { _ = try yours.shifts.past(ana, now, 9) }
        #expect(throws: notYours) { _ = try yours.shifts.exposure(ana, now) }
        #expect(throws: notYours) { _ = try yours.shifts.care(ana) }
        #expect(throws: notYours) { try yours.shifts.setCare(ana, CarePreferences()) }
        #expect(throws: notYours) { _ = try yours.shifts.keptBack(ana, [queue], now) }
        let flagged = place.annotation(
            try place.claim(ana, [queue])[0].clip.id, ana,
            flag: Flag(category: "other", severity: .p0))
        #expect(throws: notYours) { _ = try yours.work.raiseFlag(flagged) }
        // That somebody rests is seen; how hard it was, only of five.
        #expect(try yours.shifts.resting(now) == [ana])
        #expect(try yours.shifts.crowd(now) == nil)
    }

    @Test func aReviewerTakesNothingOutAndLetsNobodyIn() throws {
        let (bea, store) = try seat("bea", [.reviewer])
        let keys = PublicKeys(agreement: place.bytes(32), signing: place.bytes(32))
        let eve = Member(
            person: Person(id: place.id(), name: "eve", roles: [.custodian]), keys: keys)
        let grant = KeyGrant(person: bea, keyClass: .text, generation: 1, sealed: Data([1]))
        let (clip, now) = (place.clip(), place.now)
        let more = Queue(id: place.id(), name: "r", locale: "es-CR")
        refused(.export, as: [.reviewer]) { _ = try store.records.exportPage(queue, nil, 9) }
        refused(.grant, as: [.reviewer]) { try store.people.addGrants([grant], now) }
        refused(.addPerson, as: [.reviewer]) { try store.people.admit(eve, [], now) }
        refused(.addPerson, as: [.reviewer]) { try store.people.add(eve, now) }
        refused(.bringIn, as: [.reviewer]) { _ = try store.queues.ingest(queue, [clip], now) }
        refused(.openQueue, as: [.reviewer]) { try store.queues.create(more, now) }
        refused(.openQueue, as: [.reviewer]) { try store.queues.setOpen(queue, false, now) }
        refused(.hold, as: [.reviewer]) {
            try store.work.setAside([clip.id], .hold(.unstated), now)
        }
        refused(.hold, as: [.reviewer]) { try store.work.endHold([clip.id], now) }
        refused(.withdrawConsent, as: [.reviewer]) {
            try store.work.setAside([clip.id], .consentWithdrawn, now)
        }
        let wish = place.wish(clip: clip.id)
        refused(.withdrawConsent, as: [.reviewer]) {
            _ = try store.consent.optOut([wish], false, now)
        }
        refused(.hold, as: [.reviewer]) { _ = try store.consent.holds() }
        refused(.erase, as: [.reviewer]) {
            _ = try store.erasures.request(ErasureRequest(scope: .asked([], [clip.id])), true, now)
        }
        refused(.finishErasure, as: [.reviewer]) { _ = try store.erasures.destroyKeys(1) }
        refused(.finishErasure, as: [.reviewer]) { try store.erasures.clearRemains() }
        refused(.erase, as: [.reviewer]) { try store.papers.setRetention(queue, 0, 0, now) }
        refused(.exportSubject, as: [.reviewer]) {
            _ = try store.papers.subject(.device(Pseudonym(rawValue: "d1")), nil, 1)
        }
        refused(.seeExports, as: [.reviewer]) { _ = try store.exports.list() }
        refused(.lookUp, as: [.reviewer]) { _ = try store.records.history(clip.id) }
        #expect(try place.store.people.named("eve") == nil)
        #expect(try place.store.people.grants(bea).isEmpty)
        #expect(try place.store.queues.list().map(\.name) == ["q"])
        #expect(try place.store.queues.list().allSatisfy(\.isOpen))
    }

    @Test(arguments: Role.allCases.filter { $0 != .reviewer })
    func whoIsNoReviewerIsHandedNothing(role: Role) throws {
        let (bo, store) = try seat("bo", [role])
        let request = ClaimRequest(person: bo, queues: [queue], ttl: 60, now: place.now)
        refused(.review, as: [role]) { _ = try store.work.claim(request) }
        #expect(try store.records.status(place.now, place.now).queues.first?.waiting == 4)
    }

    @Test func nobodyWorksInAColleaguesName() throws {
        let (ana, theirs) = try seat("ana", [.reviewer])
        let (_, store) = try seat("bea", [.reviewer])
        let request = ClaimRequest(person: ana, queues: [queue], ttl: 60, now: place.now)
        let held = try #require(try theirs.work.claim(request).first)
        let expected = StoreError(.notYourOwn)
        #expect(throws: expected) { try store.work.claim(request) }
        #expect(throws: expected) { try store.work.heartbeat([held.lease], 60, place.now) }
        #expect(throws: expected) { try store.drafts.load(held.clip.id, ana) }
        #expect(throws: expected) { try store.drafts.save(held.clip.id, ana, Data(), place.now) }
        #expect(throws: expected) { try store.records.recent(ana, place.now, 5) }
    }

    /// Roles written into the database under an open desk are not believed by it.
    @Test func rolesThatCameAfterSigningInDoNotCount() throws {
        let id = try place.person("bea", [.reviewer, .engineer])
        let store = place.store.acting(as: Person(id: id, name: "bea", roles: [.reviewer]))
        refused(.export, as: [.reviewer]) { _ = try store.records.exportPage(queue, nil, 9) }
        let stale = place.store.acting(
            as: Person(id: id, name: "bea", roles: [.reviewer, .custodian]))
        refused(.grant, as: [.reviewer]) { try stale.people.addGrants([], place.now) }
    }
}
