// The ladder: what a missed deadline does, whoever watches and however long nobody did.

/// A stage at which a deadline runs.
public protocol RunningStage: Sendable, Equatable {
    /// What must happen next.
    static var deadline: IncidentDeadline { get }
}

/// Somebody to be told that an incident waits.
public struct Escalation: Sendable, Equatable {
    public let incident: IncidentID
    /// How often it has climbed since its clock began.
    public let step: Int
    public let rung: Rung
    /// Which promise was not kept.
    public let missed: IncidentDeadline
}

extension IncidentAt where Stage: RunningStage {
    /// When it climbs next, if nothing happens.
    public func climbs(_ policy: IncidentPolicy) -> Timestamp {
        let within = policy[record.clockSeverity].within(Stage.deadline)
        return record.clockStart.advanced(bySeconds: within * Double(record.step + 1))
    }

    /// Climbs where the deadline passed; answers who is to be told, lowest rung first. Whoever was
    /// away for an hour tells every rung that the hour would have told, and the top once.
    public mutating func climb(at now: Timestamp, _ policy: IncidentPolicy) -> [Escalation] {
        let missed = record.missed(Stage.deadline, at: now, policy)
        let ladder = policy[record.clockSeverity].ladder
        var told: [Escalation] = []
        while record.step < missed {
            let step = record.step + 1 < ladder.count ? record.step + 1 : missed
            record.add(.escalated(step: step, missed: Stage.deadline), by: nil, at: now)
            told.append(
                Escalation(
                    incident: record.id, step: step,
                    rung: policy[record.clockSeverity].rung(at: step), missed: Stage.deadline))
        }
        return told
    }
}

extension Incident {
    /// Who hears of it the moment it is there.
    public func firstRung(_ policy: IncidentPolicy) -> Rung {
        policy[record.clockSeverity].rung(at: 0)
    }

    /// Climbs at whatever stage it is; one that is closed climbs no more.
    public mutating func climb(at now: Timestamp, _ policy: IncidentPolicy) -> [Escalation] {
        switch self {
        case .triggered(var stage):
            defer { self = .triggered(stage) }
            return stage.climb(at: now, policy)
        case .owned(var stage):
            defer { self = .owned(stage) }
            return stage.climb(at: now, policy)
        case .decided(var stage):
            defer { self = .decided(stage) }
            return stage.climb(at: now, policy)
        case .closed: return []
        }
    }

    /// When it climbs next; `nil` once it is closed.
    public func climbs(_ policy: IncidentPolicy) -> Timestamp? {
        switch self {
        case .triggered(let stage): stage.climbs(policy)
        case .owned(let stage): stage.climbs(policy)
        case .decided(let stage): stage.climbs(policy)
        case .closed: nil
        }
    }
}

extension Incident {
    /// Seconds by which the clocks of two processes may differ.
    static let clockSlack = 60.0

    /// Whether its deadlines would count from a moment that is still to come: the clock was set
    /// back since.
    public func isAhead(of now: Timestamp) -> Bool {
        record.clockStart.seconds(since: now) > Self.clockSlack
    }
}
