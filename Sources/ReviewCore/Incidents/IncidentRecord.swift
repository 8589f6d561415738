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
    /// The whole story; while it is being replayed, not yet here.
    public internal(set) var events: [CustodyEvent]
    /// The newest event, and how many there are.
    private(set) var last: CustodyEvent
    private(set) var count = 1
    /// Whether events are added by whoever replays: a story of thousands is not copied at each.
    var isReplayed = false
    /// From when the deadlines count: the flag, its reopening, or a graver severity.
    public private(set) var clockStart: Timestamp
    /// The severity whose deadlines run: the gravest since the clock began.
    public private(set) var clockSeverity: Severity
    /// The event at which that clock began, by its number: it tells one round of deadlines from
    /// another.
    public private(set) var clockEvent = 0
    /// How often it climbed since then, for the deadline that runs.
    public private(set) var step = 0
    /// When the reviewer was told how it ended, this time.
    private(set) var informedAt: Timestamp?

    init(id: IncidentID, clip: ClipID, flag: Flag, by person: PersonID, at now: Timestamp) {
        self.id = id
        self.clip = clip
        openedAt = now
        openedBy = person
        categories = [flag.category]
        severity = flag.severity
        clockStart = now
        clockSeverity = flag.severity
        last = CustodyEvent(sequence: 0, at: now, actor: person, act: .opened(clip: clip, flag))
        events = [last]
    }

    /// Deadlines that passed, oldest first.
    public var breaches: [IncidentBreach] {
        events.compactMap { event in
            guard case .escalated(_, let missed) = event.act else { return nil }
            return IncidentBreach(at: event.at, missed: missed)
        }
    }

    /// The clock of an incident never runs back: a step of the system's takes nothing away.
    public func moment(_ now: Timestamp) -> Timestamp { max(now, last.at) }

    mutating func add(_ act: CustodyAct, by actor: PersonID?, at now: Timestamp) {
        let now = moment(now)
        last = CustodyEvent(sequence: count, at: now, actor: actor, act: act)
        count += 1
        if !isReplayed { events.append(last) }
        switch act {
        case .flagged(let flag):
            if !categories.contains(flag.category) { categories.append(flag.category) }
            change(severity: max(severity, flag.severity), at: now)
        case .severityChanged(let severity, _): change(severity: severity, at: now)
        // The deadline to decide has steps of its own.
        case .acknowledged: step = 0
        case .escalated(let step, _): self.step = step
        case .clockCorrected(let start): beginClock(at: start)
        case .reopened:
            informedAt = nil
            beginClock(at: now)
        case .held(let hold):
            self.hold = actor.map { HoldStanding(hold: hold, askedBy: $0) }
        case .holdAgreed: hold?.agreedBy = actor
        case .holdEnded: hold = nil
        case .reviewerInformed: informedAt = now
        case .decided, .confirmed: informedAt = nil
        case .opened, .flagNoted, .handedOver, .listened, .noted, .declined, .exported: break
        }
    }

    /// A graver severity than any since the clock began has deadlines of its own from now on, and
    /// its ladder begins anew, so that everybody on it is told. A milder one keeps the deadlines
    /// that ran: nothing is won by calling it milder.
    private mutating func change(severity: Severity, at now: Timestamp) {
        self.severity = severity
        if severity > clockSeverity { beginClock(at: now) }
    }

    private mutating func beginClock(at now: Timestamp) {
        clockStart = now
        clockSeverity = severity
        clockEvent = count - 1
        step = 0
    }

    /// How many times over the deadline has passed at `now`.
    func missed(_ deadline: IncidentDeadline, at now: Timestamp, _ policy: IncidentPolicy) -> Int {
        let periods = now.seconds(since: clockStart) / policy[clockSeverity].within(deadline)
        return Int(min(max(0, periods), 1e9))
    }
}

/// A deadline that passed.
public struct IncidentBreach: Sendable, Equatable {
    public let at: Timestamp
    public let missed: IncidentDeadline
}
