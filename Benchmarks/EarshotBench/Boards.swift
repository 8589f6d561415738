// The supervisor's board over a large house: a look at everything, beside the bare query.
import Foundation
import GRDB
import ReviewCore
import Store
import Workstation

enum Boards {
    private static let people = 5_000
    private static let incidents = 500

    static func measure(_ bench: Bench) throws -> [Figure] {
        let site = try bench.crowdedSite()
        let database = try DatabaseQueue(path: "\(site.workspace)/\(Workspace.databaseName)")
        bench.note("  seating \(Table.number(Double(people))) people")
        let now = Timestamp.now
        try fill(database, now.microseconds)
        let seat = try site.seat()
        let seen = try seat.store.board.snapshot(now)
        guard seen.people.count >= people, seen.incidents.count == incidents else {
            throw BenchFailure("the board shows \(seen.people.count) people")
        }
        let looks = try Series.of(bench.runs(200), warmUp: 5) { _ in
            keep(try seat.store.board.snapshot(.now))
        }
        let bare = try Series.of(bench.runs(200), warmUp: 5) { _ in
            try database.read { db in try step(db, now.microseconds) }
        }
        let needs = Series.of(bench.runs(200), warmUp: 5) { _ in keep(seen.needs(at: now)) }
        try seat.store.upkeep.close()
        try database.close()
        let house =
            "\(Table.number(Double(bench.manyClips))) clips, \(Table.number(Double(people))) people "
            + "at desks, \(incidents) open incidents"
        return [
            Figure(
                "board refresh", looks, floor: bare, aim: .p99Below(50),
                "\(house): one look, ready to draw; floor: SQLite alone stepping through the people "
                    + "at desks and what they did in the last hour"),
            Figure("what needs the supervisor", needs, "decided from that look"),
        ]
    }

    /// What the engine costs by itself: rows stepped through, nothing made of them.
    private static func step(_ db: Database, _ now: Int64) throws {
        for sql in [
            """
            SELECT person.id, person.name, sitting.queue, sitting.started_at, sitting.worked_at
            FROM (SELECT max(id) AS id FROM sitting INDEXED BY sitting_open
                    WHERE ended_at IS NULL GROUP BY person) AS last
                CROSS JOIN sitting ON sitting.id = last.id
                CROSS JOIN person ON person.seq = sitting.person
            ORDER BY person.folded
            """,
            "SELECT person, n FROM pace WHERE quarter >= \(now / quarter - 3)",
        ] {
            let rows = try Row.fetchCursor(db.cachedStatement(sql: sql))
            while try rows.next() != nil {}
        }
    }

    private static let quarter: Int64 = 900_000_000

    /// A house at noon: everybody sits at a desk with two clips in hand and a morning's work behind
    /// them. Written as rows, for nobody waits for five thousand key pairs.
    private static func fill(_ database: DatabaseQueue, _ now: Int64) throws {
        try database.write { db in
            let numbers =
                "WITH RECURSIVE number(n) AS "
                + "(SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < \(people))"
            try db.execute(
                sql: """
                    \(numbers) INSERT INTO person
                        (id, name, folded, roles, agreement_key, signing_key, added_at)
                    SELECT randomblob(16), printf('person-%05d', n), printf('person-%05d', n),
                        'reviewer', randomblob(32), randomblob(32), \(now) FROM number
                    """)
            let seated = "FROM person WHERE name GLOB 'person-*'"
            try db.execute(
                sql: """
                    INSERT INTO sitting (person, queue, started_at, last_seen, worked_at)
                    SELECT seq, 1, \(now - 4 * 3_600_000_000), \(now),
                        \(now) - abs(random() % 1200000000) \(seated)
                    """)
            for back in 0..<Int64(16) {
                try db.execute(
                    sql: """
                        INSERT INTO pace SELECT \(now / quarter - back), seq, 1,
                            1 + abs(random() % 20) \(seated)
                        """)
            }
            try db.execute(
                sql: """
                    INSERT INTO lease
                        (clip, queue, person, token, claimed_at, renewed_at, expires_at)
                    SELECT clip.seq, 1, person.seq, clip.token + 1, \(now), \(now),
                        \(now + 900_000_000)
                    FROM person JOIN clip ON clip.seq IN
                        (2000 + 2 * person.seq, 2001 + 2 * person.seq)
                    WHERE person.name GLOB 'person-*' AND clip.state = 0
                    """)
            try db.execute(
                sql: """
                    UPDATE clip SET state = 1, token = token + 1,
                        holder = (SELECT person FROM lease WHERE lease.clip = clip.seq)
                    WHERE seq IN (SELECT clip FROM lease) AND state = 0
                    """)
            try db.execute(
                sql: """
                    INSERT INTO incident (id, clip, stage, severity, category, opened_by, opened_at,
                        clock_start, clock_event, clock_severity, step, informed, hold_agreed,
                        events, changed_at)
                    SELECT randomblob(16), seq,
                        CASE seq % 3 WHEN 0 THEN 'triggered' WHEN 1 THEN 'owned' ELSE 'decided' END,
                        printf('P%d', seq % 3), 'other', 1, \(now), \(now), 0,
                        printf('P%d', seq % 3), 0, 0, 0, 1, \(now)
                    FROM clip WHERE seq > 20000 ORDER BY seq LIMIT \(incidents)
                    """)
        }
    }
}
