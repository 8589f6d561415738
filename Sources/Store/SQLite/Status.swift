// Counts for `status` and the board: read from the tallies, whatever the number of clips.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
    /// A person whose desk was silent for so long has left without saying so.
    static let silence = 300.0

    /// Flags at least as grave as this open an incident; milder ones are noted.
    static let mildestIncident = Severity.p2

    private static let builtInIncidents = Result { try TradeData.load().incidents }

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

    /// Until incidents have a life of their own, every flag of P0 to P2 is open and
    /// unacknowledged, and breached once its time to be acknowledged has passed.
    private func incidents(_ db: Database, _ now: Timestamp) throws -> WorkspaceStatus.Incidents {
        var incidents = WorkspaceStatus.Incidents(
            open: 0, unacknowledged: 0, breached: 0, bySeverity: [:])
        let taxonomy = try self.incidents ?? Self.builtInIncidents.get()
        for severity in Severity.allCases {
            let minutes = taxonomy.terms(of: severity)?.acknowledgeMinutes
            let late = minutes.map { now.advanced(bySeconds: Double(-60 * $0)).microseconds }
            let row = try db.row(
                """
                SELECT count(*), coalesce(sum(raised_at < ?), 0) FROM flag WHERE severity = ?
                """, [late ?? .min, severity.rawValue])
            let count: Int = row?[0] ?? 0
            incidents.bySeverity[severity.rawValue] = count
            guard severity >= Self.mildestIncident else { continue }
            incidents.open += count
            incidents.unacknowledged += count
            incidents.breached += row?[1] ?? 0
        }
        return incidents
    }
}
