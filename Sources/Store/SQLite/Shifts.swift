// Shifts as rows: begun, gone on with, ended, and the rests in them.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
    func attend(
        _ person: PersonID, _ zone: String, _ now: Timestamp
    ) throws(StoreError) -> Shift {
        try write { db in
            let seq = try db.seq(of: person)
            if var shift = try db.openShift(of: seq) {
                guard !shift.goesOn(at: now) else {
                    shift.lastSeen = max(shift.lastSeen, now)
                    try db.run(
                        "UPDATE shift SET last_seen = ? WHERE seq = ?",
                        [shift.lastSeen.microseconds, shift.id.rawValue])
                    return shift
                }
                try db.end(shift, at: shift.lastSeen)
            }
            try db.run(
                "INSERT INTO shift (person, began_at, zone, last_seen) VALUES (?, ?, ?, ?)",
                [seq, now.microseconds, zone, now.microseconds])
            return Shift(id: Shift.ID(rawValue: db.lastInsertedRowID), beganAt: now, zone: zone)
        }
    }

    func currentShift(_ person: PersonID, _ now: Timestamp) throws(StoreError) -> Shift? {
        try read { db in try db.goingShift(of: db.seq(of: person), now) }
    }

    func endShift(_ person: PersonID, _ now: Timestamp) throws(StoreError) -> Shift? {
        try write { db in
            guard var shift = try db.openShift(of: db.seq(of: person)) else { return nil }
            let isLate = !shift.goesOn(at: now)
            shift.lastSeen = isLate ? shift.lastSeen : max(shift.lastSeen, now)
            try db.end(shift, at: shift.lastSeen)
            return isLate ? nil : try db.shift(shift.id)
        }
    }

    func beginRest(
        _ person: PersonID, _ kind: ShiftRest.Kind, _ now: Timestamp
    ) throws(StoreError) -> Shift? {
        try write { db in
            guard let shift = try db.goingShift(of: db.seq(of: person), now) else { return nil }
            guard shift.openRest == nil else { return shift }
            let moment = max(now, shift.rests.last?.endedAt ?? shift.beganAt)
            // Two that begin in one microsecond are one.
            try db.run(
                """
                INSERT INTO rest (shift, began_at, kind) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET kind = excluded.kind, ended_at = NULL
                """, [shift.id.rawValue, moment.microseconds, kind.rawValue])
            return try db.seen(shift, now)
        }
    }

    func endRest(_ person: PersonID, _ now: Timestamp) throws(StoreError) -> Shift? {
        try write { db in
            guard let shift = try db.goingShift(of: db.seq(of: person), now) else { return nil }
            guard let rest = shift.openRest else { return shift }
            try db.run(
                "UPDATE rest SET ended_at = ? WHERE shift = ? AND ended_at IS NULL",
                [max(now, rest.beganAt).microseconds, shift.id.rawValue])
            return try db.seen(shift, now)
        }
    }

    func pastShifts(
        _ person: PersonID, _ now: Timestamp, _ limit: Int
    ) throws(StoreError) -> [PastShift] {
        try read { db in
            let seq = try db.seq(of: person)
            return try db.rows(
                """
                SELECT seq FROM shift WHERE person = ? ORDER BY began_at DESC LIMIT ?
                """, [seq, max(0, limit) + 1]
            ).compactMap { row in try db.shift(Shift.ID(rawValue: row[0])) }
                .filter { !$0.goesOn(at: now) }.prefix(max(0, limit))
                .map { shift in
                    let done = try db.number(
                        """
                        SELECT count(*) FROM annotation
                        WHERE person = ? AND standing = \(Standing.current)
                            AND first_at BETWEEN ? AND ?
                        """,
                        [
                            seq, shift.beganAt.microseconds,
                            (shift.endedAt ?? shift.lastSeen).microseconds,
                        ])
                    return PastShift(shift, done: Int(done ?? 0))
                }
        }
    }

    func resting(_ now: Timestamp) throws(StoreError) -> Set<PersonID> {
        try read { db in
            try db.rows(
                """
                SELECT shift.seq, person.id FROM shift
                    JOIN person ON person.seq = shift.person
                    JOIN rest ON rest.shift = shift.seq AND rest.ended_at IS NULL
                WHERE shift.ended_at IS NULL
                """
            ).reduce(into: []) { found, row in
                guard try db.shift(Shift.ID(rawValue: row[0]))?.goesOn(at: now) == true else {
                    return
                }
                found.insert(PersonID(uuid: row[1]))
            }
        }
    }
}

extension Database {
    /// The shift that nobody ended yet, whether or not it goes on.
    func openShift(of person: Int64) throws -> Shift? {
        try number("SELECT seq FROM shift WHERE person = ? AND ended_at IS NULL", [person])
            .flatMap { try shift(Shift.ID(rawValue: $0)) }
    }

    func goingShift(of person: Int64, _ now: Timestamp) throws -> Shift? {
        try openShift(of: person).flatMap { $0.goesOn(at: now) ? $0 : nil }
    }

    func shift(_ id: Shift.ID) throws -> Shift? {
        try row(
            "SELECT began_at, zone, last_seen, ended_at FROM shift WHERE seq = ?", [id.rawValue]
        ).map { row in
            let ended: Int64? = row[3]
            return Shift(
                id: id, beganAt: Timestamp(microseconds: row[0]), zone: row[1],
                lastSeen: Timestamp(microseconds: row[2]),
                endedAt: ended.map(Timestamp.init(microseconds:)), rests: try rests(of: id))
        }
    }

    private func rests(of shift: Shift.ID) throws -> [ShiftRest] {
        try rows(
            "SELECT kind, began_at, ended_at FROM rest WHERE shift = ? ORDER BY began_at",
            [shift.rawValue]
        ).map { row in
            let ended: Int64? = row[2]
            return ShiftRest(
                ShiftRest.Kind(rawValue: row[0]) ?? .break,
                beganAt: Timestamp(microseconds: row[1]),
                endedAt: ended.map(Timestamp.init(microseconds:)))
        }
    }

    /// Ends a shift, and a rest with it.
    fileprivate func end(_ shift: Shift, at moment: Timestamp) throws {
        try run(
            """
            UPDATE rest SET ended_at = max(began_at, ?1) WHERE shift = ?2 AND ended_at IS NULL
            """, [moment.microseconds, shift.id.rawValue])
        try run(
            "UPDATE shift SET last_seen = ?1, ended_at = ?1 WHERE seq = ?2",
            [moment.microseconds, shift.id.rawValue])
    }

    fileprivate func seen(_ shift: Shift, _ now: Timestamp) throws -> Shift? {
        try run(
            "UPDATE shift SET last_seen = max(last_seen, ?) WHERE seq = ?",
            [now.microseconds, shift.id.rawValue])
        return try self.shift(shift.id)
    }
}
