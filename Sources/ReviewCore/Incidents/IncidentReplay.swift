// An incident from its events, each held to what the stage before it allows.

/// Events that are no incident's story.
public struct IncidentReplayError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The first event that does not fit; `nil` where there is none at all.
    public let sequence: Int?

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
        var incident = Incident.triggered(
            Incident.open(id, of: clip, flag, by: opener, at: first.at))
        for (index, event) in events.enumerated().dropFirst() {
            guard event.sequence == index, event.at >= events[index - 1].at,
                let next = incident.following(event), next.record.events.last == event
            else { throw IncidentReplayError(sequence: index) }
            incident = next
        }
        self = incident
    }

    /// The incident after one more event; `nil` where the stage does not allow it.
    private func following(_ event: CustodyEvent) -> Incident? {
        switch self {
        case .triggered(let stage): stage.following(event)
        case .owned(let stage): stage.following(event)
        case .decided(let stage): stage.following(event)
        case .closed(let stage): stage.following(event)
        }
    }
}

extension IncidentAt where Stage == Triggered {
    fileprivate func following(_ event: CustodyEvent) -> Incident? {
        if case .acknowledged = event.act, let actor = event.actor {
            return .owned(acknowledge(by: actor, at: event.at))
        }
        return climbed(event).map(Incident.triggered)
    }
}

extension IncidentAt where Stage == Owned {
    fileprivate func following(_ event: CustodyEvent) -> Incident? {
        switch (event.act, event.actor) {
        case (.handedOver(let person), let actor?):
            (try? handOver(to: person, by: actor, at: event.at)).map(Incident.owned)
        case (.decided(let disposition), let actor?):
            try? decide(disposition, by: actor, at: event.at)
        default: climbed(event).map(Incident.owned)
        }
    }
}

extension IncidentAt where Stage == Decided {
    fileprivate func following(_ event: CustodyEvent) -> Incident? {
        switch (event.act, event.actor) {
        case (.confirmed, let actor?):
            (try? confirm(by: actor, at: event.at)).map(Incident.closed)
        case (.declined(let reason), let actor?):
            (try? decline(because: reason, by: actor, at: event.at)).map(Incident.owned)
        default: climbed(event).map(Incident.decided)
        }
    }
}

extension IncidentAt where Stage == Closed {
    fileprivate func following(_ event: CustodyEvent) -> Incident? {
        switch (event.act, event.actor) {
        case (.reviewerInformed, nil): .closed(informReviewer(at: event.at))
        case (.reopened(let reason), let actor?):
            (try? reopen(because: reason, by: actor, at: event.at)).map(Incident.triggered)
        default: taken(event).map(Incident.closed)
        }
    }
}

// MARK: - What is no step from one stage to another

extension IncidentAt where Stage: RunningStage {
    /// After the passing of the deadline that runs at this stage, or what may happen at every one.
    fileprivate func climbed(_ event: CustodyEvent) -> IncidentAt? {
        guard case .escalated(let step, let missed) = event.act else { return taken(event) }
        guard event.actor == nil, missed == Stage.deadline, step > record.step else { return nil }
        return moving(to: stage, event.act, by: nil, at: event.at)
    }
}

extension IncidentAt {
    /// After what may happen at every stage.
    fileprivate func taken(_ event: CustodyEvent) -> IncidentAt? {
        var next = self
        do throws(IncidentRefusal) {
            switch (event.act, event.actor) {
            case (.flagged(let flag), let actor?): next.flag(flag, by: actor, at: event.at)
            case (.severityChanged(let severity, let reason), let actor?):
                try next.changeSeverity(to: severity, because: reason, by: actor, at: event.at)
            case (.listened, let actor?): next.listen(by: actor, at: event.at)
            case (.noted(let text), let actor?): try next.note(text, by: actor, at: event.at)
            case (.held(let hold), let actor?): try next.hold(hold, by: actor, at: event.at)
            case (.holdEnded, let actor): try next.endHold(by: actor, at: event.at)
            default: return nil
            }
            return next
        } catch {
            return nil
        }
    }
}
