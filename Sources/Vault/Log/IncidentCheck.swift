// Holds incidents as a database has them against what the log says of their stories.
import Foundation
import ReviewCore

/// An incident as a database has it, at one moment of its log.
public struct IncidentMark: Sendable, Equatable {
    /// The hash of the last event of its story; `nil` where the story does not hold.
    public let head: MerkleHash?
    /// Whether it is listed as its story says.
    public let isListedAsTold: Bool

    public init(head: MerkleHash?, isListedAsTold: Bool) {
        self.head = head
        self.isListedAsTold = isListedAsTold
    }
}

/// Gathers what the log says of incidents: the hash that each story had last. It covers the whole
/// story, so that an event cut off, changed or put in shows.
struct IncidentCheck {
    private struct Last {
        let hash: MerkleHash?
        let sequence: Int64
    }

    private var last: [UUID: Last] = [:]

    mutating func note(_ entry: AuditEntry) {
        guard entry.event.action.custody != nil else { return }
        var (incident, hash): (UUID?, MerkleHash?)
        for fact in entry.event.facts {
            switch fact {
            case .matter(.incident, let id): incident = id
            case .digest(.custody, let head): hash = head
            default: break
            }
        }
        if let incident { last[incident] = Last(hash: hash, sequence: entry.sequence) }
    }

    func findings(_ marks: [UUID: IncidentMark]) -> [AuditFinding] {
        let unlogged = marks.keys.filter { last[$0] == nil }.map(AuditFinding.incidentUnlogged)
        let wrong = last.compactMap { id, last -> AuditFinding? in
            guard let mark = marks[id] else { return .incidentGone(last.sequence, id) }
            guard mark.head == last.hash, mark.head != nil else {
                return .incidentChanged(last.sequence, id)
            }
            return mark.isListedAsTold ? nil : .incidentMisplaced(last.sequence, id)
        }
        return (unlogged + wrong).sorted { "\($0)" < "\($1)" }
    }
}
