// What goes through the port for the papers: how long clips are kept, a person's copy, the record.
import Foundation
import ReviewCore
import Vault

/// How long the clips of a queue are kept, and what is over its time now.
public struct RetentionRule: Sendable, Equatable {
    public let queue: QueueID
    public let name: String
    /// Days after a clip came in; `nil` is as long as the workspace.
    public let days: Int?
    /// Days after a clip was heard as an accidental wake-up; 0 is the next time it is applied.
    public let accidentalDays: Int
    /// Clips that go now, and of these accidental wake-ups.
    public let due: Int
    public let dueAccidental: Int
    /// Clips whose time is over and that stay: under a legal hold, and with a flag of P0 to P2.
    public let heldKept: Int
    public let flaggedKept: Int
    /// When the oldest of those that go came in.
    public let oldest: Timestamp?

    /// Of clips that came in by this moment the time is over.
    public func cameBefore(_ now: Timestamp) -> Timestamp? {
        days.map { now.advanced(bySeconds: -Double($0) * Self.day) }
    }

    public func accidentalBefore(_ now: Timestamp) -> Timestamp {
        now.advanced(bySeconds: -Double(accidentalDays) * Self.day)
    }

    static let day = 86_400.0
}

/// Everything the store has of one clip.
public struct WholeClip: Sendable, Equatable {
    public let stored: StoredClip
    /// Every annotation, oldest first.
    public let history: [AnnotationRecord]
}

/// A page of a person's clips, erased ones left out; `next` is `nil` after the last.
public struct SubjectPage: Sendable, Equatable {
    public let clips: [WholeClip]
    public let next: ExportCursor?
}

/// What the workspace knows of its own processing, in counts.
public struct ProcessingFacts: Sendable, Equatable {
    public struct Queue: Sendable, Equatable {
        public let name: String
        public let locale: String
        /// Clips that are there, erased ones not.
        public let clips: Int
        public let since: Timestamp?
        public let days: Int?
        public let accidentalDays: Int
    }

    public let queues: [Queue]
    /// How many clips have a sealed field.
    public let fields: [SealedField: Int]
    public let people: [Role: Int]
    public let optedOut: Int
    public let withdrawn: Int
    public let held: Int
    public let erased: Int
    /// Erasures that are finished, and that are not.
    public let erasures: Int
    public let openErasures: Int
}

extension ReviewStore {
    /// How long clips are kept, and what people and authorities may ask for.
    public struct Papers: Sendable {
        /// Says how long clips of a queue are kept; `nil` days is as long as the workspace.
        public var setRetention:
            @Sendable (QueueID, _ days: Int?, _ accidentalDays: Int, Timestamp)
                throws(StoreError) -> Void
        /// Every queue's rule, by the queues' names.
        public var retention: @Sendable (_ now: Timestamp) throws(StoreError) -> [RetentionRule]
        /// Everything of one device or account, in the order of import. Start with `nil`.
        public var subject:
            @Sendable (CustodySubject, _ after: ExportCursor?, _ limit: Int) throws(StoreError)
                -> SubjectPage
        public var processing: @Sendable () throws(StoreError) -> ProcessingFacts

        public init(
            setRetention:
                @escaping @Sendable (QueueID, Int?, Int, Timestamp) throws(StoreError) -> Void,
            retention: @escaping @Sendable (Timestamp) throws(StoreError) -> [RetentionRule],
            subject:
                @escaping @Sendable (CustodySubject, ExportCursor?, Int) throws(StoreError)
                -> SubjectPage,
            processing: @escaping @Sendable () throws(StoreError) -> ProcessingFacts
        ) {
            self.setRetention = setRetention
            self.retention = retention
            self.subject = subject
            self.processing = processing
        }
    }
}
