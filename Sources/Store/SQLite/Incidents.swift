// Questions about incidents, and the steps that people take with them.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    /// Flags at least as grave as this open an incident; milder ones are noted.
    static let mildestIncident = Severity.p2

    func openIncidents() throws(StoreError) -> [ListedIncident] {
        try read { db in
            try db.rows(
                """
                SELECT \(incidentColumns) FROM \(incidentSource)
                WHERE incident.stage <> 'closed' ORDER BY clock_start
                """
            ).compactMap(listedIncident)
        }
    }

    func closedIncidents(since: Timestamp, limit: Int) throws(StoreError) -> [ListedIncident] {
        try read { db in
            try db.rows(
                """
                SELECT \(incidentColumns) FROM \(incidentSource)
                WHERE incident.stage = 'closed' AND changed_at >= ?
                ORDER BY changed_at DESC LIMIT ?
                """, [since.microseconds, limit]
            ).compactMap(listedIncident)
        }
    }

    func incident(_ id: IncidentID) throws(StoreError) -> KeptIncident? {
        try read { db in
            do {
                return try db.keptIncident(id)
            } catch let error as IncidentReplayError {
                throw StoreError(.brokenIncident, detail: "\(id): \(error)")
            }
        }
    }

    func incidents(endingIn digits: String) throws(StoreError) -> [IncidentID] {
        guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit) else { return [] }
        return try read { db in
            try db.rows(
                "SELECT id FROM incident WHERE hex(id) LIKE '%' || ? ORDER BY seq LIMIT 100",
                [digits]
            ).map { IncidentID(uuid: $0[0]) }
        }
    }

    func incidents(raisedBy person: PersonID, since: Timestamp) throws(StoreError)
        -> [ListedIncident]
    {
        try read { db in
            try db.rows(
                """
                SELECT \(incidentColumns) FROM \(incidentSource)
                WHERE opened_by = ? AND opened_at >= ? ORDER BY opened_at DESC
                """, [try db.seq(of: person), since.microseconds]
            ).compactMap(listedIncident)
        }
    }

    func act(
        on id: IncidentID, seen: Int, _ act: CustodyAct, by person: PersonID, now: Timestamp
    ) throws(StoreError) -> IncidentAnswer {
        if [.opened, .flagged, .flagNoted, .escalated].contains(act.code) {
            throw StoreError(.misuse("flags and deadlines make their own events"))
        }
        return try write { db in
            do {
                guard var standing = try db.standingIncident(id) else {
                    return .refused(.unknown)
                }
                guard standing.written == seen else { return .refused(.changedMeanwhile) }
                if let refusal = try db.refusal(of: act, on: standing, by: person) {
                    return .refused(refusal)
                }
                // That the reviewer has read it comes by itself, with whoever reads.
                let actor = act == .reviewerInformed ? nil : person
                standing.incident = try standing.incident.taking(act, by: actor, at: now)
                guard standing.incident.record.events.count > seen else {
                    return .refused(.changedMeanwhile)
                }
                guard let held = try db.keepOrLetGo(standing, act, by: person, now) else {
                    return .refused(.clipGone)
                }
                try log(try db.write(&standing) + held, by: person, at: now, in: db)
                return try db.keptIncident(id).map(IncidentAnswer.done) ?? .refused(.unknown)
            } catch let error as IncidentStepError {
                return .refused(.rule(error))
            } catch let error as IncidentReplayError {
                return .refused(.broken(error))
            }
        }
    }
}

extension Database {
    /// What the rules of a story cannot know: who may answer, what else is here.
    fileprivate func refusal(
        of act: CustodyAct, on standing: StandingIncident, by person: PersonID
    ) throws -> IncidentStepRefusal? {
        switch act {
        case .handedOver(let other):
            guard try row("SELECT 1 FROM person WHERE id = ?", [other.uuid]) != nil,
                RolePolicy.may(try roles(of: other), .answerIncident)
            else { return .cannotAnswer }
        case .decided(.duplicate(let other)):
            let original = try row(
                "SELECT disposition FROM incident WHERE id = ?", [other.uuid])
            guard let original else { return .noSuchOther }
            // A ring of duplicates would be an end of nothing.
            let ending: String? = original[0]
            guard ending != DispositionCode.duplicate.rawValue else { return .otherIsDuplicate }
        case .reviewerInformed:
            guard standing.incident.record.openedBy == person else { return .notYours }
        default: break
        }
        return nil
    }

    /// A hold that two agreed to keeps the clip as any hold does. Answers what is to be logged;
    /// `nil` where it is too late.
    fileprivate func keepOrLetGo(
        _ standing: StandingIncident, _ act: CustodyAct, by person: PersonID, _ now: Timestamp
    ) throws -> [AuditEvent]? {
        let record = standing.incident.record
        let reason = HoldReason.of(record.id)
        guard act.code == .holdAgreed || act.code == .holdEnded,
            let clip = try self.standing(of: record.clip)
        else { return [] }
        if act == .holdEnded { return try endHold(record.clip, clip, under: [reason]).1 }
        let (answer, event) = try hold(record.clip, clip, reason, person, now)
        return answer.isSetAside ? [event].compactMap(\.self) : nil
    }
}
