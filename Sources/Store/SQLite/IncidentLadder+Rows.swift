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
        let (due, next) = try read { db in try db.dueIncidents(policy, now) }
        guard !due.isEmpty else { return LadderRound(escalations: [], notices: 0, next: next) }
        return try write { db in
            var escalations: [Escalation] = []
            var made = 0
            for id in try db.dueIncidents(policy, now).due {
                guard var standing = try? db.standingIncident(id) else { continue }
                made += try db.tellFirstRung(of: standing, policy, channels, now)
                let climbed = standing.incident.climb(at: now, policy)
                guard !climbed.isEmpty else { continue }
                try log(try db.write(&standing), at: now, in: db)
                for escalation in climbed {
                    made += try db.makeNotices(
                        of: standing, escalation.notices, escalation.missed, channels, now)
                }
                escalations += climbed
            }
            return LadderRound(
                escalations: escalations, notices: made,
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
            if row["told"] != glance.clockEvent || climbs <= now {
                due.append(glance.id)
            } else {
                next = min(next ?? climbs, climbs)
            }
        }
        return (due, next)
    }

    /// The first rung hears of it once a clock: when it opens, opens again, or turns graver.
    fileprivate func tellFirstRung(
        of standing: StandingIncident, _ policy: IncidentPolicy, _ channels: [String: [String]],
        _ now: Timestamp
    ) throws -> Int {
        let record = standing.incident.record
        let told = try number("SELECT told FROM incident WHERE seq = ?", [standing.seq])
        guard told != Int64(record.clockEvent) else { return 0 }
        try run(
            "UPDATE incident SET told = ? WHERE seq = ?", [record.clockEvent, standing.seq])
        let notices = standing.incident.firstRung(policy).groups.map {
            IncidentNotice(incident: record.id, step: 0, group: $0)
        }
        return try makeNotices(of: standing, notices, nil, channels, now)
    }

    /// A notice for each channel of each group; answers how many are new.
    fileprivate func makeNotices(
        of standing: StandingIncident, _ notices: [IncidentNotice],
        _ missed: IncidentDeadline?, _ channels: [String: [String]], _ now: Timestamp
    ) throws -> Int {
        var made = 0
        for notice in notices {
            for channel in channels[notice.group] ?? [] {
                try run(
                    """
                    INSERT OR IGNORE INTO notice
                        (incident, clock_event, step, group_name, channel, missed, made_at,
                        next_try)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    [
                        standing.seq, standing.incident.record.clockEvent, notice.step,
                        notice.group, channel, missed?.rawValue, now.microseconds,
                        now.microseconds,
                    ])
                made += changesCount
            }
        }
        return made
    }
}
