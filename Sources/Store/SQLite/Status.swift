// Counts for `status` and the board: read from the tallies, whatever the number of clips.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
    /// A person whose desk was silent for so long has left without saying so.
    static let silence = 300.0

    private static let builtInPolicy = Result { try IncidentPolicy.trade() }

    /// The deadlines that incidents are measured by.
    var deadlines: IncidentPolicy {
        get throws { try policy ?? Self.builtInPolicy.get() }
    }

    func status(now: Timestamp, dayStart: Timestamp) throws(StoreError) -> WorkspaceStatus {
        try read { db in
            WorkspaceStatus(
                workspace: try db.meta().id.uuidString.lowercased(),
                queues: try queueCounts(db, now), people: try personCounts(db, now, dayStart),
                incidents: try incidents(db, now), reviewsOwed: try db.reviewsOwed())
        }
    }

    private func queueCounts(
        _ db: Database, _ now: Timestamp
    ) throws -> [WorkspaceStatus.QueueCounts] {
        var tallies: [Int64: [Int: Int]] = [:]
        for row in try db.rows("SELECT queue, state, n FROM tally") {
            tallies[row[0], default: [:]][row[1]] = row[2]
        }
        var unopenable: [Int64: Int] = [:]
        for row in try db.rows(
            """
            SELECT queue, count(DISTINCT clip)
            FROM declined CROSS JOIN clip ON clip.seq = declined.clip
            WHERE state IN (\(State.waiting), \(State.skipped)) GROUP BY queue
            """)
        {
            unopenable[row[0]] = row[1]
        }
        // Leases that ran out are counted where their clips will go.
        let over = try db.rows(
            """
            SELECT clip.queue, \(restingState), count(*)
            FROM lease CROSS JOIN clip ON clip.seq = lease.clip
            WHERE expires_at <= ? GROUP BY 1, 2
            """, [now.microseconds])
        for row in over {
            let count: Int = row[2]
            tallies[row[0], default: [:]][ClipState.leased.rawValue, default: 0] -= count
            tallies[row[0], default: [:]][row[1], default: 0] += count
        }
        return try db.rows("SELECT seq, name, locale, is_open FROM queue ORDER BY folded").map {
            let tally = tallies[$0[0]] ?? [:]
            var counts = counts(name: $0[1], locale: $0[2], open: $0[3]) { tally[$0] ?? 0 }
            counts.unopenable = unopenable[$0[0]] ?? 0
            return counts
        }
    }

    private func counts(
        name: String, locale: String, open: Bool, _ tally: (Int) -> Int
    ) -> WorkspaceStatus.QueueCounts {
        func count(_ state: ClipState) -> Int { tally(state.rawValue) }
        var counts = WorkspaceStatus.QueueCounts(name: name, locale: locale, open: open)
        counts.waiting = count(.waiting)
        counts.leased = count(.leased)
        counts.annotated = count(.annotated)
        counts.skipped = count(.skipped)
        counts.broken = count(.broken)
        counts.flagged = tally(Tally.flagged)
        counts.deletionWanted = tally(Tally.deletionWanted)
        counts.held = count(.held)
        counts.adjudicating = count(.adjudicating)
        counts.withdrawn = count(.withdrawn)
        counts.erased = count(.erased)
        return counts
    }

    private func personCounts(
        _ db: Database, _ now: Timestamp, _ dayStart: Timestamp
    ) throws -> [WorkspaceStatus.PersonCounts] {
        var today: [Int64: Int] = [:]
        let quarter = dayStart.microseconds / Pace.quarter
        for row in try db.rows(
            "SELECT person, sum(n) FROM pace WHERE quarter >= ? GROUP BY person", [quarter])
        {
            today[row[0]] = row[1]
        }
        return try db.rows(
            """
            SELECT person.seq, person.name, person.roles, sitting.id, queue.name
            FROM person
                LEFT JOIN sitting ON sitting.id = (
                    SELECT max(id) FROM sitting
                    WHERE person = person.seq AND ended_at IS NULL AND last_seen >= ?)
                LEFT JOIN queue ON queue.seq = sitting.queue
            ORDER BY person.folded
            """, [now.advanced(bySeconds: -Self.silence).microseconds]
        ).map { row in
            let sitting: Int64? = row[3]
            return WorkspaceStatus.PersonCounts(
                name: row[1], roles: keptCodes(row[2]), queue: row[4], onShift: sitting != nil,
                annotatedToday: today[row[0]] ?? 0)
        }
    }

    /// Open incidents; breached are those of which what must happen next is late, by the deadlines
    /// that the workspace set.
    private func incidents(_ db: Database, _ now: Timestamp) throws -> WorkspaceStatus.Incidents {
        let deadlines = try deadlines
        var incidents = WorkspaceStatus.Incidents(
            open: 0, unacknowledged: 0, breached: 0,
            bySeverity: Dictionary(
                uniqueKeysWithValues: Severity.allCases.map { ($0.rawValue, 0) }))
        for row in try db.rows(
            """
            SELECT severity, clock_severity, stage = 'triggered', clock_start FROM incident
            WHERE stage <> 'closed'
            """)
        {
            guard let clock = Severity(rawValue: row[1]) else { continue }
            let isWaiting: Bool = row[2]
            let due = Timestamp(microseconds: row[3])
                .advanced(bySeconds: deadlines[clock].within(isWaiting ? .acknowledge : .decide))
            incidents.bySeverity[row[0], default: 0] += 1
            incidents.open += 1
            incidents.unacknowledged += isWaiting ? 1 : 0
            incidents.breached += due <= now ? 1 : 0
        }
        return incidents
    }
}
