// Notices on their way: taken by one who tries, tried again until they arrive.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    /// Of incidents that were closed meanwhile nobody is told any more.
    func takeNotices(
        now: Timestamp, for seconds: Double, limit: Int
    ) throws(StoreError) -> [TakenNotice] {
        let hasDue = try read { db in try !db.dueNotices(now, limit: 1).isEmpty }
        guard hasDue else { return [] }
        return try write { db in
            let until = now.advanced(bySeconds: seconds).microseconds
            return try db.dueNotices(now, limit: limit).compactMap { row in
                try db.run(
                    "UPDATE notice SET leased_until = ? WHERE seq = ?", [until, row[0] as Int64])
                return takenNotice(row)
            }
        }
    }

    func settle(
        _ key: NoticeKey, _ outcome: NoticeOutcome, now: Timestamp
    ) throws(StoreError) {
        try write { db in
            switch outcome {
            case .delivered(let code):
                try db.run(
                    """
                    UPDATE notice SET attempts = attempts + 1, leased_until = NULL,
                        delivered_at = ?, last_code = ?
                    WHERE seq = ? AND delivered_at IS NULL
                    """, [now.microseconds, code, key.row])
            case .failed(let code):
                let failures = try db.number(
                    "SELECT attempts FROM notice WHERE seq = ?", [key.row])
                let pause = NoticeDelivery.pause(afterFailures: Int(failures ?? 0))
                try db.run(
                    """
                    UPDATE notice SET attempts = attempts + 1, leased_until = NULL,
                        next_try = ?, last_code = ?
                    WHERE seq = ? AND delivered_at IS NULL
                    """, [now.advanced(bySeconds: pause).microseconds, code, key.row])
            }
        }
    }

    func nextNotice() throws(StoreError) -> Timestamp? {
        try read { db in
            try db.number(
                """
                SELECT min(max(next_try, coalesce(leased_until, next_try)))
                FROM notice INDEXED BY notice_due
                    JOIN incident ON incident.seq = notice.incident
                WHERE delivered_at IS NULL AND channel <> '' AND \(ofTheClock)
                """
            ).map(Timestamp.init(microseconds:))
        }
    }

    func notices(of incident: IncidentID) throws(StoreError) -> [NoticeRecord] {
        try read { db in
            try db.rows(
                """
                SELECT notice.step, group_name, channel, missed, made_at, attempts, last_code,
                    delivered_at
                FROM notice JOIN incident ON incident.seq = notice.incident
                WHERE incident.id = ? ORDER BY notice.seq
                """, [incident.uuid]
            ).map { row in
                let (missed, delivered): (String?, Int64?) = (row[3], row[7])
                return NoticeRecord(
                    notice: IncidentNotice(incident: incident, step: row[0], group: row[1]),
                    channel: row[2], missed: missed.flatMap(IncidentDeadline.init(rawValue:)),
                    madeAt: Timestamp(microseconds: row[4]), attempts: row[5], lastCode: row[6],
                    deliveredAt: delivered.map(Timestamp.init(microseconds:)))
            }
        }
    }
}

extension Database {
    /// Notices whose time has come and that nobody holds. A clock that was set back by more than
    /// any pause holds nothing up.
    fileprivate func dueNotices(_ now: Timestamp, limit: Int) throws -> [Row] {
        let far = now.advanced(bySeconds: NoticeDelivery.longestPause)
        return try rows(
            """
            SELECT notice.seq, incident.id, notice.step, group_name, channel, severity, stage,
                missed, opened_at, clock_start, attempts
            FROM notice INDEXED BY notice_due JOIN incident ON incident.seq = notice.incident
            WHERE delivered_at IS NULL AND channel <> '' AND \(ofTheClock)
                AND (next_try <= ?1 OR next_try > ?2)
                AND (leased_until IS NULL OR leased_until <= ?1 OR leased_until > ?2)
            ORDER BY severity, next_try LIMIT ?3
            """, [now.microseconds, far.microseconds, limit])
    }
}

/// Whether a notice is of the deadlines that run now: what is closed, or began anew since, is told
/// by other notices or by none.
private let ofTheClock =
    "incident.stage <> 'closed' AND notice.clock_event = incident.clock_event"

/// `nil` where a code is none this Earshot knows.
private func takenNotice(_ row: Row) -> TakenNotice? {
    guard let severity = Severity(rawValue: row[5]), let stage = IncidentStage(rawValue: row[6])
    else { return nil }
    let missed: String? = row[7]
    return TakenNotice(
        key: NoticeKey(row: row[0]),
        notice: IncidentNotice(
            incident: IncidentID(uuid: row[1]), step: row[2], group: row[3]),
        channel: row[4], severity: severity, stage: stage,
        missed: missed.flatMap(IncidentDeadline.init(rawValue:)),
        openedAt: Timestamp(microseconds: row[8]), clockStart: Timestamp(microseconds: row[9]),
        attempts: row[10])
}
