// The port: what the workstation may ask of the place where work is kept, whatever the engine.
import Foundation
import ReviewCore
import Vault

/// Where queues, clips, leases, annotations, drafts and people are kept.
///
/// A struct of closures, so that an engine is a value and a test can replace one question. Every
/// call is synchronous, meant for worker threads, and throws `StoreError` alone. Time is handed
/// in. The store holds only sealed values and codes; it has no key and opens nothing.
///
/// Leases: a claim hands a clip to one person and makes its fencing token grow. Whoever holds the
/// newest token of a clip may submit it, even after the lease ran out, as long as nobody else
/// claimed the clip since.
public struct ReviewStore: Sendable {
    public var people: People
    public var keys: Keys
    public var queues: Queues
    public var work: Work
    public var drafts: Drafts
    public var sittings: Sittings
    public var records: Records
    public var upkeep: Upkeep
    public var audit: Audit
    public var disclosures: Disclosures
    public var glasses: Glasses
    public var consent: Consent
    public var erasures: Erasures
    public var exports: Exports
    public var papers: Papers
    public var incidents: Incidents
    public var shifts: Shifts
    public var board: Board
    public var messages: Messages
    public var reports: Reports

    public init(
        people: People, keys: Keys, queues: Queues, work: Work, drafts: Drafts, sittings: Sittings,
        records: Records, upkeep: Upkeep, audit: Audit, disclosures: Disclosures, glasses: Glasses,
        consent: Consent, erasures: Erasures, exports: Exports, papers: Papers,
        incidents: Incidents, shifts: Shifts, board: Board, messages: Messages,
        reports: Reports
    ) {
        self.people = people
        self.keys = keys
        self.queues = queues
        self.work = work
        self.drafts = drafts
        self.sittings = sittings
        self.records = records
        self.upkeep = upkeep
        self.audit = audit
        self.disclosures = disclosures
        self.glasses = glasses
        self.consent = consent
        self.erasures = erasures
        self.exports = exports
        self.papers = papers
        self.incidents = incidents
        self.shifts = shifts
        self.board = board
        self.messages = messages
        self.reports = reports
    }
}

extension ReviewStore {
    /// Who works here, and the class keys sealed to them.
    public struct People: Sendable {
        /// Changes people and keys in one transaction, each step an entry of the ledger: all of
        /// it, or nothing.
        ///
        /// `after` is the leaf of the last entry about people that the caller had read; where
        /// another came since, the change is refused (`peopleChanged`), so that two custodians
        /// at once never fork a key or forget a holder. `nil` takes what there is.
        public var change:
            @Sendable ([PeopleStep], _ after: MerkleHash?, _ now: Timestamp) throws(StoreError)
                -> Void
        /// Entries about people from a sequence on, in order, up to `limit` or a few more.
        public var ledger: @Sendable (_ from: Int64, _ limit: Int) throws(StoreError) -> AuditPage
        /// Everyone, by name.
        public var list: @Sendable () throws(StoreError) -> [Member]
        /// Everyone, by name, since when they are here and which keys were granted to them.
        public var roster: @Sendable () throws(StoreError) -> [RosterEntry]
        /// `nil` when nobody has this name, letter case aside.
        public var named: @Sendable (String) throws(StoreError) -> Member?
        /// What a person may do at this moment: their roles as they stand.
        public var roles: @Sendable (PersonID) throws(StoreError) -> Set<Role>
        /// The class keys sealed to one person, newest generation first within a class.
        public var grants: @Sendable (PersonID) throws(StoreError) -> [KeyGrant]

        public init(
            change:
                @escaping @Sendable ([PeopleStep], MerkleHash?, Timestamp) throws(StoreError)
                -> Void,
            ledger: @escaping @Sendable (Int64, Int) throws(StoreError) -> AuditPage,
            list: @escaping @Sendable () throws(StoreError) -> [Member],
            roster: @escaping @Sendable () throws(StoreError) -> [RosterEntry],
            named: @escaping @Sendable (String) throws(StoreError) -> Member?,
            roles: @escaping @Sendable (PersonID) throws(StoreError) -> Set<Role>,
            grants: @escaping @Sendable (PersonID) throws(StoreError) -> [KeyGrant]
        ) {
            self.change = change
            self.ledger = ledger
            self.list = list
            self.roster = roster
            self.named = named
            self.roles = roles
            self.grants = grants
        }
    }

    /// Queues and what comes into them.
    public struct Queues: Sendable {
        /// Adds a queue; names are unique, letter case aside (`nameTaken`).
        public var create: @Sendable (Queue, _ now: Timestamp) throws(StoreError) -> Void
        /// All queues, by name.
        public var list: @Sendable () throws(StoreError) -> [Queue]
        /// `nil` when no queue has this name, letter case aside.
        public var named: @Sendable (String) throws(StoreError) -> Queue?
        /// Opens or closes a queue. A closed queue hands out nothing; work in hand may be finished.
        public var setOpen: @Sendable (QueueID, Bool, Timestamp) throws(StoreError) -> Void
        /// Which of these source digests the queue holds already: ask before sealing and writing.
        public var knownSources: @Sendable (QueueID, [Data]) throws(StoreError) -> Set<Data>
        /// Takes a batch in, in one transaction; one verdict a clip, in the batch's order.
        /// The clips' sound must be on disk before (`SealedAudioFiles.write`).
        public var ingest:
            @Sendable (QueueID, [SealedClip], _ now: Timestamp) throws(StoreError)
                -> [IngestVerdict]

        public init(
            create: @escaping @Sendable (Queue, Timestamp) throws(StoreError) -> Void,
            list: @escaping @Sendable () throws(StoreError) -> [Queue],
            named: @escaping @Sendable (String) throws(StoreError) -> Queue?,
            setOpen: @escaping @Sendable (QueueID, Bool, Timestamp) throws(StoreError) -> Void,
            knownSources: @escaping @Sendable (QueueID, [Data]) throws(StoreError) -> Set<Data>,
            ingest:
                @escaping @Sendable (QueueID, [SealedClip], Timestamp) throws(StoreError)
                -> [IngestVerdict]
        ) {
            self.create = create
            self.list = list
            self.named = named
            self.setOpen = setOpen
            self.knownSources = knownSources
            self.ingest = ingest
        }
    }

    /// Handing clips out and taking annotations in.
    public struct Work: Sendable {
        /// Hands out up to `count` clips in one transaction; fewer when the queues run dry.
        public var claim: @Sendable (ClaimRequest) throws(StoreError) -> [ClaimedClip]
        /// Keeps leases alive until `now + ttl` (seconds); one answer a lease, in their order.
        public var heartbeat:
            @Sendable ([Lease], _ ttl: Double, _ now: Timestamp) throws(StoreError)
                -> [LeaseAnswer]
        /// Those of `clips` that nobody may work on any more, and why: erased, withdrawn, held. A
        /// look that writes nothing, for desks to learn of it between heartbeats.
        public var closed: @Sendable ([ClipID]) throws(StoreError) -> [ClipID: Refusal]
        /// Gives clips back to their place in the queue. Leases lost meanwhile are passed over.
        public var release: @Sendable ([Lease]) throws(StoreError) -> Void
        /// Gives back clips that do not open for this person: others may be handed them, this
        /// person not again until a class key is granted to them. Leases lost meanwhile are
        /// passed over. Nothing is annotated; `status` counts the clips as `unopenable`.
        public var decline: @Sendable ([Lease]) throws(StoreError) -> Void
        /// Stores an annotation if the token is the clip's newest. The same annotation id again
        /// (a retry after a crash) answers as the first time and stores nothing twice.
        /// When refused, keep the words as a draft.
        public var submit:
            @Sendable (SealedAnnotation, FencingToken) throws(StoreError) -> SubmitAnswer
        /// Raises the flag of an annotation that was refused, and its incident with it: a lease
        /// that was lost loses no flag. `false` where the clip is erased or not here.
        public var raiseFlag: @Sendable (SealedAnnotation) throws(StoreError) -> Bool
        /// Replaces a current annotation of the same person; the replaced one is kept.
        /// `annotation.id` is a new id, `replacing` the id of the one seen.
        public var amend:
            @Sendable (SealedAnnotation, _ replacing: AnnotationID) throws(StoreError)
                -> SubmitAnswer
        /// Takes back a submit: the clip is in the person's hands again, the annotation is kept
        /// as withdrawn. A flag that was raised stands: only an incident's disposition ends it.
        public var undo: @Sendable (UndoRequest) throws(StoreError) -> UndoAnswer
        /// Takes clips out of the queue and out of hands (legal hold, consent withdrawn); a hold
        /// stops an erasure that has not destroyed the clip's keys. Called as `setAside`.
        public var settingAside:
            @Sendable ([ClipID], SetAside, Timestamp) throws(StoreError) -> [SetAsideAnswer]
        /// Ends holds: clips that nothing else holds return to where they stood. Called as
        /// `endHold`.
        public var endingHold:
            @Sendable ([ClipID], [HoldReason], Timestamp) throws(StoreError) -> [EndHoldAnswer]

        public init(
            claim: @escaping @Sendable (ClaimRequest) throws(StoreError) -> [ClaimedClip],
            heartbeat:
                @escaping @Sendable ([Lease], Double, Timestamp) throws(StoreError)
                -> [LeaseAnswer],
            closed: @escaping @Sendable ([ClipID]) throws(StoreError) -> [ClipID: Refusal],
            release: @escaping @Sendable ([Lease]) throws(StoreError) -> Void,
            decline: @escaping @Sendable ([Lease]) throws(StoreError) -> Void,
            submit:
                @escaping @Sendable (SealedAnnotation, FencingToken) throws(StoreError)
                -> SubmitAnswer,
            raiseFlag: @escaping @Sendable (SealedAnnotation) throws(StoreError) -> Bool,
            amend:
                @escaping @Sendable (SealedAnnotation, AnnotationID) throws(StoreError)
                -> SubmitAnswer,
            undo: @escaping @Sendable (UndoRequest) throws(StoreError) -> UndoAnswer,
            settingAside:
                @escaping @Sendable ([ClipID], SetAside, Timestamp) throws(StoreError)
                -> [SetAsideAnswer],
            endingHold:
                @escaping @Sendable ([ClipID], [HoldReason], Timestamp) throws(StoreError)
                -> [EndHoldAnswer]
        ) {
            self.claim = claim
            self.heartbeat = heartbeat
            self.closed = closed
            self.release = release
            self.decline = decline
            self.submit = submit
            self.raiseFlag = raiseFlag
            self.amend = amend
            self.undo = undo
            self.settingAside = settingAside
            self.endingHold = endingHold
        }
    }
}
