// A grave flag opens an incident, or joins the one that is open, in the flag's own transaction.
import Foundation
import GRDB
import ReviewCore
import Vault

extension Database {
    /// Notes a flag; the same category by the same person again keeps the graver severity.
    /// Answers what is to be logged of it, and of the incident it opened or joined.
    func raiseFlag(
        _ annotation: SealedAnnotation, _ clip: Int64, _ person: Int64
    ) throws -> [AuditEvent] {
        guard let flag = annotation.flag else { return [] }
        let before = try row(
            "SELECT severity, said_at, noted FROM flag WHERE clip = ? AND person = ? AND category = ?",
            [clip, person, flag.category])
        let said = annotation.flagSaidAt?.microseconds
        try run(
            """
            INSERT INTO flag VALUES (?, ?, ?, ?, ?, ?, 0)
            ON CONFLICT DO UPDATE SET severity = min(severity, excluded.severity),
                said_at = max(coalesce(said_at, excluded.said_at), excluded.said_at)
            """,
            [
                clip, person, flag.category, flag.severity.rawValue,
                annotation.submittedAt.microseconds, said,
            ])
        try run("UPDATE clip SET flagged = 1 WHERE seq = ?", [clip])
        var (isNews, isNoted) = (true, false)
        if let before {
            let severity = Severity(rawValue: before[0])
            let saidBefore: Int64? = before[1]
            // What only carries its old flag along, or comes a second time, is no news.
            isNews =
                severity.map { flag.severity > $0 } ?? true
                || said.map { $0 > saidBefore ?? .min } ?? false
            isNoted = !isNews && before[2]
        }
        let raised = AuditEvent(
            .flagRaised, .clip(annotation.clip), for: .safety, [.severity(flag.severity)])
        let logged = isNews ? [raised] : []
        guard flag.severity >= SQLiteEngine.mildestIncident else { return logged }
        return try logged
            + openOrJoinIncident(
                annotation, flag, clip, person, isNews: isNews, isNoted: isNoted)
    }

    /// - Parameters:
    ///   - isNews: whether the flag was said anew. Old news opens nothing and adds no event.
    ///   - isNoted: whether a note of this very flag is in the story; one may come after it.
    private func openOrJoinIncident(
        _ annotation: SealedAnnotation, _ flag: Flag, _ clip: Int64, _ person: Int64,
        isNews: Bool, isNoted: Bool
    ) throws -> [AuditEvent] {
        let now = annotation.submittedAt
        // One whose story is broken can take no more of it: a flag must not be lost for that.
        let open = try rows(
            "SELECT id FROM incident WHERE clip = ? AND stage <> 'closed' ORDER BY seq DESC", [clip]
        ).lazy.compactMap { try? self.standingIncident(IncidentID(uuid: $0[0])) }.first
        var standing: StandingIncident
        if let open {
            standing = open
            if isNews {
                standing.incident = try standing.incident.taking(
                    .flagged(flag), by: annotation.person, at: now)
            }
        } else {
            guard isNews else { return [] }
            standing = try begin(annotation, flag, clip, person)
        }
        let note = annotation.flagNote.flatMap { $0.isBlank ? nil : $0 }
        if let note, !isNoted {
            standing.incident = try standing.incident.taking(
                .flagNoted(note), by: annotation.person, at: now)
        }
        try run(
            "UPDATE flag SET noted = ? WHERE clip = ? AND person = ? AND category = ?",
            [isNoted || note != nil, clip, person, flag.category])
        return try write(&standing)
    }

    private func begin(
        _ annotation: SealedAnnotation, _ flag: Flag, _ clip: Int64, _ person: Int64
    ) throws -> StandingIncident {
        let now = annotation.submittedAt
        var chance = SystemRandomNumberGenerator()
        let id = IncidentID(at: now, using: &chance)
        let incident = Incident.triggered(
            Incident.open(id, of: annotation.clip, flag, by: annotation.person, at: now))
        try run(
            """
            INSERT INTO incident (id, clip, stage, severity, category, opened_by, opened_at,
                clock_start, clock_severity, clock_event, step, informed, hold_agreed, events, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?)
            """,
            [
                id.uuid, clip, incident.stage.rawValue, flag.severity.rawValue, flag.category,
                person, now.microseconds, now.microseconds, flag.severity.rawValue,
                now.microseconds,
            ])
        return StandingIncident(
            seq: lastInsertedRowID, clip: clip, incident: incident, head: nil, written: 0)
    }
}
