// What is known of an incident at every stage of it.

/// The part of an incident that all stages share. It is made and grows by events alone.
public struct IncidentRecord: Sendable, Equatable, Identifiable {
    public let id: IncidentID
    public let clip: ClipID
    public let openedAt: Timestamp
    /// Who flagged the clip first.
    public let openedBy: PersonID
    public private(set) var categories: [String]
    public private(set) var severity: Severity
    public private(set) var hold: HoldStanding?
    public private(set) var events: [CustodyEvent]
    /// Deadlines that passed, oldest first.
    public private(set) var breaches: [IncidentBreach] = []
    /// From when the deadlines count: the flag, its reopening, or a graver severity.
    public private(set) var clockStart: Timestamp
    /// The event at which that clock began, by its number: it tells one round of deadlines from
    /// another.
    public private(set) var clockEvent = 0
    /// How often it climbed since then.
    public private(set) var step = 0

    init(id: IncidentID, clip: ClipID, flag: Flag, by person: PersonID, at now: Timestamp) {
        self.id = id
        self.clip = clip
        openedAt = now
        openedBy = person
        categories = [flag.category]
        severity = flag.severity
        clockStart = now
        events = [
            CustodyEvent(sequence: 0, at: now, actor: person, act: .opened(clip: clip, flag))
        ]
    }

    /// The clock of an incident never runs back: a step of the system's takes nothing away.
    public func moment(_ now: Timestamp) -> Timestamp { max(now, events.last?.at ?? now) }

    mutating func add(_ act: CustodyAct, by actor: PersonID?, at now: Timestamp) {
        let now = moment(now)
        events.append(CustodyEvent(sequence: events.count, at: now, actor: actor, act: act))
        switch act {
        case .flagged(let flag):
            if !categories.contains(flag.category) { categories.append(flag.category) }
            change(severity: max(severity, flag.severity), at: now)
        case .severityChanged(let severity, _): change(severity: severity, at: now)
        case .escalated(let step, let missed):
            self.step = step
            breaches.append(IncidentBreach(at: now, missed: missed))
        case .reopened: beginClock(at: now)
        case .held(let hold):
            self.hold = actor.map { HoldStanding(hold: hold, askedBy: $0) }
        case .holdAgreed: hold?.agreedBy = actor
        case .holdEnded: hold = nil
        case .opened, .flagNoted, .acknowledged, .handedOver, .listened, .noted, .decided,
            .confirmed, .declined, .exported, .reviewerInformed:
            break
        }
    }

    /// A graver severity has deadlines of its own from now on, and its ladder begins anew, so that
    /// everybody on it is told. A milder one keeps the clock: nothing is won by calling it milder.
    private mutating func change(severity: Severity, at now: Timestamp) {
        if severity > self.severity { beginClock(at: now) }
        self.severity = severity
    }

    private mutating func beginClock(at now: Timestamp) {
        clockStart = now
        clockEvent = events.count - 1
        step = 0
    }

    /// How many times over the deadline has passed at `now`.
    func missed(_ deadline: IncidentDeadline, at now: Timestamp, _ policy: IncidentPolicy) -> Int {
        let periods = moment(now).seconds(since: clockStart) / policy[severity].within(deadline)
        return Int(min(max(0, periods), 1e9))
    }
}

/// A deadline that passed.
public struct IncidentBreach: Sendable, Equatable {
    public let at: Timestamp
    public let missed: IncidentDeadline
}
