// What is read back through the port: clips, annotations, status, health.
import Foundation
import ReviewCore
import Vault

/// Names one sitting of a person at a desk.
public struct SittingID: Hashable, Sendable, RawRepresentable {
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

/// A clip, the queue it is in, and where it stands.
public struct StoredClip: Sendable, Equatable {
    public let clip: SealedClip
    public let queue: QueueID
    public let state: ClipState

    public init(clip: SealedClip, queue: QueueID, state: ClipState) {
        self.clip = clip
        self.queue = queue
        self.state = state
    }
}

/// An annotation as kept, with its place in the history.
public struct AnnotationRecord: Sendable, Equatable {
    /// Whether an annotation still counts.
    public enum Standing: Int, Sendable, Equatable {
        case current = 0
        /// An amendment took its place.
        case replaced = 1
        /// The reviewer took it back.
        case withdrawn = 2
    }

    public let annotation: SealedAnnotation
    /// Counts this person's annotations of the clip from 1.
    public let revision: Int
    public let standing: Standing

    public init(annotation: SealedAnnotation, revision: Int, standing: Standing) {
        self.annotation = annotation
        self.revision = revision
        self.standing = standing
    }
}

/// A clip and the annotation that counts.
public struct ReviewedClip: Sendable, Equatable {
    public let clip: SealedClip
    public let record: AnnotationRecord

    public init(clip: SealedClip, record: AnnotationRecord) {
        self.clip = clip
        self.record = record
    }
}

/// How far an export has come; opaque to callers.
public struct ExportCursor: Sendable, Equatable {
    let position: Int64
}

/// One page of an export; `next` is `nil` after the last.
public struct ExportPage: Sendable, Equatable {
    public let records: [ReviewedClip]
    /// Finished clips of this stretch that are to be deleted and therefore not among `records`.
    public let deletionWanted: Int
    public let next: ExportCursor?

    public init(records: [ReviewedClip], deletionWanted: Int = 0, next: ExportCursor?) {
        self.records = records
        self.deletionWanted = deletionWanted
        self.next = next
    }
}

/// The counts of `earshot status`; encodes to the keys the design promises.
public struct WorkspaceStatus: Sendable, Equatable, Codable {
    public struct QueueCounts: Sendable, Equatable, Codable {
        public var name: String
        public var locale: String
        public var open: Bool
        public var waiting = 0
        public var leased = 0
        public var annotated = 0
        public var skipped = 0
        public var broken = 0
        /// Clips with a flag, wherever they stand; not added to the other counts.
        public var flagged = 0
        /// Clips heard as accidental wake-ups, whose recordings should never have been made;
        /// among the annotated ones, not exported, waiting to be deleted.
        public var deletionWanted = 0
        /// Clips at rest that somebody could not open; among the waiting and skipped ones.
        public var unopenable = 0
        public var held = 0
        public var adjudicating = 0
        public var withdrawn = 0
        public var erased = 0

        public init(name: String, locale: String, open: Bool) {
            self.name = name
            self.locale = locale
            self.open = open
        }
    }

    public struct PersonCounts: Sendable, Equatable, Codable {
        public var name: String
        public var roles: [Role]
        /// The queue they sit at; absent when not on shift or at any queue.
        public var queue: String?
        public var onShift: Bool
        public var annotatedToday: Int

        public init(
            name: String, roles: [Role], queue: String?, onShift: Bool, annotatedToday: Int
        ) {
            self.name = name
            self.roles = roles
            self.queue = queue
            self.onShift = onShift
            self.annotatedToday = annotatedToday
        }
    }

    public struct Incidents: Sendable, Equatable, Codable {
        public var open: Int
        public var unacknowledged: Int
        public var breached: Int
        /// Open incidents by severity code, every code present.
        public var bySeverity: [String: Int]

        public init(open: Int, unacknowledged: Int, breached: Int, bySeverity: [String: Int]) {
            self.open = open
            self.unacknowledged = unacknowledged
            self.breached = breached
            self.bySeverity = bySeverity
        }
    }

    public var workspace: String
    public var queues: [QueueCounts]
    public var people: [PersonCounts]
    public var incidents: Incidents
    /// Identities that were opened by break-glass and that nobody has accounted for.
    public var reviewsOwed: Int

    public init(
        workspace: String, queues: [QueueCounts], people: [PersonCounts], incidents: Incidents,
        reviewsOwed: Int = 0
    ) {
        self.workspace = workspace
        self.queues = queues
        self.people = people
        self.incidents = incidents
        self.reviewsOwed = reviewsOwed
    }
}

/// What the store knows of the workspace itself.
public struct WorkspaceMeta: Sendable, Equatable {
    public let id: UUID
    public let createdAt: Timestamp
    public let schemaVersion: Int

    public init(id: UUID, createdAt: Timestamp, schemaVersion: Int) {
        self.id = id
        self.createdAt = createdAt
        self.schemaVersion = schemaVersion
    }
}

/// How the store is, for `doctor`.
public struct StoreHealth: Sendable, Equatable, Codable {
    /// The engine and its version, such as `SQLite 3.40.1`.
    public var engine: String
    public var schemaVersion: Int
    /// `wal` when all is well.
    public var journalMode: String
    /// Bytes of the database and of its write-ahead log.
    public var databaseBytes: Int64
    public var logBytes: Int64
    /// Bytes free to this user on the workspace's disk.
    public var diskFreeBytes: Int64
    /// Whether only the owner can read the database's files.
    public var isPrivate: Bool
    /// Result of the deep check: empty is sound, `nil` when it was not asked for.
    public var problems: [String]?

    public init(
        engine: String, schemaVersion: Int, journalMode: String, databaseBytes: Int64,
        logBytes: Int64, diskFreeBytes: Int64, isPrivate: Bool, problems: [String]?
    ) {
        self.engine = engine
        self.schemaVersion = schemaVersion
        self.journalMode = journalMode
        self.databaseBytes = databaseBytes
        self.logBytes = logBytes
        self.diskFreeBytes = diskFreeBytes
        self.isPrivate = isPrivate
        self.problems = problems
    }
}
