// A grave flag opens an incident, or joins the one that is open, in the flag's own transaction.
import Foundation
import GRDB
import ReviewCore
import Vault

extension Database {
    /// Notes a flag; the same category by the same person again keeps the graver severity.
    /// Answers what is to be logged of the incident it opened or joined.
    func raiseFlag(
        _ annotation: SealedAnnotation, _ clip: Int64, _ person: Int64
    ) throws -> [AuditEvent] {
        guard let flag = annotation.flag else { return [] }
        let before = try row(
            "SELECT severity FROM flag WHERE clip = ? AND person = ? AND category = ?",
            [clip, person, flag.category]
        ).flatMap { Severity(rawValue: $0[0]) }
        try run(
            """
            INSERT INTO flag VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET severity = min(severity, excluded.severity)
            """,
            [
                clip, person, flag.category, flag.severity.rawValue,
                annotation.submittedAt.microseconds,
            ])
        try run("UPDATE clip SET flagged = 1 WHERE seq = ?", [clip])
        // An amendment that says no graver thing than was said is no news.
        guard flag.severity >= SQLiteEngine.mildestIncident,
            before.map({ flag.severity > $0 }) ?? true
        else { return [] }
        return try openOrJoinIncident(annotation, flag, clip, person)
    }

    private func openOrJoinIncident(
        _ annotation: SealedAnnotation, _ flag: Flag, _ clip: Int64, _ person: Int64
    ) throws -> [AuditEvent] {
        let now = annotation.submittedAt
        let open = try row(
            "SELECT id FROM incident WHERE clip = ? AND stage <> 'closed'", [clip]
        ).map { IncidentID(uuid: $0[0]) }
        var standing: StandingIncident
        if let open, let joined = try standingIncident(open) {
            standing = joined
            standing.incident = try standing.incident.taking(
                .flagged(flag), by: annotation.person, at: now)
        } else {
            standing = try begin(annotation, flag, clip, person)
        }
        if let note = annotation.flagNote, !note.isBlank {
            standing.incident = try standing.incident.taking(
                .flagNoted(note), by: annotation.person, at: now)
        }
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
                clock_start, clock_event, step, informed, hold_agreed, events, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?)
            """,
            [
                id.uuid, clip, incident.stage.rawValue, flag.severity.rawValue, flag.category,
                person, now.microseconds, now.microseconds, now.microseconds,
            ])
        return StandingIncident(
            seq: lastInsertedRowID, clip: clip, incident: incident, head: nil, written: 0)
    }
}
