// One step of an incident as an event, held to what the stage before it allows.

/// Why a step was not taken.
public enum IncidentStepError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The stage does not allow it.
    case notNow(CustodyCode, IncidentStage)
    case refused(IncidentRefusal)

    public var description: String {
        switch self {
        case .refused(let refusal): refusal.description
        case .notNow(_, .triggered):
            "nobody has taken this incident yet; take it first: 'earshot incidents ack'"
        case .notNow(.acknowledged, .owned), .notNow(.acknowledged, .decided):
            "this incident is taken; 'earshot incidents hand-over' changes who answers for it"
        case .notNow(_, .owned):
            "this incident is not decided yet; decide it first"
        case .notNow(_, .decided):
            "this incident is decided and waits for a second person; confirm it or send it back"
        case .notNow(_, .closed): "this incident is closed; reopen it first"
        }
    }
}

/// The name of a stage, as it is kept and shown.
public enum IncidentStage: String, Sendable, Codable, CaseIterable {
    case triggered, owned, decided, closed
}

extension Incident {
    public var stage: IncidentStage {
        switch self {
        case .triggered: .triggered
        case .owned: .owned
        case .decided: .decided
        case .closed: .closed
        }
    }

    /// Who answers for it; nobody before it is taken and after it is closed.
    public var owner: PersonID? {
        switch self {
        case .triggered, .closed: nil
        case .owned(let incident): incident.stage.owner
        case .decided(let incident): incident.stage.owner
        }
    }

    /// How it ends or ended, where that was decided.
    public var disposition: Disposition? {
        switch self {
        case .triggered, .owned: nil
        case .decided(let incident): incident.stage.disposition
        case .closed(let incident): incident.stage.disposition
        }
    }

    /// The incident after `act`; the clock of the record never runs back.
    public func taking(
        _ act: CustodyAct, by actor: PersonID?, at now: Timestamp
    ) throws(IncidentStepError) -> Incident {
        try following(
            CustodyEvent(
                sequence: record.count, at: record.moment(now), actor: actor, act: act))
    }

    /// The incident after one more event.
    func following(_ event: CustodyEvent) throws(IncidentStepError) -> Incident {
        do throws(IncidentRefusal) {
            let next: Incident? =
                switch self {
                case .triggered(let stage): try stage.following(event)
                case .owned(let stage): try stage.following(event)
                case .decided(let stage): try stage.following(event)
                case .closed(let stage): try stage.following(event)
                }
            if let next { return next }
        } catch {
            throw .refused(error)
        }
        throw .notNow(event.act.code, stage)
    }
}

// `nil` where the stage does not allow the event at all.

extension IncidentAt where Stage == Triggered {
    fileprivate func following(_ event: CustodyEvent) throws(IncidentRefusal) -> Incident? {
        if case .acknowledged = event.act, let actor = event.actor {
            return .owned(acknowledge(by: actor, at: event.at))
        }
        return try climbed(event).map(Incident.triggered)
    }
}

extension IncidentAt where Stage == Owned {
    fileprivate func following(_ event: CustodyEvent) throws(IncidentRefusal) -> Incident? {
        switch (event.act, event.actor) {
        case (.handedOver(let person), let actor?):
            .owned(try handOver(to: person, by: actor, at: event.at))
        case (.decided(let disposition), let actor?):
            try decide(disposition, by: actor, at: event.at)
        default: try climbed(event).map(Incident.owned)
        }
    }
}

extension IncidentAt where Stage == Decided {
    fileprivate func following(_ event: CustodyEvent) throws(IncidentRefusal) -> Incident? {
        switch (event.act, event.actor) {
        case (.confirmed, let actor?): .closed(try confirm(by: actor, at: event.at))
        case (.declined(let reason), let actor?):
            .owned(try decline(because: reason, by: actor, at: event.at))
        default: try climbed(event).map(Incident.decided)
        }
    }
}

extension IncidentAt where Stage == Closed {
    fileprivate func following(_ event: CustodyEvent) throws(IncidentRefusal) -> Incident? {
        switch (event.act, event.actor) {
        case (.reviewerInformed, nil): .closed(informReviewer(at: event.at))
        case (.reopened(let reason), let actor?):
            .triggered(try reopen(because: reason, by: actor, at: event.at))
        default: try taken(event).map(Incident.closed)
        }
    }
}

// MARK: - What is no step from one stage to another

extension IncidentAt where Stage: RunningStage {
    /// After the passing of the deadline that runs at this stage, or what may happen at every one.
    fileprivate func climbed(_ event: CustodyEvent) throws(IncidentRefusal) -> IncidentAt? {
        if case .clockCorrected = event.act, event.actor == nil {
            return moving(to: stage, event.act, by: nil, at: event.at)
        }
        guard case .escalated(let step, let missed) = event.act else { return try taken(event) }
        guard event.actor == nil, missed == Stage.deadline, step > record.step else { return nil }
        return moving(to: stage, event.act, by: nil, at: event.at)
    }
}

extension IncidentAt {
    /// After what may happen at every stage.
    fileprivate func taken(_ event: CustodyEvent) throws(IncidentRefusal) -> IncidentAt? {
        var next = self
        switch (event.act, event.actor) {
        case (.flagged(let flag), let actor?): next.flag(flag, by: actor, at: event.at)
        case (.severityChanged(let severity, let reason), let actor?):
            try next.changeSeverity(to: severity, because: reason, by: actor, at: event.at)
        case (.listened, let actor?): next.listen(by: actor, at: event.at)
        case (.flagNoted(let text), let actor?):
            try next.noteFlag(text, by: actor, at: event.at)
        case (.noted(let text), let actor?): try next.note(text, by: actor, at: event.at)
        case (.held(let hold), let actor?): try next.hold(hold, by: actor, at: event.at)
        case (.holdAgreed, let actor?): try next.agreeToHold(by: actor, at: event.at)
        case (.exported, let actor?): next.export(by: actor, at: event.at)
        case (.holdEnded, let actor): try next.endHold(by: actor, at: event.at)
        default: return nil
        }
        return next
    }
}
