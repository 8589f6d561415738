// Taking clips out of everybody's hands by another's decision: legal holds, withdrawn consent.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func setAside(
        _ clips: [ClipID], _ why: SetAside, now: Timestamp
    ) throws(StoreError) {
        try write { db in
            let events = try clips.compactMap { id -> AuditEvent? in
                guard let clip = try db.standing(of: id), clip.state != .erased else { return nil }
                try db.run("DELETE FROM lease WHERE clip = ?", [clip.seq])
                return switch why {
                case .hold(let reason): try db.hold(id, clip, reason, scribe?.signer.person, now)
                case .consentWithdrawn: try db.withdraw(id, clip)
                }
            }
            try log(events, at: now, in: db)
        }
    }

    /// Where the clip was to be erased and the hold kept it, it goes out of everybody's reach now,
    /// and the erasure takes it up.
    func endHold(_ clips: [ClipID], now: Timestamp) throws(StoreError) {
        try write { db in
            let events = try clips.compactMap { id -> AuditEvent? in
                guard let clip = try db.standing(of: id), clip.state == .held else { return nil }
                let hold = try db.heldUnder(clip.seq)
                try db.run("DELETE FROM hold WHERE clip = ?", [clip.seq])
                if try !db.resumeErasure(of: clip.seq) { try db.rest(clip.seq) }
                return AuditEvent(.holdEnded, .clip(id), for: .legal, hold)
            }
            try log(events, at: now, in: db)
        }
    }

    func holds() throws(StoreError) -> [LegalHold] {
        try read { db in
            try db.rows(
                """
                SELECT hold.id, clip.id, queue.name, hold.reason, person.name, hold.since,
                    EXISTS (SELECT 1 FROM erasing WHERE erasing.clip = clip.seq)
                FROM hold JOIN clip ON clip.seq = hold.clip JOIN queue ON queue.seq = clip.queue
                    LEFT JOIN person ON person.seq = hold.person
                ORDER BY hold.since, hold.clip
                """
            ).map { row in
                LegalHold(
                    id: row[0], clip: ClipID(uuid: row[1]), queue: row[2],
                    reason: HoldReason(row[3]) ?? .unstated, person: row[4],
                    since: Timestamp(microseconds: row[5]), erasureWaits: row[6])
            }
        }
    }
}

extension Database {
    /// What is to be logged of it: nothing where the clip was held already.
    fileprivate func hold(
        _ id: ClipID, _ clip: ClipStanding, _ reason: HoldReason, _ person: PersonID?,
        _ now: Timestamp
    ) throws -> AuditEvent? {
        guard clip.state != .held else { return nil }
        let hold = UUID()
        try run("UPDATE clip SET state = \(State.held) WHERE seq = ?", [clip.seq])
        try run(
            "INSERT OR REPLACE INTO hold VALUES (?, ?, ?, ?, ?)",
            [clip.seq, hold, reason.code, try person.map(seq(of:)), now.microseconds])
        return AuditEvent(.holdSet, .clip(id), for: .legal, [.matter(.hold, hold)])
    }

    /// The hold a clip is under, as the log names it.
    fileprivate func heldUnder(_ clip: Int64) throws -> [AuditFact] {
        try UUID.fetchOne(
            cachedStatement(sql: "SELECT id FROM hold WHERE clip = ?"), arguments: [clip]
        ).map { [.matter(.hold, $0)] } ?? []
    }

    /// What is to be logged of it: nothing where consent was withdrawn before.
    func withdraw(_ id: ClipID, _ clip: ClipStanding) throws -> AuditEvent? {
        try run("DELETE FROM draft WHERE clip = ?", [clip.seq])
        // A hold outlives the consent: what is held is kept until the hold ends.
        try run(
            """
            UPDATE clip SET consent = 0, state = CASE state
                WHEN \(State.held) THEN \(State.held) ELSE \(State.withdrawn) END
            WHERE seq = ? AND consent <> 0
            """, [clip.seq])
        return changesCount > 0
            ? AuditEvent(.consentWithdrawn, .clip(id), for: .privacy) : nil
    }
}
