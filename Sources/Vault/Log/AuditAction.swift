// The closed sets of the log: what can happen, and why it was done.
import ReviewCore

/// What an entry of the log records. The names are written into entries: they are never changed
/// and never given a second meaning.
public enum AuditAction: String, Sendable, CaseIterable {
    /// The first entry of a workspace; carries its founder's keys.
    case workspaceCreated = "workspace.created"
    case logCheckpoint = "log.checkpoint"

    case personAdded = "person.added"
    case personRemoved = "person.removed"
    case rolesChanged = "roles.changed"
    case grantGiven = "grant.given"
    case grantRevoked = "grant.revoked"
    case classRotated = "class.rotated"

    case queueCreated = "queue.created"
    case queueOpened = "queue.opened"
    case queueClosed = "queue.closed"
    /// Its priority was set.
    case queueRanked = "queue.ranked"
    /// Somebody was put among, or taken from, those a queue is reserved for.
    case queueJoined = "queue.joined"
    case queueLeft = "queue.left"
    /// A supervisor took a clip out of somebody's hands, or put it into others.
    case leaseReleased = "lease.released"
    case leaseHanded = "lease.handed"
    case adjudicationAsked = "adjudication.asked"
    case adjudicationDropped = "adjudication.dropped"
    case messageSent = "message.sent"
    /// A batch, in counts.
    case clipImported = "clip.imported"
    case clipClaimed = "clip.claimed"
    case clipHeard = "clip.heard"
    case clipWithdrawn = "clip.withdrawn"

    case annotationSubmitted = "annotation.submitted"
    case annotationAmended = "annotation.amended"
    case annotationUndone = "annotation.undone"

    case flagRaised = "flag.raised"
    case incidentOpened = "incident.opened"
    case incidentAcknowledged = "incident.acknowledged"
    case incidentEscalated = "incident.escalated"
    case incidentFlagged = "incident.flagged"
    case incidentFlagNoted = "incident.flag_noted"
    case incidentHandedOver = "incident.handed_over"
    case incidentSeverityChanged = "incident.severity_changed"
    case incidentListened = "incident.listened"
    case incidentNoted = "incident.noted"
    case incidentHeld = "incident.held"
    case incidentHoldAgreed = "incident.hold_agreed"
    case incidentHoldEnded = "incident.hold_ended"
    case incidentDecided = "incident.decided"
    case incidentConfirmed = "incident.confirmed"
    case incidentDeclined = "incident.declined"
    case incidentReopened = "incident.reopened"
    case incidentExported = "incident.exported"
    case incidentInformed = "incident.reviewer_informed"

    case disclosureGranted = "disclosure.granted"
    case disclosureRefused = "disclosure.refused"
    case disclosureClosed = "disclosure.closed"
    case glassAsked = "glass.asked"
    case glassApproved = "glass.approved"
    case glassBroken = "glass.broken"
    case glassRefused = "glass.refused"
    case glassReviewed = "glass.reviewed"

    /// Before the first clip of it is opened.
    case exportBegun = "export.begun"
    case exportMade = "export.made"
    /// It ended without being made: given up, or killed and found by whoever came next.
    case exportUnfinished = "export.unfinished"
    case subjectBegun = "subject.begun"
    case subjectExported = "subject.exported"
    case consentWithdrawn = "consent.withdrawn"
    case erasureRequested = "erasure.requested"
    case erasureDeferred = "erasure.deferred"
    case erasureFinished = "erasure.finished"
    case holdSet = "hold.set"
    case holdEnded = "hold.ended"
    case retentionSet = "retention.set"
    case retentionApplied = "retention.applied"

    /// Entries about people and their keys. They are a chain within the log, the ledger, which can
    /// be read and checked without the rest of it.
    public var isOfPeople: Bool {
        switch self {
        case .workspaceCreated, .personAdded, .personRemoved, .rolesChanged, .grantGiven,
            .grantRevoked, .classRotated:
            true
        default: false
        }
    }

    /// The act of an incident's story that an entry records.
    public var custody: CustodyCode? {
        let prefix = "incident."
        guard rawValue.hasPrefix(prefix) else { return nil }
        return CustodyCode(rawValue: String(rawValue.dropFirst(prefix.count)))
    }

    /// The entry that records an act of an incident's story.
    public init?(_ code: CustodyCode) { self.init(rawValue: "incident." + code.rawValue) }

    /// The entry a log begins with; it stands nowhere else.
    var isFirst: Bool { self == .workspaceCreated }
}

/// Why something was done (GDPR Art. 5(1)(b): every look has a purpose).
public enum AuditPurpose: String, Sendable, CaseIterable {
    /// Setting up and running the workspace.
    case administration
    case intake
    case review
    /// Making training examples.
    case training
    /// Somebody's life or health.
    case safety
    /// A request by, or a duty towards, the people in the recordings.
    case privacy
    case legal
    case audit
}
