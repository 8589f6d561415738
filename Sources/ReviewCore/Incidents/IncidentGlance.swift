// An incident at a glance: what a list shows of it, without its story.

/// Where an incident stands. Kept beside its story, from which it follows.
public struct IncidentGlance: Sendable, Equatable, Identifiable {
    public let id: IncidentID
    public let clip: ClipID
    public let stage: IncidentStage
    public let severity: Severity
    /// The category of the first flag.
    public let category: String
    public let owner: PersonID?
    public let openedBy: PersonID
    public let openedAt: Timestamp
    /// From when its deadlines count.
    public let clockStart: Timestamp
    /// The severity whose deadlines run.
    public let clockSeverity: Severity
    /// The event at which that clock began, by its number.
    public let clockEvent: Int
    /// How often it climbed since.
    public let step: Int
    /// How it ends or ended, where that was decided.
    public let disposition: DispositionCode?
    public let reviewerInformed: Bool
    /// Until when a hold of it was asked for, and whether a second person agreed.
    public let holdUntil: Timestamp?
    public let holdAgreed: Bool
    /// How many events its story has.
    public let events: Int
    /// When the last of them was.
    public let changedAt: Timestamp

    public init(
        id: IncidentID, clip: ClipID, stage: IncidentStage, severity: Severity, category: String,
        owner: PersonID?, openedBy: PersonID, openedAt: Timestamp, clockStart: Timestamp,
        clockSeverity: Severity, clockEvent: Int, step: Int, disposition: DispositionCode?,
        reviewerInformed: Bool,
        holdUntil: Timestamp?, holdAgreed: Bool, events: Int, changedAt: Timestamp
    ) {
        self.id = id
        self.clip = clip
        self.stage = stage
        self.severity = severity
        self.category = category
        self.owner = owner
        self.openedBy = openedBy
        self.openedAt = openedAt
        self.clockStart = clockStart
        self.clockSeverity = clockSeverity
        self.clockEvent = clockEvent
        self.step = step
        self.disposition = disposition
        self.reviewerInformed = reviewerInformed
        self.holdUntil = holdUntil
        self.holdAgreed = holdAgreed
        self.events = events
        self.changedAt = changedAt
    }
}

extension IncidentGlance {
    public init(_ incident: Incident) {
        let record = incident.record
        var informed = false
        if case .closed(let closed) = incident { informed = closed.reviewerInformedAt != nil }
        self.init(
            id: record.id, clip: record.clip, stage: incident.stage, severity: record.severity,
            category: record.categories.first ?? "", owner: incident.owner,
            openedBy: record.openedBy, openedAt: record.openedAt, clockStart: record.clockStart,
            clockSeverity: record.clockSeverity, clockEvent: record.clockEvent, step: record.step,
            disposition: incident.disposition?.code, reviewerInformed: informed,
            holdUntil: record.hold?.hold.until, holdAgreed: record.hold?.agreedBy != nil,
            events: record.events.count, changedAt: record.events.last?.at ?? record.openedAt)
    }

    /// The deadline that runs; `nil` once it is closed.
    public var deadline: IncidentDeadline? {
        switch stage {
        case .triggered: Triggered.deadline
        case .owned: Owned.deadline
        case .decided: Decided.deadline
        case .closed: nil
        }
    }

    /// When what must happen next is due; `nil` once it is closed.
    public func due(_ policy: IncidentPolicy) -> Timestamp? {
        deadline.map { clockStart.advanced(bySeconds: policy[clockSeverity].within($0)) }
    }

    /// When it climbs next, if nothing happens; `nil` once it is closed.
    public func climbs(_ policy: IncidentPolicy) -> Timestamp? {
        deadline.map {
            clockStart.advanced(
                bySeconds: policy[clockSeverity].within($0) * Double(step + 1))
        }
    }

    /// Whether its deadlines would count from a moment that is still to come.
    public func isAhead(of now: Timestamp) -> Bool {
        stage != .closed && clockStart.seconds(since: now) > Incident.clockSlack
    }

    /// Whether what must happen next is late.
    public func isBreached(at now: Timestamp, _ policy: IncidentPolicy) -> Bool {
        due(policy).map { now >= $0 } ?? false
    }

    /// What is late first, the gravest before the rest, and then what is due soonest.
    public static func byUrgency(
        _ incidents: [IncidentGlance], at now: Timestamp, _ policy: IncidentPolicy
    ) -> [IncidentGlance] {
        incidents.map { incident in
            (
                incident,
                (
                    incident.isBreached(at: now, policy) ? 0 : 1,
                    Severity.allCases.firstIndex(of: incident.severity) ?? 0,
                    incident.due(policy)?.microseconds ?? .max
                )
            )
        }
        .sorted { $0.1 < $1.1 }.map(\.0)
    }
}
