// The ladder over all open incidents: what is due climbs, and who is to hear of it gets a notice.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    /// Writes only where something is due; two callers at once climb once, since each looks again
    /// under the write lock.
    func climb(
        _ policy: IncidentPolicy, channels: [String: [String]], now: Timestamp
    ) throws(StoreError) -> LadderRound {
        let (due, next, hasWay, unreached) = try read { db in
            let (due, next) = try db.dueIncidents(policy, now)
            let hasWay = try !db.waitingForAWay(channels).isEmpty
            return (due, next, hasWay, try db.groupsWithoutAWay())
        }
        guard !due.isEmpty || hasWay else {
            return LadderRound(
                escalations: [], broken: [], notices: 0, unreached: unreached, next: next)
        }
        return try write { db in
            var escalations: [Escalation] = []
            var broken: [IncidentID] = []
            for id in try db.dueIncidents(policy, now).due {
                guard var standing = try? db.standingIncident(id) else {
                    try db.climbUntold(id, policy, now)
                    broken.append(id)
                    continue
                }
                if standing.incident.isAhead(of: now) {
                    standing.incident = try standing.incident.taking(
                        .clockCorrected(to: now), by: nil, at: now)
                    try log(try db.write(&standing), at: now, in: db)
                }
                try db.tellFirstRung(of: standing, policy, now)
                let climbed = standing.incident.climb(at: now, policy)
                guard !climbed.isEmpty else { continue }
                try log(try db.write(&standing), at: now, in: db)
                for escalation in climbed {
                    try db.makeNotices(
                        of: standing.seq, standing.incident.record.clockEvent,
                        escalation.notices, escalation.missed, now)
                }
                escalations += climbed
            }
            return LadderRound(
                escalations: escalations, broken: broken,
                notices: try db.findWays(channels, now), unreached: try db.groupsWithoutAWay(),
                next: try db.dueIncidents(policy, now).next)
        }
    }
}

extension Database {
    /// Which incidents climb or are news, and when the next one will.
    fileprivate func dueIncidents(
        _ policy: IncidentPolicy, _ now: Timestamp
    ) throws -> (due: [IncidentID], next: Timestamp?) {
        var due: [IncidentID] = []
        var next: Timestamp?
        let rows = try rows(
            """
            SELECT \(incidentColumns), told FROM \(incidentSource)
            WHERE incident.stage <> 'closed'
            """)
        for row in rows {
            guard let glance = listedIncident(row)?.glance, let climbs = glance.climbs(policy)
            else { continue }
            if row["told"] != glance.clockEvent || climbs <= now || glance.isAhead(of: now) {
                due.append(glance.id)
            } else {
                next = min(next ?? climbs, climbs)
            }
        }
        return (due, next)
    }

    /// The first rung hears of it once a clock: when it opens, opens again, or turns graver.
    fileprivate func tellFirstRung(
        of standing: StandingIncident, _ policy: IncidentPolicy, _ now: Timestamp
    ) throws {
        let record = standing.incident.record
        let told = try number("SELECT told FROM incident WHERE seq = ?", [standing.seq])
        guard told != Int64(record.clockEvent) else { return }
        try run(
            "UPDATE incident SET told = ? WHERE seq = ?", [record.clockEvent, standing.seq])
        let notices = standing.incident.firstRung(policy).groups.map {
            IncidentNotice(incident: record.id, step: 0, group: $0)
        }
        try makeNotices(of: standing.seq, record.clockEvent, notices, nil, now)
    }

    /// An incident whose story is broken goes on climbing by what is listed of it: who damages a
    /// story silences nobody.
    fileprivate func climbUntold(
        _ id: IncidentID, _ policy: IncidentPolicy, _ now: Timestamp
    ) throws {
        guard
            let row = try row(
                """
                SELECT \(incidentColumns), incident.seq AS number, told
                FROM \(incidentSource) WHERE incident.id = ?
                """, [id.uuid]),
            let glance = listedIncident(row)?.glance, let deadline = glance.deadline
        else { return }
        let terms = policy[glance.clockSeverity]
        func notices(_ step: Int) -> [IncidentNotice] {
            terms.rung(at: step).groups.map {
                IncidentNotice(incident: id, step: step, group: $0)
            }
        }
        let number: Int64 = row["number"]
        if row["told"] != glance.clockEvent {
            try makeNotices(of: number, glance.clockEvent, notices(0), nil, now)
        }
        let periods = now.seconds(since: glance.clockStart) / terms.within(deadline)
        let step = max(glance.step, Int(min(max(0, periods), 1e9)))
        if step > glance.step {
            for rung in (glance.step + 1)...min(step, glance.step + terms.ladder.count) {
                try makeNotices(of: number, glance.clockEvent, notices(rung), deadline, now)
            }
        }
        try run(
            "UPDATE incident SET told = clock_event, step = ? WHERE seq = ?", [step, number])
    }

    /// A notice for each group, without a channel yet: whoever knows one finds it.
    fileprivate func makeNotices(
        of incident: Int64, _ clockEvent: Int, _ notices: [IncidentNotice],
        _ missed: IncidentDeadline?, _ now: Timestamp
    ) throws {
        for notice in notices {
            try run(
                """
                INSERT OR IGNORE INTO notice
                    (incident, clock_event, step, group_name, channel, missed, made_at, next_try)
                VALUES (?, ?, ?, ?, '', ?, ?, ?)
                """,
                [
                    incident, clockEvent, notice.step, notice.group,
                    missed?.rawValue ?? "", now.microseconds, now.microseconds,
                ])
        }
    }

    /// Notices of open incidents to groups that `channels` reaches and that nobody could tell
    /// before: by row, with the group.
    fileprivate func waitingForAWay(_ channels: [String: [String]]) throws -> [(Int64, String)] {
        try rows(
            """
            SELECT notice.seq, group_name FROM notice INDEXED BY notice_waiting
                JOIN incident ON incident.seq = notice.incident
            WHERE channel = '' AND incident.stage <> 'closed'
            """
        ).map { ($0[0], $0[1]) }.filter { !(channels[$0.1] ?? []).isEmpty }
    }

    /// Groups whose notices wait for a way, where the deadlines they tell of still run.
    fileprivate func groupsWithoutAWay() throws -> [String] {
        try rows(
            """
            SELECT DISTINCT group_name FROM notice INDEXED BY notice_waiting
                JOIN incident ON incident.seq = notice.incident
            WHERE channel = '' AND incident.stage <> 'closed'
                AND notice.clock_event = incident.clock_event
            ORDER BY group_name
            """
        ).map { $0[0] }
    }

    /// Puts a notice for each channel of its group in the place of one that waited for a way;
    /// answers how many are new.
    fileprivate func findWays(_ channels: [String: [String]], _ now: Timestamp) throws -> Int {
        var made = 0
        for (row, group) in try waitingForAWay(channels) {
            for channel in channels[group] ?? [] {
                try run(
                    """
                    INSERT OR IGNORE INTO notice
                        (incident, clock_event, step, group_name, channel, missed, made_at,
                        next_try)
                    SELECT incident, clock_event, step, group_name, ?, missed, made_at, ?
                    FROM notice WHERE seq = ?
                    """, [channel, now.microseconds, row])
                made += changesCount
            }
            try run("DELETE FROM notice WHERE seq = ?", [row])
        }
        return made
    }
}
