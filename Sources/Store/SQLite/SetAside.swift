// Taking clips out of everybody's hands by another's decision: legal holds, withdrawn consent.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func setAside(
        _ clips: [ClipID], _ why: SetAside, now: Timestamp
    ) throws(StoreError) -> [SetAsideAnswer] {
        if case .hold(let reason) = why, reason.isOfIncident {
            throw StoreError(.misuse("a step of its story sets an incident's hold"))
        }
        return try write { db in
            var events: [AuditEvent] = []
            let answers = try clips.map { id -> SetAsideAnswer in
                guard let clip = try db.standing(of: id) else { return .unknown }
                let (answer, event) =
                    switch why {
                    case .hold(let reason):
                        try db.hold(id, clip, reason, scribe?.signer.person, now)
                    case .consentWithdrawn: try db.setAsideUnwanted(id, clip)
                    }
                events += [event].compactMap(\.self)
                return answer
            }
            try log(events, at: now, in: db)
            return answers
        }
    }

    /// Where the clip was to be erased and its last hold kept it, it goes out of everybody's reach
    /// now, and the erasure takes it up.
    func endHold(
        _ clips: [ClipID], under reasons: [HoldReason], now: Timestamp
    ) throws(StoreError) -> [EndHoldAnswer] {
        try write { db in
            var events: [AuditEvent] = []
            let answers = try clips.map { id -> EndHoldAnswer in
                guard let clip = try db.standing(of: id) else { return .unknown }
                let those = try reasons.isEmpty ? db.holds(of: clip.seq).map(\.reason) : reasons
                if those.count == 1 || !reasons.isEmpty,
                    let reason = those.first(where: \.isOfIncident)
                {
                    return .ofIncident(reason)
                }
                let (answer, ended) = try db.endHold(id, clip, under: reasons)
                events += ended
                return answer
            }
            try log(events, at: now, in: db)
            return answers
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
                ORDER BY hold.since, hold.clip, hold.reason
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
    /// What became of it, and what is to be logged: nothing where it was held for this before.
    func hold(
        _ id: ClipID, _ clip: ClipStanding, _ reason: HoldReason, _ person: PersonID?,
        _ now: Timestamp
    ) throws -> (SetAsideAnswer, AuditEvent?) {
        var facts: [AuditFact] = []
        if clip.state == .erased {
            guard let erasure = try stopErasure(of: clip.seq) else {
                return (try isBeingErased(clip.seq) ? .beingErased : .erased, nil)
            }
            facts = [.matter(.erasure, erasure)]
        }
        let hold = UUID()
        try run(
            "INSERT OR IGNORE INTO hold (clip, reason, id, person, since) VALUES (?, ?, ?, ?, ?)",
            [clip.seq, reason.code, hold, try person.map(seq(of:)), now.microseconds])
        guard changesCount > 0 else { return (.already, nil) }
        try run("DELETE FROM lease WHERE clip = ?", [clip.seq])
        try run("UPDATE clip SET state = \(State.held) WHERE seq = ?", [clip.seq])
        return (
            facts.isEmpty ? .done : .stoppedErasure,
            AuditEvent(.holdSet, .clip(id), for: .legal, [.matter(.hold, hold)] + facts)
        )
    }

    /// Ends the holds of a clip for these reasons; without any, the one there is. Answers what is
    /// to be logged.
    func endHold(
        _ id: ClipID, _ clip: ClipStanding, under reasons: [HoldReason]
    ) throws -> (EndHoldAnswer, [AuditEvent]) {
        let holds = try holds(of: clip.seq)
        guard !reasons.isEmpty || holds.count < 2 else {
            return (.severalReasons(holds.map(\.reason)), [])
        }
        let ended = holds.filter { reasons.isEmpty || reasons.contains($0.reason) }
        guard !ended.isEmpty else { return (.notHeld, []) }
        for hold in ended {
            try run(
                "DELETE FROM hold WHERE clip = ? AND reason = ?", [clip.seq, hold.reason.code])
        }
        let events = ended.map { hold in
            AuditEvent(.holdEnded, .clip(id), for: .legal, [.matter(.hold, hold.id)])
        }
        let left = holds.filter { hold in !ended.contains { $0.id == hold.id } }
        guard left.isEmpty else { return (.heldOtherwise(left.map(\.reason)), events) }
        if try !resumeErasure(of: clip.seq) { try letGo(clip.seq) }
        return (.ended, events)
    }

    /// The holds a clip is under, as the log names them.
    fileprivate func holds(of clip: Int64) throws -> [(id: UUID, reason: HoldReason)] {
        try rows("SELECT id, reason FROM hold WHERE clip = ? ORDER BY since, reason", [clip])
            .map { ($0[0], HoldReason($0[1]) ?? .unstated) }
    }

    /// Puts a clip that nothing holds any more back where it stood. What was written of one whose
    /// consent went meanwhile was kept as long as the rest of it.
    fileprivate func letGo(_ clip: Int64) throws {
        try rest(clip)
        try run(
            "DELETE FROM draft WHERE clip IN (SELECT seq FROM clip WHERE seq = ? AND consent = 0)",
            [clip])
    }

    fileprivate func setAsideUnwanted(
        _ id: ClipID, _ clip: ClipStanding
    ) throws -> (SetAsideAnswer, AuditEvent?) {
        guard clip.state != .erased else { return (.erased, nil) }
        try run("DELETE FROM lease WHERE clip = ?", [clip.seq])
        let event = try withdraw(id, clip)
        return (event == nil ? .already : .done, event)
    }

    /// What is to be logged of it: nothing where consent was withdrawn before.
    func withdraw(_ id: ClipID, _ clip: ClipStanding) throws -> AuditEvent? {
        // A hold outlives the consent: what is held is kept until the hold ends, drafts too.
        if clip.state != .held { try run("DELETE FROM draft WHERE clip = ?", [clip.seq]) }
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
