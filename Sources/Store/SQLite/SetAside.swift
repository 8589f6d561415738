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
                case .hold: try db.hold(id, clip)
                case .consentWithdrawn: try db.withdraw(id, clip)
                }
            }
            try log(events, at: now, in: db)
        }
    }

    func endHold(_ clips: [ClipID], now: Timestamp) throws(StoreError) {
        try write { db in
            let events = try clips.compactMap { id -> AuditEvent? in
                guard let clip = try db.standing(of: id), clip.state == .held else { return nil }
                try db.rest(clip.seq)
                return AuditEvent(.holdEnded, .clip(id), for: .legal)
            }
            try log(events, at: now, in: db)
        }
    }
}

extension Database {
    /// What is to be logged of it: nothing where the clip was held already.
    fileprivate func hold(_ id: ClipID, _ clip: ClipStanding) throws -> AuditEvent? {
        try run("UPDATE clip SET state = \(State.held) WHERE seq = ?", [clip.seq])
        return clip.state == .held ? nil : AuditEvent(.holdSet, .clip(id), for: .legal)
    }

    /// What is to be logged of it: nothing where consent was withdrawn before.
    fileprivate func withdraw(_ id: ClipID, _ clip: ClipStanding) throws -> AuditEvent? {
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
