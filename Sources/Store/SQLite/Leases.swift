// Leases: granted, kept alive, run out, given back.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
    func heartbeat(
        _ leases: [Lease], ttl: Double, now: Timestamp
    ) throws(StoreError) -> [LeaseAnswer] {
        try write { db in
            try leases.map { try db.renew($0, ttl, now) }
        }
    }

    func closed(_ clips: [ClipID]) throws(StoreError) -> [ClipID: Refusal] {
        try read { db in
            try clips.reduce(into: [:]) { found, id in
                let clip = try db.standing(of: id)
                if let why = clip.map(\.closedRefusal) ?? .unknownClip { found[id] = why }
            }
        }
    }

    func release(_ leases: [Lease]) throws(StoreError) {
        try write { db in
            for lease in leases { _ = try db.giveBack(lease) }
        }
    }

    func decline(_ leases: [Lease]) throws(StoreError) {
        try write { db in
            for lease in leases {
                guard let clip = try db.giveBack(lease) else { continue }
                try db.run(
                    "INSERT OR IGNORE INTO declined VALUES (?, ?)",
                    [clip, try db.seq(of: lease.person)])
            }
        }
    }
}

/// Microseconds by which the clocks of racing processes may seem to differ.
let clockSlack: Int64 = 5_000_000

extension Database {
    /// Records that a clip, already marked as leased, is in a person's hands.
    ///
    /// - Parameter first: whether it comes before their other clips when they resume.
    func lease(
        _ clip: Int64, in queue: Int64, to person: Int64, _ token: FencingToken,
        _ now: Timestamp, ttl: Double, first: Bool = false
    ) throws {
        let ordinal = first ? try number("SELECT min(ordinal) - 1 FROM lease") : nil
        let expires = now.advanced(bySeconds: ttl).microseconds
        try run(
            """
            INSERT INTO lease
                (ordinal, clip, queue, person, token, claimed_at, renewed_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                ordinal, clip, queue, person, token.rawValue, now.microseconds,
                now.microseconds, expires,
            ])
    }

    /// Puts clips whose leases ran out back where they stood. Their tokens stay good until
    /// somebody claims them: a clock that jumped ahead takes nothing from those at work.
    func reapLeases(in queue: Int64, _ now: Timestamp) throws {
        let due: StatementArguments = [queue, now.microseconds]
        let over = "FROM lease WHERE queue = ? AND expires_at <= ?"
        guard try row("SELECT 1 \(over) LIMIT 1", due) != nil else { return }
        try run(
            "UPDATE clip SET state = \(restingState) WHERE seq IN (SELECT clip \(over))", due)
        try run("DELETE \(over)", due)
    }

    /// Leases from a time that is still to come were made before the clock stepped back; from
    /// now they last as long as they were meant to. The slack is for racing processes.
    func mendLeases(afterClockStep now: Timestamp) throws {
        try run(
            """
            UPDATE lease SET expires_at = ?1 + (expires_at - renewed_at), renewed_at = ?1
            WHERE renewed_at > ?1 + ?2
            """, [now.microseconds, clockSlack])
    }

    /// Ends a lease that still stands and puts its clip back; `nil` when it was lost meanwhile.
    fileprivate func giveBack(_ lease: Lease) throws -> Int64? {
        guard let clip = try standing(of: lease.clip), clip.token == lease.token,
            clip.holder == (try seq(of: lease.person)), clip.leaseExpires != nil
        else { return nil }
        try run("UPDATE clip SET holder = NULL WHERE seq = ?", [clip.seq])
        try rest(clip.seq)
        return clip.seq
    }

    fileprivate func renew(_ lease: Lease, _ ttl: Double, _ now: Timestamp) throws -> LeaseAnswer {
        guard let clip = try standing(of: lease.clip) else { return .lost(.unknownClip) }
        let person = try seq(of: lease.person)
        if let refusal = clip.refusal(of: person, with: lease.token) { return .lost(refusal) }
        var renewed = lease
        renewed.expiresAt = now.advanced(bySeconds: ttl)
        if clip.leaseExpires != nil {
            try run(
                "UPDATE lease SET renewed_at = ?, expires_at = ? WHERE clip = ?",
                [now.microseconds, renewed.expiresAt.microseconds, clip.seq])
            return .extended(renewed)
        }
        // It ran out and went back, and nobody has claimed it since: it is still theirs.
        guard clip.queueIsOpen else { return .lost(.queueClosed) }
        guard try current(clip.seq, person) == nil else { return .lost(.alreadySubmitted) }
        try run("UPDATE clip SET state = \(State.leased) WHERE seq = ?", [clip.seq])
        try self.lease(clip.seq, in: clip.queue, to: person, lease.token, now, ttl: ttl)
        return .extended(renewed)
    }
}
