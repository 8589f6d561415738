// What goes through the port when clips are handed out and annotations come in.
import Foundation
import ReviewCore
import Vault

/// A person and the public halves of their keys.
public struct Member: Sendable, Equatable {
    public var person: Person
    public var keys: PublicKeys

    public init(person: Person, keys: PublicKeys) {
        self.person = person
        self.keys = keys
    }
}

/// Where a clip stands.
public enum ClipState: Int, Sendable, Codable, CaseIterable {
    /// Never handled; anyone may be handed it.
    case waiting = 0
    /// In somebody's hands.
    case leased = 1
    case annotated = 2
    /// Set aside by someone; other people are handed it once nothing is waiting. A flagged one
    /// goes only to a person who has a draft of it or took their annotation of it back.
    case skipped = 3
    /// Its sound does not decode; out of the queue.
    case broken = 4
    /// Under legal hold: neither handed out nor exported.
    case held = 5
    case erased = 6
    case adjudicating = 7
    /// Consent was withdrawn: neither handed out nor exported.
    case withdrawn = 8
}

/// What became of one clip of a batch.
public enum IngestVerdict: Sendable, Equatable {
    case added
    /// The queue holds this source already, under this clip id.
    case known(ClipID)
    case refused(IngestRefusal)
}

/// Why a clip was not taken in.
public enum IngestRefusal: Sendable, Equatable, CustomStringConvertible {
    case noConsent
    /// The clip's locale is not the queue's.
    case otherLocale
    /// Another clip has this id.
    case idTaken
    /// Whoever speaks in it wants to be left alone, and said so.
    case optedOut
    /// All that came from its device or account is being erased at this moment.
    case beingErased

    public var description: String {
        switch self {
        case .noConsent: "no consent for this clip; ask for it before importing"
        case .otherLocale: "the clip's locale is not the queue's; import it into a queue of its own"
        case .idTaken: "another clip has this id"
        case .optedOut:
            "its device or account has opted out ('earshot consent list'); leave the clip out"
        case .beingErased:
            "what came from its device or account is being erased; import it after that, if it"
                + " may still be reviewed"
        }
    }
}

/// A wish for clips to work on.
public struct ClaimRequest: Sendable, Equatable {
    public var person: PersonID
    /// In order of preference; closed ones are passed over.
    public var queues: [QueueID]
    /// How many clips at most, one in hand and the rest ahead.
    public var count: Int
    /// Seconds until the leases run out unless a heartbeat comes.
    public var ttl: Double
    public var now: Timestamp
    /// Whether the person's own leases come first, as after a crash. A desk asks so when it
    /// starts; taking them over makes every older token of theirs stale.
    public var resumes: Bool
    /// Only leases claimed before this moment are taken over; `nil` is all. A desk that gives the
    /// start of its sitting may ask at every claim: what a crash stranded beyond the first claim's
    /// count comes back too, and no other desk of the same person loses what it claimed since.
    public var resumesBefore: Timestamp?
    /// Clips not to be handed out, such as those already in hand.
    public var excluding: Set<ClipID>
    /// The locales the person works in; `nil` is any.
    public var locales: Set<String>?
    /// What these clips will follow was severe, though the store does not know it yet.
    public var followsSevere = false

    public init(
        person: PersonID, queues: [QueueID], count: Int = 1, ttl: Double, now: Timestamp,
        resumes: Bool = true, resumesBefore: Timestamp? = nil, excluding: Set<ClipID> = [],
        locales: Set<String>? = nil
    ) {
        self.person = person
        self.queues = queues
        self.count = count
        self.ttl = ttl
        self.now = now
        self.resumes = resumes
        self.resumesBefore = resumesBefore
        self.excluding = excluding
        self.locales = locales
    }
}

/// A clip in somebody's hands.
public struct ClaimedClip: Sendable, Equatable {
    public let clip: SealedClip
    public let lease: Lease
    /// This person's unsubmitted work on it.
    public let draft: StoredDraft?
    /// This person's latest annotation of it that they took back: what to show without a draft.
    public let withdrawn: AnnotationRecord?

    public init(
        clip: SealedClip, lease: Lease, draft: StoredDraft? = nil,
        withdrawn: AnnotationRecord? = nil
    ) {
        self.clip = clip
        self.lease = lease
        self.draft = draft
        self.withdrawn = withdrawn
    }
}

/// A draft as kept: sealed bytes and when they were saved.
public struct StoredDraft: Sendable, Equatable {
    public let bytes: Data
    public let savedAt: Timestamp

    public init(bytes: Data, savedAt: Timestamp) {
        self.bytes = bytes
        self.savedAt = savedAt
    }
}

/// What became of a lease at a heartbeat.
public enum LeaseAnswer: Sendable, Equatable {
    case extended(Lease)
    case lost(Refusal)
}

/// What became of a submit or an amendment.
public enum SubmitAnswer: Sendable, Equatable {
    /// 1 for the first annotation of this clip by this person, growing with each that follows.
    case stored(revision: Int)
    case refused(Refusal)
}

/// A wish to take a submit back.
public struct UndoRequest: Sendable, Equatable {
    public var person: PersonID
    /// `nil` is the person's latest submit.
    public var clip: ClipID?
    /// Submits before this moment are left alone when no clip is named.
    public var since: Timestamp
    public var ttl: Double
    public var now: Timestamp

    public init(
        person: PersonID, clip: ClipID? = nil,
        since: Timestamp = Timestamp(microseconds: .min), ttl: Double, now: Timestamp
    ) {
        self.person = person
        self.clip = clip
        self.since = since
        self.ttl = ttl
        self.now = now
    }
}

/// What became of an undo.
public enum UndoAnswer: Sendable, Equatable {
    /// The clip is in hand again; `withdrawn` of it holds what was submitted.
    case undone(ClaimedClip)
    case refused(Refusal)
}

/// Why clips leave the queue by another's decision.
public enum SetAside: Sendable, Equatable {
    case hold(HoldReason)
    /// Consent withdrawn; drafts go too.
    case consentWithdrawn
}

/// Why the store did not do what a person asked for. Nothing was changed.
public enum Refusal: Sendable, Equatable, CustomStringConvertible {
    /// The lease ran out and another person has the clip.
    case takenByAnother
    /// The same person claimed the clip again, at another desk or after a restart.
    case claimedAgain
    /// The clip was given back to the queue.
    case released
    case alreadySubmitted
    /// The lease ran out and the queue was closed meanwhile.
    case queueClosed
    case consentWithdrawn
    case held
    case erased
    case adjudicating
    case unknownClip
    /// Nothing to amend or undo.
    case notSubmitted
    /// The annotation was amended elsewhere since it was read.
    case amendedMeanwhile

    public var description: String {
        switch self {
        case .takenByAnother: "your lease ran out and a colleague has this clip now"
        case .claimedAgain: "you took this clip up at another desk; go on there"
        case .released: "this clip went back to the queue"
        case .alreadySubmitted: "this clip was submitted already"
        case .queueClosed: "your lease ran out and the queue is closed"
        case .consentWithdrawn: "consent for this clip was withdrawn; it is no longer reviewed"
        case .held: "this clip is under a legal hold and cannot be changed"
        case .erased: "this clip was erased"
        case .adjudicating: "this clip is with an adjudicator"
        case .unknownClip: "this clip is not in the workspace"
        case .notSubmitted: "there is nothing submitted to change"
        case .amendedMeanwhile: "this annotation was amended elsewhere; look at it again first"
        }
    }
}
