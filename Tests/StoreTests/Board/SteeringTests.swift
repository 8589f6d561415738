// Steering: who is handed what, clips taken out of hands, messages, and the log of it.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

@Suite("A supervisor's steps")
struct SteeringTests {
    private let scratch: ScratchDirectory
    private let place: Workplace
    private let queue: QueueID
    private let ana: PersonID
    private let bea: PersonID

    init() throws {
        scratch = try ScratchDirectory()
        place = Workplace(
            try SQLiteStore.create(
                at: scratch.file("earshot.db"), workspace: UUID(),
                now: Timestamp(microseconds: 1)))
        queue = try place.queue("q")
        try place.fill(queue, 6)
        ana = try place.person("ana")
        bea = try place.person("bea")
    }

    private var board: ReviewStore.Board { place.store.board }

    private func inHand(_ person: PersonID) throws -> BoardLease {
        try #require(try board.inHand(person).first)
    }

    @Test("A reserved queue hands out to those it is for, and to all again")
    func reserved() throws {
        try board.reserve(queue, [bea], place.now)
        #expect(try place.claim(ana, [queue]).isEmpty)
        #expect(try place.claim(bea, [queue]).count == 1)
        #expect(try board.offered(ana).isEmpty)
        #expect(try board.offered(bea) == [queue])
        #expect(try board.reserved(queue) == [bea])
        try board.reserve(queue, [], place.now)
        #expect(try place.claim(ana, [queue]).count == 1)
    }

    @Test("Who is taken off a queue finishes what is in hand")
    func finishing() throws {
        let claimed = try #require(try place.claim(ana, [queue]).first)
        try board.reserve(queue, [bea], place.now)
        #expect(
            try place.store.work.heartbeat([claimed.lease], place.ttl, place.now).allSatisfy {
                if case .extended = $0 { true } else { false }
            })
        #expect(try place.submit(claimed) == .stored(revision: 1))
    }

    @Test("Of several queues the higher is offered first, one with nothing last")
    func offered() throws {
        let urgent = try place.queue("urgent")
        let empty = try place.queue("empty")
        try place.fill(urgent, 1)
        try board.setPriority(urgent, 3, place.now)
        try board.setPriority(empty, 9, place.now)
        #expect(try board.offered(ana) == [urgent, queue, empty])
        try place.store.queues.setOpen(urgent, false, place.now)
        #expect(try board.offered(ana) == [queue, empty])
        #expect(throws: StoreError.self) { try board.setPriority(queue, 10, place.now) }
    }

    @Test("A clip that was given back is anybody's, and its holder is told")
    func released() throws {
        let claimed = try #require(try place.claim(ana, [queue]).first)
        #expect(try board.release(inHand(ana), place.now) == .done)
        #expect(try place.state(claimed.clip.id) == .waiting)
        #expect(
            try place.store.work.heartbeat([claimed.lease], place.ttl, place.now)
                == [.lost(.released)])
        #expect(try place.submit(claimed) == .refused(.released))
        #expect(try place.claim(bea, [queue]).map(\.clip.id) == [claimed.clip.id])
    }

    @Test("What left the hands meanwhile is left alone")
    func letGo() throws {
        let claimed = try #require(try place.claim(ana, [queue]).first)
        let seen = try inHand(ana)
        try place.submit(claimed)
        #expect(try board.release(seen, place.now) == .gone)
        #expect(try board.hand(seen, bea, 60, place.now) == .gone)
        #expect(try place.state(claimed.clip.id) == .annotated)
    }

    /// The desk of whoever it goes to asks at every claim for what was theirs before its sitting.
    @Test("A clip that was handed on comes first at the other desk, and only once")
    func handed() throws {
        let claimed = try #require(try place.claim(ana, [queue]).first)
        place.pass(5)
        #expect(try board.hand(inHand(ana), bea, 600, place.now) == .done)
        #expect(try inHand(bea).isHanded)
        #expect(
            try place.store.work.heartbeat([claimed.lease], place.ttl, place.now)
                == [.lost(.takenByAnother)])
        let beginning = place.now.advanced(bySeconds: -100)
        func claim() throws -> [ClipID] {
            try place.store.work.claim(
                ClaimRequest(
                    person: bea, queues: [queue], count: 2, ttl: place.ttl, now: place.now,
                    resumesBefore: beginning)
            ).map(\.clip.id)
        }
        let first = try claim()
        #expect(first.first == claimed.clip.id && first.count == 2)
        #expect(try !inHand(bea).isHanded)
        #expect(try !claim().contains(claimed.clip.id))
    }

    /// What a person does not take on is not handed to them by another either.
    @Test("A hard clip that is handed on waits until it may be taken, or goes back")
    func handedAndHard() throws {
        let hard = try place.queue("hard")
        var heavy = place.clip()
        heavy.expected = Expectation(severity: .p1, categories: ["weapon_or_gunshot"])
        _ = try place.store.queues.ingest(hard, [heavy], place.now)
        let claimed = try #require(try place.claim(ana, [hard]).first)
        var care = try place.store.shifts.care(bea)
        care.avoids = ["weapon_or_gunshot"]
        try place.store.shifts.setCare(bea, care)
        #expect(try board.hand(inHand(ana), bea, 600, place.now) == .done)
        #expect(try place.claim(bea, [hard], resumes: true).isEmpty)
        care.avoids = []
        try place.store.shifts.setCare(bea, care)
        #expect(
            try place.claim(bea, [hard], resumes: true).map(\.clip.id) == [claimed.clip.id])
    }

    @Test("A clip that nobody takes up goes back to the queue")
    func forgotten() throws {
        let claimed = try #require(try place.claim(ana, [queue]).first)
        _ = try board.hand(inHand(ana), bea, 600, place.now)
        place.pass(601)
        #expect(try place.claim(ana, [queue]).map(\.clip.id) == [claimed.clip.id])
    }

    @Test("A clip goes to nobody who could not work on it")
    func refusals() throws {
        let officer = try place.person("oli", [.officer])
        let claimed = try #require(try place.claim(ana, [queue]).first)
        let seen = try inHand(ana)
        func hand(_ person: PersonID) throws -> SteeringAnswer {
            try board.hand(seen, person, 60, place.now)
        }
        #expect(try hand(officer) == .refused(.noReviewer))
        #expect(try hand(ana) == .refused(.theirsAlready))
        try board.reserve(queue, [ana], place.now)
        #expect(try hand(bea) == .refused(.reservedForOthers))
        try place.store.queues.setOpen(queue, false, place.now)
        #expect(try hand(bea) == .refused(.queueClosed))
        try place.store.queues.setOpen(queue, true, place.now)
        try board.reserve(queue, [], place.now)
        try place.store.work.decline([claimed.lease])
        let again = try #require(
            try place.claim(bea, [queue]).first { $0.clip.id == claimed.clip.id })
        #expect(
            try board.hand(inHand(bea), ana, 60, place.now) == .refused(.declined))
        #expect(again.lease.person == bea)
    }

    @Test("An adjudicated clip is nobody's, and goes back where its annotations say")
    func adjudicated() throws {
        let claimed = try #require(try place.claim(ana, [queue]).first)
        #expect(try board.adjudicate(claimed.clip.id, true, place.now) == .done)
        #expect(try board.adjudicate(claimed.clip.id, true, place.now) == .already)
        #expect(try place.submit(claimed) == .refused(.adjudicating))
        #expect(try place.claim(bea, [queue], count: 9).count == 5)
        #expect(try board.adjudicate(claimed.clip.id, false, place.now) == .done)
        #expect(try place.state(claimed.clip.id) == .waiting)
        #expect(
            try board.adjudicate(place.id(), true, place.now) == .refused(.unknownClip))
        _ = try place.store.work.setAside([claimed.clip.id], .hold(.unstated), place.now)
        #expect(try board.adjudicate(claimed.clip.id, true, place.now) == .refused(.held))
        #expect(try place.store.upkeep.health(true).problems == [])
    }

    @Test("A message waits for one person until they have read it")
    func messages() throws {
        let sue = try place.person("sue", [.supervisor])
        let messages = place.store.messages
        func send(_ age: Double = 0) throws -> SealedMessage {
            let message = SealedMessage(
                id: UUID(), sender: sue, recipient: ana,
                sentAt: place.now.advanced(bySeconds: -age), bytes: Data([1, 2]))
            try messages.send(message)
            return message
        }
        _ = try send(8 * 86_400)
        #expect(try messages.waiting(ana, place.now).isEmpty, "nobody is told of last week")
        let (one, two) = (try send(), try send())
        #expect(try messages.waiting(ana, place.now) == [one, two])
        #expect(try messages.waiting(bea, place.now).isEmpty)
        try messages.read(bea, [one.id])
        try messages.read(ana, [one.id])
        #expect(try messages.waiting(ana, place.now) == [two])
        #expect(try !messages.takeBack(two.id, bea))
        #expect(try messages.takeBack(two.id, sue))
        #expect(try messages.waiting(ana, place.now).isEmpty)
        let long = SealedMessage(
            id: UUID(), sender: sue, recipient: ana, sentAt: place.now, bytes: Data(count: 5000))
        #expect(throws: StoreError.self) { try messages.send(long) }
    }
}

@Suite("A supervisor's steps, through the gate and in the log")
struct SteeringLogTests {
    private let scratch: ScratchDirectory
    private let place: LoggedPlace

    init() throws {
        scratch = try ScratchDirectory()
        place = try LoggedPlace(scratch.file("earshot.db"))
    }

    private func seat(_ name: String, _ roles: Set<Role>) throws -> (PersonID, ReviewStore) {
        let colleague = try place.colleague(name, roles)
        return (
            colleague.id,
            place.bare.audit.signing(AuditScribe(colleague.signer))
                .acting(as: Person(id: colleague.id, name: name, roles: roles))
        )
    }

    @Test("Each step is an entry whose actor may do it")
    func logged() throws {
        let queue = try place.desk.queue("q")
        try place.desk.fill(queue, 3)
        let (sue, store) = try seat("sue", [.supervisor])
        let (ana, theirs) = try seat("ann", [.reviewer])
        let (bea, _) = try seat("bea", [.reviewer])
        let now = place.desk.now
        let before = try place.actions.count
        try store.board.setPriority(queue, 2, now)
        try store.board.setPriority(queue, 2, now)
        try store.board.reserve(queue, [ana, bea], now)
        try store.board.reserve(queue, [ana], now)
        try store.board.reserve(queue, [], now)
        _ = try theirs.work.claim(
            ClaimRequest(person: ana, queues: [queue], count: 2, ttl: 60, now: now))
        let held = try store.board.inHand(ana)
        _ = try store.board.hand(held[0], bea, 60, now)
        _ = try store.board.release(held[1], now)
        _ = try store.board.adjudicate(held[1].clip, true, now)
        _ = try store.board.adjudicate(held[1].clip, false, now)
        try store.messages.send(
            SealedMessage(id: UUID(), sender: sue, recipient: ana, sentAt: now, bytes: Data([1])))
        #expect(
            try place.actions.dropFirst(before).filter { $0 != .clipClaimed } == [
                .queueRanked, .queueJoined, .queueJoined, .queueLeft, .queueLeft, .leaseHanded,
                .leaseReleased, .adjudicationAsked, .adjudicationDropped, .messageSent,
            ])
        #expect(try place.check().findings == [])
    }

    @Test("Only a supervisor steers", arguments: Role.allCases.filter { $0 != .supervisor })
    func gate(role: Role) throws {
        let queue = try place.desk.queue("q")
        let (me, store) = try seat("eve", [role])
        let now = place.desk.now
        let lease = BoardLease(
            clip: place.desk.id(), queue: queue, person: me, name: "",
            token: FencingToken(rawValue: 1), since: now, expiresAt: now)
        func refused(_ deed: Deed, _ attempt: () throws -> Void) {
            #expect(
                throws: StoreError(.refused(DeedRefusal(deed, roles: [role]))), performing: attempt)
        }
        refused(.watchBoard) { _ = try store.board.snapshot(now) }
        refused(.watchBoard) { _ = try store.board.inHand(me) }
        refused(.steer) { try store.board.reserve(queue, [me], now) }
        refused(.steer) { _ = try store.board.release(lease, now) }
        refused(.steer) { _ = try store.board.hand(lease, me, 60, now) }
        refused(.steer) { _ = try store.board.adjudicate(lease.clip, true, now) }
        refused(.message) {
            try store.messages.send(
                SealedMessage(
                    id: UUID(), sender: me, recipient: me, sentAt: now, bytes: Data()))
        }
        #expect(throws: StoreError(.notYourOwn)) {
            _ = try store.messages.waiting(place.desk.id(), now)
        }
    }
}
