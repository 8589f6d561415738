// Queues, people and leases: who may work on what, and for how long.

/// A stream of clips of one locale, reviewed under one schema and style.
public struct Queue: Sendable, Equatable, Identifiable {
    public let id: QueueID
    public var name: String
    public var locale: String
    public var isOpen: Bool
    /// Id of the understanding schema, such as `massive`.
    public var schema: String

    public init(
        id: QueueID, name: String, locale: String, isOpen: Bool = true, schema: String = "massive"
    ) {
        self.id = id
        self.name = name
        self.locale = locale
        self.isOpen = isOpen
        self.schema = schema
    }
}

/// What a person is here to do; a person may have several.
public enum Role: String, Sendable, Codable, CaseIterable {
    case reviewer, supervisor, officer, custodian, engineer
}

/// Someone who works here. The name is a handle for colleagues, not a legal name.
public struct Person: Sendable, Equatable, Identifiable {
    public let id: PersonID
    public var name: String
    public var roles: Set<Role>

    public init(id: PersonID, name: String, roles: Set<Role>) {
        self.id = id
        self.name = name
        self.roles = roles
    }
}

/// The right to work on one clip until it expires; kept alive by heartbeats.
public struct Lease: Sendable, Equatable {
    public let clip: ClipID
    public let queue: QueueID
    public let person: PersonID
    public let token: FencingToken
    public let claimedAt: Timestamp
    public var expiresAt: Timestamp

    public init(
        clip: ClipID, queue: QueueID, person: PersonID, token: FencingToken,
        claimedAt: Timestamp, expiresAt: Timestamp
    ) {
        self.clip = clip
        self.queue = queue
        self.person = person
        self.token = token
        self.claimedAt = claimedAt
        self.expiresAt = expiresAt
    }
}

/// Unsubmitted work on a clip, saved as the reviewer types.
public struct Draft: Sendable, Equatable, Codable {
    public var content: AnnotationContent
    /// Caret offset in the reference, in grapheme clusters.
    public var caret: Int
    public var savedAt: Timestamp

    public init(content: AnnotationContent, caret: Int, savedAt: Timestamp) {
        self.content = content
        self.caret = caret
        self.savedAt = savedAt
    }
}
