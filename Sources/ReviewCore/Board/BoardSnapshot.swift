// What the board shows of a workspace at one moment: counts, clocks and handles, nothing of a clip.

/// One look at everything a supervisor steers.
public struct BoardSnapshot: Sendable, Equatable {
    public var takenAt: Timestamp
    /// By name.
    public var queues: [BoardQueue]
    /// Who sits at a desk, by name.
    public var people: [BoardPerson]
    /// Those that are not closed, the most urgent first.
    public var incidents: [BoardIncident]
    /// Leases that somebody should look at, the oldest first.
    public var stuck: [BoardLease]
    /// Identities that were opened by break-glass and that nobody has accounted for.
    public var reviewsOwed: Int

    public init(
        takenAt: Timestamp, queues: [BoardQueue] = [], people: [BoardPerson] = [],
        incidents: [BoardIncident] = [], stuck: [BoardLease] = [], reviewsOwed: Int = 0
    ) {
        self.takenAt = takenAt
        self.queues = queues
        self.people = people
        self.incidents = incidents
        self.stuck = stuck
        self.reviewsOwed = reviewsOwed
    }
}

/// A queue with its counts.
public struct BoardQueue: Sendable, Equatable, Identifiable {
    public let id: QueueID
    public var name: String
    public var locale: String
    public var isOpen: Bool
    /// 0...9; of several queues the higher is offered first.
    public var priority: Int
    public var waiting = 0
    public var out = 0
    public var done = 0
    public var skipped = 0
    public var broken = 0
    /// Clips with a flag, wherever they stand; not added to the other counts.
    public var flagged = 0
    public var held = 0
    public var adjudicating = 0
    /// Clips at rest that somebody could not open; among the waiting and skipped ones.
    public var unopenable = 0
    /// How many people it is reserved for; 0 is everybody.
    public var reservedFor = 0
    public var pace: QuarterPace

    public init(
        id: QueueID, name: String, locale: String, isOpen: Bool = true, priority: Int = 0,
        pace: QuarterPace = QuarterPace([])
    ) {
        self.id = id
        self.name = name
        self.locale = locale
        self.isOpen = isOpen
        self.priority = priority
        self.pace = pace
    }

    public static let priorities = 0...9
}

/// Somebody at a desk. How long a break lasts and how many there were is nobody else's affair.
public struct BoardPerson: Sendable, Equatable, Identifiable {
    public enum Activity: Sendable, Equatable {
        case working, onBreak
        /// Sits there, and nothing came for a while.
        case idle
    }

    public let id: PersonID
    public var name: String
    /// Where they sit; `nil` is any queue.
    public var queue: QueueID?
    public var since: Timestamp
    public var activity: Activity
    /// Clips annotated in the last hour.
    public var lastHour: Int
    /// Messages they have not read.
    public var unread: Int

    /// Seconds without a submission after which somebody counts as idle.
    public static let idleAfter = 15.0 * 60

    public init(
        id: PersonID, name: String, queue: QueueID?, since: Timestamp, activity: Activity,
        lastHour: Int = 0, unread: Int = 0
    ) {
        self.id = id
        self.name = name
        self.queue = queue
        self.since = since
        self.activity = activity
        self.lastHour = lastHour
        self.unread = unread
    }
}

/// An incident as far as its clock goes; its story is the incident desk's.
public struct BoardIncident: Sendable, Equatable, Identifiable {
    public enum Stage: Sendable, Equatable {
        /// Nobody has acknowledged it.
        case unacknowledged
        case owned
        /// Decided, and a second person has not looked yet.
        case unconfirmed
    }

    public let id: IncidentID
    public var severity: Severity
    public var stage: Stage
    /// Of its first flag.
    public var category: String
    public var queue: String
    /// Who answers for it, by handle.
    public var owner: String?
    /// When the deadline that runs is missed; `nil` when none runs.
    public var due: Timestamp?

    public init(
        id: IncidentID, severity: Severity, stage: Stage, category: String = "other",
        queue: String, owner: String? = nil, due: Timestamp? = nil
    ) {
        self.id = id
        self.severity = severity
        self.stage = stage
        self.category = category
        self.queue = queue
        self.owner = owner
        self.due = due
    }

    public func isBreached(at now: Timestamp) -> Bool { due.map { $0 <= now } ?? false }
}

/// A clip in somebody's hands, by its ids alone.
public struct BoardLease: Sendable, Equatable {
    public let clip: ClipID
    public let queue: QueueID
    public let person: PersonID
    public var name: String
    public let token: FencingToken
    public var since: Timestamp
    public var expiresAt: Timestamp
    /// Whether it was handed to them and they have not taken it up yet.
    public var isHanded: Bool

    /// Seconds in one pair of hands after which somebody should look.
    public static let longAfter = 60.0 * 60

    public init(
        clip: ClipID, queue: QueueID, person: PersonID, name: String, token: FencingToken,
        since: Timestamp, expiresAt: Timestamp, isHanded: Bool = false
    ) {
        self.clip = clip
        self.queue = queue
        self.person = person
        self.name = name
        self.token = token
        self.since = since
        self.expiresAt = expiresAt
        self.isHanded = isHanded
    }
}
