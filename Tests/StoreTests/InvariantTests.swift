// Whatever is done in whatever order: counts are a recount, states follow from what is stored.
import Foundation
import GRDB
import ReviewCore
import Testing

@testable import Store

@Suite("Invariants under random work")
struct InvariantTests {
    /// Clips whose state is not what their lease, consent and annotations say. Held ones are
    /// free to be, and erased ones have nothing left to say it; nobody has those in hand.
    private static let wrongStates = """
        SELECT count(*) FROM clip WHERE state <> 5 AND state <> CASE
            WHEN state = 6 AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.clip = clip.seq) THEN 6
            WHEN EXISTS (SELECT 1 FROM lease WHERE lease.clip = clip.seq) THEN 1
            ELSE \(restingState) END
        """

    /// The figures of the day that differ from a recount of the annotations.
    private static let wrongPace = """
        SELECT count(*) FROM (
            SELECT quarter, person, queue, n FROM pace WHERE n <> 0
            EXCEPT
            SELECT first_at / 900000000, person, queue, count(*) FROM annotation
            WHERE standing = 0 AND outcome = 0 GROUP BY 1, 2, 3)
        """

    /// Clips whose mark for deletion is not what their current annotations say.
    private static let wrongMarks = """
        SELECT count(*) FROM clip WHERE deletion_wanted <> EXISTS (
            SELECT 1 FROM annotation WHERE annotation.clip = clip.seq AND standing = 0
                AND outcome = 0 AND judgments LIKE '%"activation":["false_wake"]%')
        """

    /// Leases whose holder or token is not the clip's.
    private static let wrongLeases = """
        SELECT count(*) FROM lease JOIN clip ON clip.seq = lease.clip
        WHERE lease.token <> clip.token OR lease.person IS NOT clip.holder
        """

    @Test(arguments: 0..<12 as Range<UInt64>)
    func hold(seed: UInt64) throws {
        let scratch = try ScratchDirectory()
        let path = scratch.file("earshot.db")
        let engine = try SQLiteEngine(
            creating: path, workspace: UUID(), now: Timestamp(microseconds: 1))
        let desk = Workplace(engine.port, seed: seed)
        let queue = try desk.queue("q")
        try desk.fill(queue, 12)
        let people = try ["ana", "bea", "cid"].map { try desk.person($0) }
        var work = RandomWork(desk, people: people, queue: queue, seed: seed &* 77)
        var annotations: Int64 = 0
        for step in 0..<250 {
            try work.step()
            let wrong = try engine.read { db in
                try [Self.wrongStates, Self.wrongPace, Self.wrongLeases, Self.wrongMarks].map {
                    try db.number($0) ?? -1
                } + [db.row(SQLiteEngine.wrongTallies) == nil ? 0 : 1]
            }
            try #require(wrong == [0, 0, 0, 0, 0], "seed \(seed), step \(step)")
            // History only ever grows.
            let now = try engine.read { try $0.number("SELECT count(*) FROM annotation") ?? 0 }
            try #require(now >= annotations)
            annotations = now
        }
        #expect(annotations > 5)
    }

    @Test("A claim never walks the queue, nor sorts it")
    func plans() throws {
        let scratch = try ScratchDirectory()
        let engine = try SQLiteEngine(
            creating: scratch.file("earshot.db"), workspace: UUID(),
            now: Timestamp(microseconds: 1))
        for (pool, benign) in ClaimPool.allCases.flatMap({ [($0, false), ($0, true)] }) {
            let sql = pool.sql(benign: benign)
            var arguments: StatementArguments = [
                "person": 1, "queue": 1, "excluded": "[]", "locales": nil,
            ]
            if !benign, pool != .begun { arguments += ["avoids": "[]"] }
            let plan = try engine.read { db in
                try Row.fetchAll(
                    db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments
                ).map { $0["detail"] as String }
            }
            let key = pool == .begun ? "(rowid=?)" : "(queue=?)"
            #expect(plan.contains { $0.contains("SEARCH one USING") && $0.contains(key) })
            // What a person began is a handful, sorted as it comes.
            if pool != .begun { #expect(!plan.contains { $0.contains("TEMP B-TREE") }) }
            #expect(!plan.contains { $0.hasPrefix("SCAN clip") || $0.hasPrefix("SCAN one") })
        }
    }
}
