// An incident from its events, each held to what the stage before it allows.

/// Events that are no incident's story.
public struct IncidentReplayError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The first event that does not fit; `nil` where there is none at all.
    public let sequence: Int?

    public init(sequence: Int?) {
        self.sequence = sequence
    }

    public var description: String {
        let what = sequence.map { "event \($0) of the incident does not follow" }
        return (what ?? "the incident has no events")
            + "; its record was changed or cut: compare it with a backup"
    }
}

extension Incident {
    /// Goes through the story from its beginning. What no stage allows is refused by its number.
    public init(_ id: IncidentID, events: [CustodyEvent]) throws(IncidentReplayError) {
        guard let first = events.first else { throw IncidentReplayError(sequence: nil) }
        guard first.sequence == 0, let opener = first.actor,
            case .opened(let clip, let flag) = first.act
        else { throw IncidentReplayError(sequence: 0) }
        var opened = Incident.open(id, of: clip, flag, by: opener, at: first.at)
        opened.record.isReplayed = true
        var incident = Incident.triggered(opened)
        for (index, event) in events.enumerated().dropFirst() {
            guard event.sequence == index, event.at >= events[index - 1].at,
                let next = try? incident.following(event), next.record.last == event
            else { throw IncidentReplayError(sequence: index) }
            incident = next
        }
        self = incident.telling(events)
    }

    /// The same with its whole story in it.
    private func telling(_ events: [CustodyEvent]) -> Incident {
        switch self {
        case .triggered(let stage): .triggered(stage.telling(events))
        case .owned(let stage): .owned(stage.telling(events))
        case .decided(let stage): .decided(stage.telling(events))
        case .closed(let stage): .closed(stage.telling(events))
        }
    }
}

extension IncidentAt {
    fileprivate func telling(_ events: [CustodyEvent]) -> IncidentAt {
        var told = self
        told.record.events = events
        told.record.isReplayed = false
        return told
    }
}
