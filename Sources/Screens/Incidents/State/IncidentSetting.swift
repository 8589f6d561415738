// What an incident desk is told of its workplace, and the incidents it shows.
import ReviewCore

/// Who sits here and by which rules. It does not change while the desk is open.
public struct IncidentSetting: Sendable {
    public let workspace: String
    public let me: PersonID
    public let roles: Set<Role>
    public let people: [Colleague]
    public let policy: IncidentPolicy
    public let taxonomy: IncidentTaxonomy
    /// Why no clip can be heard here; `nil` where one can.
    public let deafness: String?
    /// Seconds without a key after which everything is hidden; `nil` is never.
    public let hidesAfter: Double?
    /// A moment as the clock on the wall shows it, and as the calendar does.
    public let clock: @Sendable (Timestamp) -> String
    public let date: @Sendable (Timestamp) -> String

    public init(
        workspace: String, me: PersonID, roles: Set<Role>, people: [Colleague],
        policy: IncidentPolicy, taxonomy: IncidentTaxonomy, deafness: String? = nil,
        hidesAfter: Double? = nil,
        clock: @escaping @Sendable (Timestamp) -> String,
        date: @escaping @Sendable (Timestamp) -> String
    ) {
        self.workspace = workspace
        self.me = me
        self.roles = roles
        self.people = people
        self.policy = policy
        self.taxonomy = taxonomy
        self.deafness = deafness
        self.hidesAfter = hidesAfter
        self.clock = clock
        self.date = date
    }

    func name(_ person: PersonID?) -> String {
        guard let person else { return "" }
        return people.first { $0.id == person }?.name ?? person.short
    }

    func may(_ act: CustodyCode) -> Bool { RolePolicy.may(roles, act.deed) }
}

/// Somebody who works here.
public struct Colleague: Sendable, Equatable, Hashable {
    public let id: PersonID
    public let name: String
    /// Whether an incident can be handed to them.
    public let answers: Bool

    public init(id: PersonID, name: String, answers: Bool) {
        self.id = id
        self.name = name
        self.answers = answers
    }
}

/// An incident in the list.
public struct IncidentRow: Sendable, Equatable, Identifiable {
    public let glance: IncidentGlance
    public let queue: String
    public let locale: String

    public init(_ glance: IncidentGlance, queue: String, locale: String) {
        self.glance = glance
        self.queue = queue
        self.locale = locale
    }

    public var id: IncidentID { glance.id }
}

/// An incident with its story, its words opened as far as this person may read them.
public struct IncidentStory: Sendable, Equatable {
    public let incident: Incident
    public let queue: String
    public let locale: String
    public let notices: [StoryNotice]

    public init(incident: Incident, queue: String, locale: String, notices: [StoryNotice]) {
        self.incident = incident
        self.queue = queue
        self.locale = locale
        self.notices = notices
    }

    public var id: IncidentID { incident.record.id }
    /// How many events were read: what a step is held to.
    public var seen: Int { incident.record.events.count }
    public var row: IncidentRow {
        IncidentRow(IncidentGlance(incident), queue: queue, locale: locale)
    }
}

/// Somebody who was told, by one channel, or is still to be.
public struct StoryNotice: Sendable, Equatable {
    public let group: String
    public let channel: String
    public let madeAt: Timestamp
    public let attempts: Int
    public let lastCode: String?
    public let deliveredAt: Timestamp?

    public init(
        group: String, channel: String, madeAt: Timestamp, attempts: Int, lastCode: String?,
        deliveredAt: Timestamp?
    ) {
        self.group = group
        self.channel = channel
        self.madeAt = madeAt
        self.attempts = attempts
        self.lastCode = lastCode
        self.deliveredAt = deliveredAt
    }
}
