// People and keys in the store: one change at a time, each step in the ledger, or nothing of it.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

@Suite("The ledger in a store")
struct LedgerTests {
    private let scratch: ScratchDirectory
    private let place: LoggedPlace

    init() throws {
        scratch = try ScratchDirectory()
        place = try LoggedPlace(scratch.file("earshot.db"))
    }

    private func read() throws -> Register {
        var replay = RegisterReplay(workspace: place.workspace)
        var next: Int64? = 0
        while let from = next {
            let page = try place.bare.people.ledger(from, 2)
            replay.take(page.entries)
            next = page.next
        }
        let reading = replay.finish()
        #expect(reading.finding == nil)
        return reading.register
    }

    private func give(_ keyClass: KeyClass, of ring: Keyring? = nil) throws -> PeopleStep {
        .give(
            try (ring ?? place.keyring).grant(
                keyClass, to: place.founder, publicKeys: place.keys.publicKeys))
    }

    @Test("It is read by itself, however much other work lies between")
    func readAlone() throws {
        let q = try place.desk.queue("q")
        for name in ["bea", "cleo", "dan"] {
            try place.desk.fill(q, 3)
            _ = try place.desk.claim(place.founder, [q], count: 2)
            _ = try place.colleague(name)
        }
        let register = try read()
        #expect(register.members.count == 4 && register.end.count == 4)
        #expect(try place.bare.people.ledger(0, 100).entries.count == 4)
        #expect(try place.bare.audit.length() > 12)
        #expect(try place.check().findings == [])
    }

    @Test("A change that was made on an older state is refused, whole")
    func compareAndSwap() throws {
        let seen = try read().end.leaf
        try place.store.people.change([give(.text)], seen, place.desk.now)
        let before = try place.bare.audit.head()
        #expect(throws: StoreError(.peopleChanged)) {
            try place.store.people.change([give(.audio)], seen, place.desk.now)
        }
        #expect(try place.bare.audit.head() == before)
        #expect(try place.store.people.grants(place.founder).map(\.keyClass) == [.text])
        // What fails at its last step leaves none of the others.
        let bea = try place.colleague("bea")
        let twin = Member(
            person: Person(id: place.desk.id(), name: "BEA", roles: [.reviewer]),
            keys: PersonalKeys.create().publicKeys)
        let steps: [PeopleStep] = [try give(.audio), .add(twin)]
        #expect(throws: StoreError(.nameTaken)) {
            try place.store.people.change(steps, nil, place.desk.now)
        }
        #expect(try place.store.people.grants(place.founder).count == 1)
        #expect(try read().members[bea.id]?.roles == [.reviewer])
    }

    @Test("Under the write lock the hand that signs is held to its roles once more")
    func refusedUnderTheLock() throws {
        let bea = try place.colleague("bea")
        let own = try place.desk(of: bea.signer, seed: 9)
        let before = try place.bare.audit.head()
        let attempts: [([PeopleStep], Deed)] = [
            ([.stand(bea.id, [.custodian], [])], .revoke), ([.remove(place.founder)], .revoke),
            ([try give(.text)], .grant), ([.retire(.text, through: 9)], .revoke),
            ([.rotate(.text, to: 2, .zero)], .rotate),
        ]
        for (steps, deed) in attempts {
            #expect(throws: StoreError(.refused(DeedRefusal(deed, roles: [.reviewer])))) {
                try own.store.people.change(steps, nil, own.now)
            }
        }
        #expect(try place.bare.audit.head() == before)
    }

    @Test("Clips under an older generation are not taken in, and nothing of their batch is")
    func staleClips() throws {
        let q = try place.desk.queue("q")
        try place.desk.fill(q, 2)
        let ring = try place.keyring.rotating(.text)
        let commitment = try #require(ring.commitments[.text, 2])
        try place.store.people.change(
            [.rotate(.text, to: 2, commitment), give(.text, of: ring)], nil, place.desk.now)
        let late = place.desk.clip()
        #expect(throws: StoreError(.staleKeys)) {
            try place.store.queues.ingest(q, [late], place.desk.now)
        }
        #expect(try place.desk.counts("q")?.waiting == 2)
        #expect(try place.store.keys.counts() == [.text: [1: 2], .audio: [1: 2]])
        #expect(try place.check().findings == [])
    }

    @Test("Who is here is listed with what was sealed to them")
    func roster() throws {
        let bea = try place.colleague("bea")
        try place.store.people.change([give(.text), give(.audio)], nil, place.desk.now)
        let roster = try place.bare.people.roster()
        #expect(roster.map(\.member.person.name) == ["ana", "bea"])
        #expect(roster.map(\.classes) == [[.text, .audio], []])
        #expect(roster[1].member.person.id == bea.id && roster[1].since == place.desk.now)
        try place.store.people.change(
            [.take(.text, through: 1, from: place.founder), .remove(bea.id)], nil, place.desk.now)
        let after = try place.bare.people.roster()
        #expect(after.map(\.classes) == [[.audio], []])
        #expect(after[1].member.person.roles == [])
    }
}
