// The port, continued: drafts, sittings, what is read back, and the engine's upkeep.
import Foundation
import ReviewCore
import Vault

extension ReviewStore {
    /// Unsubmitted work, one draft a clip and person, as sealed bytes.
    public struct Drafts: Sendable {
        /// Keeps a draft, replacing an older one. Needs no lease: words refused at submit are
        /// kept too. `false` when the clip is erased, withdrawn or unknown: nothing was kept.
        public var save:
            @Sendable (ClipID, PersonID, _ sealed: Data, _ now: Timestamp) throws(StoreError)
                -> Bool
        /// Keeps a draft as `save` does, unless one is there that was saved at or after `written`,
        /// the moment these words were last changed: what a forgotten desk could not submit does
        /// not take the place of what its person went on to write elsewhere.
        public var saveIfNewer:
            @Sendable (ClipID, PersonID, _ sealed: Data, _ written: Timestamp)
                throws(StoreError) -> Bool
        public var load: @Sendable (ClipID, PersonID) throws(StoreError) -> StoredDraft?
        public var delete: @Sendable (ClipID, PersonID) throws(StoreError) -> Void

        public init(
            save:
                @escaping @Sendable (ClipID, PersonID, Data, Timestamp) throws(StoreError)
                -> Bool,
            saveIfNewer:
                @escaping @Sendable (ClipID, PersonID, Data, Timestamp) throws(StoreError)
                -> Bool,
            load: @escaping @Sendable (ClipID, PersonID) throws(StoreError) -> StoredDraft?,
            delete: @escaping @Sendable (ClipID, PersonID) throws(StoreError) -> Void
        ) {
            self.save = save
            self.saveIfNewer = saveIfNewer
            self.load = load
            self.delete = delete
        }
    }

    /// Who sits where, since when.
    public struct Sittings: Sendable {
        /// Opens a sitting at a queue; `nil` is any queue.
        public var clockIn:
            @Sendable (PersonID, QueueID?, _ now: Timestamp) throws(StoreError) -> SittingID
        /// Says that the person still sits there.
        public var seen: @Sendable (SittingID, _ now: Timestamp) throws(StoreError) -> Void
        public var clockOut: @Sendable (SittingID, _ now: Timestamp) throws(StoreError) -> Void
        /// When the person's standing first submits were made, oldest first: for their own pace.
        public var submitTimes:
            @Sendable (PersonID, _ since: Timestamp) throws(StoreError) -> [Timestamp]

        public init(
            clockIn:
                @escaping @Sendable (PersonID, QueueID?, Timestamp) throws(StoreError)
                -> SittingID,
            seen: @escaping @Sendable (SittingID, Timestamp) throws(StoreError) -> Void,
            clockOut: @escaping @Sendable (SittingID, Timestamp) throws(StoreError) -> Void,
            submitTimes:
                @escaping @Sendable (PersonID, Timestamp) throws(StoreError)
                -> [Timestamp]
        ) {
            self.clockIn = clockIn
            self.seen = seen
            self.clockOut = clockOut
            self.submitTimes = submitTimes
        }
    }

    /// What was stored, read back.
    public struct Records: Sendable {
        public var clip: @Sendable (ClipID) throws(StoreError) -> StoredClip?
        /// The clips whose id ends in these digits, as short ids show them; erased ones too, a
        /// hundred at most, the oldest first.
        public var ending: @Sendable (_ digits: String) throws(StoreError) -> [ClipID]
        /// Every annotation of a clip, replaced and withdrawn ones too, oldest first.
        public var history: @Sendable (ClipID) throws(StoreError) -> [AnnotationRecord]
        /// The person's current annotations first submitted since a moment, newest first, in
        /// some queues; `nil` is every queue.
        public var recentIn:
            @Sendable (PersonID, _ queues: [QueueID]?, _ since: Timestamp, _ limit: Int)
                throws(StoreError) -> [ReviewedClip]
        /// A clip with this person's current annotation of it; `nil` when there is none, or the
        /// clip was erased or withdrawn.
        public var annotated: @Sendable (ClipID, PersonID) throws(StoreError) -> ReviewedClip?
        /// One page of a queue's finished clips (annotated or broken, not held nor withdrawn)
        /// with their latest annotation, in the order of import. Start with `nil`. Clips that
        /// are to be deleted are counted and left out: nobody trains on a recording that should
        /// never have been made.
        public var exportPage:
            @Sendable (QueueID, _ after: ExportCursor?, _ limit: Int) throws(StoreError)
                -> ExportPage
        /// Counts by queue, people, incidents. `dayStart` is the local midnight "today" means.
        public var status:
            @Sendable (_ now: Timestamp, _ dayStart: Timestamp) throws(StoreError)
                -> WorkspaceStatus

        public init(
            clip: @escaping @Sendable (ClipID) throws(StoreError) -> StoredClip?,
            ending: @escaping @Sendable (String) throws(StoreError) -> [ClipID],
            history: @escaping @Sendable (ClipID) throws(StoreError) -> [AnnotationRecord],
            recentIn:
                @escaping @Sendable (PersonID, [QueueID]?, Timestamp, Int) throws(StoreError)
                -> [ReviewedClip],
            annotated:
                @escaping @Sendable (ClipID, PersonID) throws(StoreError) -> ReviewedClip?,
            exportPage:
                @escaping @Sendable (QueueID, ExportCursor?, Int) throws(StoreError)
                -> ExportPage,
            status:
                @escaping @Sendable (Timestamp, Timestamp) throws(StoreError)
                -> WorkspaceStatus
        ) {
            self.clip = clip
            self.ending = ending
            self.history = history
            self.recentIn = recentIn
            self.annotated = annotated
            self.exportPage = exportPage
            self.status = status
        }

        /// The person's current annotations of every queue; see `recentIn`.
        public func recent(
            _ person: PersonID, _ since: Timestamp, _ limit: Int
        ) throws(StoreError) -> [ReviewedClip] {
            try recentIn(person, nil, since, limit)
        }

        /// Goes through all exportable clips of a queue, holding one page of them at a time, which
        /// `meeting` is shown before any of it comes to `body`.
        /// Returns how many were left out because they are to be deleted.
        @discardableResult
        public func forEachExported(
            in queue: QueueID, page: Int = 256,
            meeting: ([ReviewedClip]) throws -> Void = { _ in },
            _ body: (ReviewedClip) throws -> Void
        ) throws -> Int {
            var cursor: ExportCursor?
            var deletionWanted = 0
            repeat {
                let next = try exportPage(queue, cursor, page)
                try meeting(next.records)
                for record in next.records { try body(record) }
                deletionWanted += next.deletionWanted
                cursor = next.next
            } while cursor != nil
            return deletionWanted
        }
    }

    /// The engine itself.
    public struct Upkeep: Sendable {
        public var workspace: @Sendable () throws(StoreError) -> WorkspaceMeta
        /// A number that differs whenever anything was committed since the last call, by this or
        /// another process. Cheap: a board may ask several times a second.
        public var changeCounter: @Sendable () throws(StoreError) -> Int64
        /// What `doctor` shows. `deep` reads the whole database to check it.
        public var health: @Sendable (_ deep: Bool) throws(StoreError) -> StoreHealth
        /// Which of these clips the store knows: what the sweep of orphaned sound needs.
        public var knownClips: @Sendable ([ClipID]) throws(StoreError) -> Set<ClipID>
        /// Closes the engine; calls after it fail.
        public var close: @Sendable () throws(StoreError) -> Void

        public init(
            workspace: @escaping @Sendable () throws(StoreError) -> WorkspaceMeta,
            changeCounter: @escaping @Sendable () throws(StoreError) -> Int64,
            health: @escaping @Sendable (Bool) throws(StoreError) -> StoreHealth,
            knownClips: @escaping @Sendable ([ClipID]) throws(StoreError) -> Set<ClipID>,
            close: @escaping @Sendable () throws(StoreError) -> Void
        ) {
            self.workspace = workspace
            self.changeCounter = changeCounter
            self.health = health
            self.knownClips = knownClips
            self.close = close
        }
    }
}
