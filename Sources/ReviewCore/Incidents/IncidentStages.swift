// The stages of an incident, and the steps from each to the next.

/// Nobody owns it yet: it climbs until somebody does.
public struct Triggered: RunningStage {
    public static let deadline = IncidentDeadline.acknowledge
}

/// Somebody answers for it, and it must be decided.
public struct Owned: RunningStage {
    public static let deadline = IncidentDeadline.decide
    public let owner: PersonID
}

/// Decided by one person, and waiting for another to look. The deadline to decide still runs.
public struct Decided: RunningStage {
    public static let deadline = IncidentDeadline.decide
    public let owner: PersonID
    public let disposition: Disposition
    public let decidedBy: PersonID
}

/// It has ended; it can begin again.
public struct Closed: Sendable, Equatable {
    public let disposition: Disposition
    public let decidedBy: PersonID
    /// Who confirmed it, where that was due.
    public let second: PersonID?
}

extension IncidentAt where Stage == Triggered {
    /// Takes it: from here on `person` answers for it.
    public func acknowledge(by person: PersonID, at now: Timestamp) -> IncidentAt<Owned> {
        moving(to: Owned(owner: person), .acknowledged, by: person, at: now)
    }
}

extension IncidentAt where Stage == Owned {
    /// Somebody else answers for it from here on. The clock goes on.
    public func handOver(
        to person: PersonID, by actor: PersonID, at now: Timestamp
    ) throws(IncidentRefusal) -> IncidentAt<Owned> {
        guard person != stage.owner else { throw .sameThing }
        return moving(to: Owned(owner: person), .handedOver(to: person), by: actor, at: now)
    }

    /// Its owner decides how it ends. Where nothing would be done, or an authority told, that only
    /// counts once a second person has looked.
    public func decide(
        _ disposition: Disposition, by person: PersonID, at now: Timestamp
    ) throws(IncidentRefusal) -> Incident {
        guard person == stage.owner else { throw .notOwner }
        try check(disposition)
        let act = CustodyAct.decided(disposition)
        guard disposition.takesSecondPerson else {
            let end = Closed(disposition: disposition, decidedBy: person, second: nil)
            return .closed(moving(to: end, act, by: person, at: now))
        }
        let decided = Decided(owner: stage.owner, disposition: disposition, decidedBy: person)
        return .decided(moving(to: decided, act, by: person, at: now))
    }

    private func check(_ disposition: Disposition) throws(IncidentRefusal) {
        switch disposition {
        case .disclosed(let disclosure): _ = try said(disclosure.authority)
        case .referred(let to): _ = try said(to)
        case .noAction(let reason), .falsePositive(let reason): _ = try said(reason)
        case .duplicate(let other): if other == record.id { throw .sameThing }
        }
    }
}

extension IncidentAt where Stage == Decided {
    /// A second person agrees.
    public func confirm(
        by person: PersonID, at now: Timestamp
    ) throws(IncidentRefusal) -> IncidentAt<Closed> {
        guard person != stage.decidedBy else { throw .samePerson }
        let end = Closed(
            disposition: stage.disposition, decidedBy: stage.decidedBy, second: person)
        return moving(to: end, .confirmed, by: person, at: now)
    }

    /// A second person does not agree: it goes on with its owner.
    public func decline(
        because reason: CustodyText, by person: PersonID, at now: Timestamp
    ) throws(IncidentRefusal) -> IncidentAt<Owned> {
        guard person != stage.decidedBy else { throw .samePerson }
        let act = CustodyAct.declined(reason: try said(reason))
        return moving(to: Owned(owner: stage.owner), act, by: person, at: now)
    }
}

extension IncidentAt where Stage == Closed {
    /// When the reviewer who raised it was told how it ended, this time.
    public var reviewerInformedAt: Timestamp? { record.informedAt }

    /// Tells the reviewer, once.
    public func informReviewer(at now: Timestamp) -> IncidentAt<Closed> {
        guard reviewerInformedAt == nil else { return self }
        return moving(to: stage, .reviewerInformed, by: nil, at: now)
    }

    /// It was not over: somebody must take it anew, and the clock begins again.
    public func reopen(
        because reason: CustodyText, by person: PersonID, at now: Timestamp
    ) throws(IncidentRefusal) -> IncidentAt<Triggered> {
        moving(to: Triggered(), .reopened(reason: try said(reason)), by: person, at: now)
    }
}
