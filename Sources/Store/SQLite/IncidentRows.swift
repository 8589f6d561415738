// Incidents as rows: the story link by link, and beside it where it stands, which follows from it.
import Foundation
import GRDB
import ReviewCore
import Vault

/// An incident under way in a transaction.
struct StandingIncident {
    let seq: Int64
    let clip: Int64
    var incident: Incident
    var head: MerkleHash?
    /// Events that are written already.
    var written: Int
}

/// The columns that `listedIncident` reads.
let incidentColumns = """
    incident.id, clip.id, incident.stage, incident.severity, incident.category, owner.id,
    opener.id, opened_at, clock_start, clock_event, step, disposition, informed, hold_until,
    hold_agreed, events, changed_at, queue.name, queue.locale, clock_severity
    """

/// Where the columns come from.
let incidentSource = """
    incident JOIN clip ON clip.seq = incident.clip JOIN queue ON queue.seq = clip.queue
        JOIN person AS opener ON opener.seq = incident.opened_by
        LEFT JOIN person AS owner ON owner.seq = incident.owner
    """

/// `nil` where a code is none this Earshot knows.
func listedIncident(_ row: Row) -> ListedIncident? {
    guard let stage = IncidentStage(rawValue: row[2]), let severity = Severity(rawValue: row[3]),
        let clockSeverity = Severity(rawValue: row[19])
    else { return nil }
    let (owner, hold): (UUID?, Int64?) = (row[5], row[13])
    let disposition: String? = row[11]
    let glance = IncidentGlance(
        id: IncidentID(uuid: row[0]), clip: ClipID(uuid: row[1]), stage: stage,
        severity: severity, category: row[4], owner: owner.map(PersonID.init(uuid:)),
        openedBy: PersonID(uuid: row[6]), openedAt: Timestamp(microseconds: row[7]),
        clockStart: Timestamp(microseconds: row[8]), clockSeverity: clockSeverity,
        clockEvent: row[9], step: row[10],
        disposition: disposition.flatMap(DispositionCode.init(rawValue:)),
        reviewerInformed: row[12], holdUntil: hold.map(Timestamp.init(microseconds:)),
        holdAgreed: row[14], events: row[15], changedAt: Timestamp(microseconds: row[16]))
    return ListedIncident(glance: glance, queue: row[17], locale: row[18])
}

extension Database {
    /// The links of a story, oldest first. A hash that is none makes none.
    func custodyLinks(_ incident: Int64) throws -> [CustodyLink] {
        try rows(
            "SELECT bytes, words, hash FROM custody_event WHERE incident = ? ORDER BY sequence",
            [incident]
        ).map { row in
            CustodyLink(
                bytes: row[0], words: row[1],
                hash: MerkleHash(row.auditBytes(2)) ?? .zero)
        }
    }

    /// An incident with its story replayed; `nil` where there is none.
    ///
    /// - Throws: `IncidentReplayError` where the story does not hold.
    func standingIncident(_ id: IncidentID) throws -> StandingIncident? {
        guard let row = try row("SELECT seq, clip FROM incident WHERE id = ?", [id.uuid]) else {
            return nil
        }
        let links = try custodyLinks(row[0])
        let incident = try Incident(id, events: CustodyChain.events(links, of: id))
        return StandingIncident(
            seq: row[0], clip: row[1], incident: incident, head: links.last?.hash,
            written: links.count)
    }

    func keptIncident(_ id: IncidentID) throws -> KeptIncident? {
        guard
            let row = try row(
                """
                SELECT incident.seq, queue.name, queue.locale FROM incident
                    JOIN clip ON clip.seq = incident.clip JOIN queue ON queue.seq = clip.queue
                WHERE incident.id = ?
                """, [id.uuid])
        else { return nil }
        let links = try custodyLinks(row[0])
        return KeptIncident(
            incident: try Incident(id, events: CustodyChain.events(links, of: id)),
            queue: row[1], locale: row[2], links: links)
    }

    /// Every incident as it is listed, held to its story.
    func incidentMarks() throws -> [UUID: IncidentMark] {
        var marks: [UUID: IncidentMark] = [:]
        for row in try rows("SELECT \(incidentColumns) FROM \(incidentSource)") {
            guard let id = UUID.fromDatabaseValue(row[0]) else { continue }
            let standing = try? standingIncident(IncidentID(uuid: id))
            marks[id] = IncidentMark(
                head: standing?.head,
                isListedAsTold: listedIncident(row)?.glance
                    == standing.map { IncidentGlance($0.incident) })
        }
        return marks
    }

    /// Writes the events that are new, and where the incident stands after them; answers what is
    /// to be logged of them.
    func write(_ standing: inout StandingIncident) throws -> [AuditEvent] {
        let record = standing.incident.record
        var logged: [AuditEvent] = []
        for event in record.events.dropFirst(standing.written) {
            guard let link = try CustodyChain.link(event, of: record.id, after: standing.head)
            else { throw StoreError(.misuse("words of an incident come in sealed")) }
            try run(
                "INSERT INTO custody_event VALUES (?, ?, ?, ?, ?)",
                [standing.seq, event.sequence, link.bytes, link.words, link.hash.bytes])
            standing.head = link.hash
            logged += [event.logged(of: record, link.hash)].compactMap(\.self)
        }
        standing.written = record.events.count
        try place(standing)
        return logged
    }

    private func place(_ standing: StandingIncident) throws {
        let glance = IncidentGlance(standing.incident)
        try run(
            """
            UPDATE incident SET stage = ?, severity = ?, owner = ?, clock_start = ?,
                clock_severity = ?, clock_event = ?, step = ?, disposition = ?, informed = ?, hold_until = ?,
                hold_agreed = ?, events = ?, changed_at = ?
            WHERE seq = ?
            """,
            [
                glance.stage.rawValue, glance.severity.rawValue, try glance.owner.map(seq(of:)),
                glance.clockStart.microseconds, glance.clockSeverity.rawValue, glance.clockEvent,
                glance.step,
                glance.disposition?.rawValue, glance.reviewerInformed,
                glance.holdUntil?.microseconds, glance.holdAgreed, glance.events,
                glance.changedAt.microseconds, standing.seq,
            ])
    }
}

extension CustodyEvent {
    /// As the log has it: codes, and the chain's hash, by which the whole story up to here is
    /// held to the log.
    fileprivate func logged(of record: IncidentRecord, _ hash: MerkleHash) -> AuditEvent? {
        guard let action = AuditAction(act.code) else { return nil }
        var facts: [AuditFact] = [
            .matter(.incident, record.id.uuid), .count(.event, sequence), .digest(.custody, hash),
        ]
        switch act {
        case .opened(_, let flag), .flagged(let flag): facts.append(.severity(flag.severity))
        case .severityChanged(let severity, _): facts.append(.severity(severity))
        case .escalated(let step, _): facts += [.severity(record.severity), .count(.step, step)]
        case .handedOver(let person): facts.append(.person(person))
        case .held(let hold): facts.append(.until(hold.until))
        default: break
        }
        return AuditEvent(action, .clip(record.clip), for: .safety, facts)
    }
}
