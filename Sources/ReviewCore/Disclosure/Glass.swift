// Breaking the glass: seeing who a clip is of, by two people, for a reason, to be accounted for.
import Foundation

/// What a `GlassID` names.
public enum GlassSubject {}

/// Names one breaking of the glass, from the asking to the review.
public typealias GlassID = ID<GlassSubject>

/// Why somebody has to be found. There is no other reason.
public enum GlassReason: String, Sendable, Codable, CaseIterable {
    /// Somebody's life or health is in danger.
    case dangerToLife = "danger_to_life"
    /// An authority may ask, and did.
    case authorityOrder = "authority_order"
    /// The recorded person asks, and must be told from others.
    case subjectRequest = "subject_request"
    /// Custody failed, and the person must be told.
    case custodyBreach = "custody_breach"

    public var words: String {
        switch self {
        case .dangerToLife: "somebody is in danger"
        case .authorityOrder: "an authority asks"
        case .subjectRequest: "the recorded person asks"
        case .custodyBreach: "custody failed and the person must be told"
        }
    }
}

/// What the review of a broken glass found.
public enum GlassFinding: String, Sendable, Codable, CaseIterable {
    case justified
    /// The reason stood, and there was another way.
    case unnecessary
    case misused
}

/// One breaking of the glass, as far as it has come. Names no one but by id.
public struct Glass: Sendable, Equatable, Identifiable {
    /// How far it has come; each step but the first takes another or the same person's hand.
    public enum Standing: String, Sendable, Codable, CaseIterable {
        case asked, approved, opened, reviewed
        /// It was over before it was opened.
        case over
    }

    public let id: GlassID
    public let clip: ClipID
    public let requester: PersonID
    public let reason: GlassReason
    public let incident: UUID
    public let askedAt: Timestamp
    public let until: Timestamp
    public var approver: PersonID?
    public var openedAt: Timestamp?
    public var reviewer: PersonID?
    public var finding: GlassFinding?

    public init(
        id: GlassID, clip: ClipID, requester: PersonID, reason: GlassReason, incident: UUID,
        askedAt: Timestamp, until: Timestamp, approver: PersonID? = nil,
        openedAt: Timestamp? = nil, reviewer: PersonID? = nil, finding: GlassFinding? = nil
    ) {
        self.id = id
        self.clip = clip
        self.requester = requester
        self.reason = reason
        self.incident = incident
        self.askedAt = askedAt
        self.until = until
        self.approver = approver
        self.openedAt = openedAt
        self.reviewer = reviewer
        self.finding = finding
    }

    /// Seconds from the asking within which it is opened, or not at all.
    public static let longest = 4.0 * 3600

    public func standing(at now: Timestamp) -> Standing {
        if finding != nil { return .reviewed }
        if openedAt != nil { return .opened }
        if now >= until { return .over }
        return approver == nil ? .asked : .approved
    }

    /// Whether somebody has still to say that it was right.
    public var isReviewOwed: Bool { openedAt != nil && finding == nil }
}

/// Why a step was not taken.
public enum GlassRefusal: Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case unknown
    case clipGone
    /// Whoever asked tried the second person's part too, or to review themselves.
    case onePersonOnly
    /// The second person helped; only an officer may also say that it was right.
    case helperIsNoOfficer
    case over
    case notApproved
    case alreadyApproved
    /// Whoever asked holds the half that the approval is of: the two would not open it.
    case sameHalf
    /// The person has no half to put to another's.
    case noHalf
    /// Whoever asked has none.
    case requesterHasNoHalf
    case notYours
    case notOpened
    case alreadyReviewed
    /// The person opened one that nobody has reviewed.
    case reviewOwed
    /// Whoever asked opened another one since, that nobody has reviewed.
    case requesterOwesReview
    /// Danger to life is asked for with an incident that is none.
    case noIncident

    public var description: String {
        switch self {
        case .unknown: "there is no such request; 'earshot glass list' shows those there are"
        case .clipGone: "the clip is not in the workspace or was erased; nothing is to be opened"
        case .onePersonOnly:
            "this step takes another person than the one who asked; ask a colleague who holds the"
                + " other half"
        case .helperIsNoOfficer:
            "you approved this, so only an officer or somebody who had no part in it may review it"
        case .over: "the time of this request is over; ask anew with 'earshot glass ask'"
        case .notApproved: "nobody has approved this yet; ask somebody who holds the other half"
        case .sameHalf:
            "you and whoever asked hold the same half of the identity key, and that opens nothing;"
                + " nothing was changed, so have somebody approve it who holds the other half"
        case .noHalf:
            "you hold no half of the identity key; ask somebody who does for it ('earshot person"
                + " list' shows who: earshot person grant NAME identity), or to do this for you"
        case .requesterHasNoHalf:
            "whoever asked holds no half of the identity key and could not open it; somebody who"
                + " holds one must ask"
        case .alreadyApproved: "this was approved already; whoever asked can open it"
        case .notYours: "somebody else asked for this, and only they can open it"
        case .notOpened: "this was never opened, so there is nothing to review"
        case .alreadyReviewed: "this was reviewed already"
        case .reviewOwed:
            "you opened an identity that nobody has reviewed; have it reviewed first with"
                + " 'earshot glass review'"
        case .requesterOwesReview:
            "whoever asked opened another identity that nobody has reviewed; that comes first, with"
                + " 'earshot glass review'"
        case .noIncident:
            "danger to life takes the id of a clip of this workspace that was flagged ('earshot"
                + " audit list --action flag.raised --json' has them); flag it first, or say what"
                + " else it is for"
        }
    }
}
