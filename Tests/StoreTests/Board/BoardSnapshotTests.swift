// What the board is shown: the same counts as a recount, and no walk over what grows.
import Foundation
import GRDB
import ReviewCore
import Testing
import Vault

@testable import Store

@Suite("The board's look")
struct BoardSnapshotTests {
    private let scratch: ScratchDirectory
    private let path: String
    private let place: Workplace

    init() throws {
        scratch = try ScratchDirectory()
        path = scratch.file("earshot.db")
        place = Workplace(
            try SQLiteStore.create(
                at: path, workspace: UUID(), now: Timestamp(microseconds: 1)))
    }

    private func look() throws -> BoardSnapshot { try place.store.board.snapshot(place.now) }

    @Test("Counts are those of the status, leases that ran out included")
    func counts() throws {
        let queue = try place.queue("q")
        let ana = try place.person("ana")
        try place.fill(queue, 9)
        let claimed = try place.claim(ana, [queue], count: 5)
        try place.submit(claimed[0])
        try place.submit(claimed[1], .skipped(reason: "too-noisy"))
        _ = try place.store.board.adjudicate(claimed[0].clip.id, true, place.now)
        for seconds in [0, 2 * place.ttl] {
            place.pass(seconds)
            let seen = try #require(try look().queues.first)
            let counts = try #require(try place.counts("q"))
            #expect(seen.waiting == counts.waiting)
            #expect(seen.out == counts.leased)
            #expect(seen.done == counts.annotated)
            #expect(seen.skipped == counts.skipped)
            #expect(seen.adjudicating == counts.adjudicating)
        }
    }

    @Test("A queue's pace is the sum of its people's, also after a submit was taken back")
    func pace() throws {
        let (one, two) = (try place.queue("one"), try place.queue("two"))
        let people = try ["ana", "bea"].map { try place.person($0) }
        try place.fill(one, 30)
        try place.fill(two, 30)
        var expected: [QueueID: Int] = [:]
        for round in 0..<12 {
            let queue = round % 3 == 0 ? two : one
            let person = people[round % 2]
            let clip = try #require(try place.claim(person, [queue]).first)
            try place.submit(clip)
            expected[queue, default: 0] += 1
            if round % 4 == 3 {
                _ = try place.undo(person)
                expected[queue, default: 0] -= 1
            }
            place.pass(200)
        }
        for queue in try look().queues {
            #expect(queue.pace.counts.reduce(0, +) == expected[queue.id])
        }
    }

    @Test("Who sits at a desk is at work, then idle, then gone")
    func sitting() throws {
        let queue = try place.queue("q")
        let ana = try place.person("ana")
        try place.fill(queue, 3)
        let sitting = try place.store.sittings.clockIn(ana, queue, place.now)
        func person() throws -> BoardPerson? { try look().people.first { $0.id == ana } }
        #expect(try person()?.activity == .working)
        place.pass(BoardPerson.idleAfter)
        try place.store.sittings.seen(sitting, place.now)
        #expect(try person()?.activity == .idle)
        try place.submit(try #require(try place.claim(ana, [queue]).first))
        #expect(try person()?.activity == .working)
        #expect(try person()?.lastHour == 1)
        #expect(try person()?.queue == queue)
        _ = try place.store.shifts.attend(ana, "Europe/Bucharest", place.now)
        _ = try place.store.shifts.beginRest(ana, .break, place.now)
        #expect(try person()?.activity == .onBreak)
        _ = try place.store.shifts.endRest(ana, place.now)
        #expect(try person()?.activity == .working)
        place.pass(400)
        #expect(try person() == nil)
        try place.store.sittings.clockOut(sitting, place.now)
        #expect(try look().people.isEmpty)
    }

    @Test("What is long in one pair of hands is seen")
    func stuck() throws {
        let queue = try place.queue("q")
        let ana = try place.person("ana")
        try place.fill(queue, 2)
        let lease = try #require(try place.claim(ana, [queue]).first).lease
        #expect(try look().stuck.isEmpty)
        place.pass(BoardLease.longAfter)
        _ = try place.store.work.heartbeat([lease], place.ttl, place.now)
        let stuck = try look().stuck
        #expect(stuck.map(\.clip) == [lease.clip])
        #expect(stuck.map(\.name) == ["ana"])
        #expect(try place.store.board.inHand(ana) == stuck)
    }

    /// The plan is what keeps a look short with a million clips: each step is a search, or a
    /// scan of a table whose size is that of the workforce.
    @Test(
        "No question walks clips or annotations",
        arguments: [
            BoardSQL.tallies, BoardSQL.queues, BoardSQL.queuePace, BoardSQL.overdue,
            BoardSQL.unopenable, BoardSQL.people, BoardSQL.personPace, BoardSQL.unread,
            BoardSQL.longHeld, BoardSQL.incidents, BoardSQL.resting,
        ])
    func plans(sql: String) throws {
        let database = try DatabaseQueue(path: path)
        let plan = try database.read { db in
            // Every parameter is a moment or a quarter.
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            let count = statement.sql.count { $0 == "?" }
            return try Row.fetchAll(
                statement, arguments: StatementArguments([Int](repeating: 0, count: count))
            ).map { $0["detail"] as String }
        }
        let small = [
            "tally", "queue", "declined", "message", "sitting", "(subquery", "last", "incident",
            "rest",
        ]
        for step in plan where step.hasPrefix("SCAN ") {
            let name = step.dropFirst(5).prefix { $0 != " " }
            #expect(small.contains(String(name)), "\(step)")
        }
        #expect(!plan.isEmpty)
    }
}
