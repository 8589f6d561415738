// Holds the table of break-glass against what the log says of it.
import Foundation
import ReviewCore

/// Gathers what the log says of each request, and compares it with the table's rows.
struct GlassCheck {
    fileprivate struct Logged {
        var sequence: Int64
        var glass: Glass
        var isOpened = false
    }

    private var logged: [GlassID: Logged] = [:]

    mutating func note(_ entry: AuditEntry) {
        let event = entry.event
        guard case .clip(let clip) = event.subject, let id = event.glass else { return }
        switch event.action {
        case .glassAsked:
            guard let reason = event.glassReason, let incident = event.incident,
                let until = event.until
            else { return }
            logged[id] = Logged(
                sequence: entry.sequence,
                glass: Glass(
                    id: id, clip: clip, requester: entry.actor, reason: reason,
                    incident: incident, askedAt: entry.at, until: until))
        case .glassApproved: step(id, entry) { $0.glass.approver = entry.actor }
        case .glassBroken: step(id, entry) { $0.isOpened = true }
        case .glassReviewed:
            step(id, entry) {
                $0.glass.reviewer = entry.actor
                $0.glass.finding = event.finding
            }
        default: break
        }
    }

    private mutating func step(_ id: GlassID, _ entry: AuditEntry, _ take: (inout Logged) -> Void) {
        guard var known = logged[id] else { return }
        take(&known)
        known.sequence = entry.sequence
        logged[id] = known
    }

    /// - Parameters:
    ///   - before: the rows as they were before the log was read: each is what the log says, or
    ///     an earlier step of it.
    ///   - after: the rows that are there since: each request of the log is among them, as far on.
    func findings(before: [Glass], after: [Glass]) -> [AuditFinding] {
        let there = Dictionary(after.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var wrong: Set<GlassID> = []
        for row in before where !(logged[row.id]?.covers(row) ?? false) { wrong.insert(row.id) }
        for (id, known) in logged where !(there[id].map(known.isWithin) ?? false) {
            wrong.insert(id)
        }
        return wrong.sorted().map { id in
            logged[id].map { .glassSwapped(id, $0.sequence) } ?? .glassUnlogged(id)
        }
    }
}

extension GlassCheck.Logged {
    private func isAlike(_ row: Glass) -> Bool {
        row.clip == glass.clip && row.requester == glass.requester
            && row.reason == glass.reason && row.incident == glass.incident
            && row.until == glass.until
    }

    /// Whether the row says nothing that the log does not.
    func covers(_ row: Glass) -> Bool {
        isAlike(row) && (row.approver == nil || row.approver == glass.approver)
            && (row.openedAt == nil || isOpened)
            && (row.finding == nil || row.finding == glass.finding)
            && (row.reviewer == nil || row.reviewer == glass.reviewer)
    }

    /// Whether the row says everything that the log does.
    func isWithin(_ row: Glass) -> Bool {
        isAlike(row) && (glass.approver == nil || row.approver == glass.approver)
            && (!isOpened || row.openedAt != nil)
            && (glass.finding == nil || row.finding == glass.finding)
            && (glass.reviewer == nil || row.reviewer == glass.reviewer)
    }
}

extension AuditEvent {
    private func first<Value>(_ value: (AuditFact) -> Value?) -> Value? {
        facts.lazy.compactMap(value).first
    }

    fileprivate var glass: GlassID? {
        first { if case .matter(.glass, let id) = $0 { GlassID(uuid: id) } else { nil } }
    }

    fileprivate var incident: UUID? {
        first { if case .matter(.incident, let id) = $0 { id } else { nil } }
    }

    fileprivate var glassReason: GlassReason? {
        first { if case .glassReason(let reason) = $0 { reason } else { nil } }
    }

    fileprivate var finding: GlassFinding? {
        first { if case .finding(let finding) = $0 { finding } else { nil } }
    }

    fileprivate var until: Timestamp? {
        first { if case .until(let time) = $0 { time } else { nil } }
    }
}
