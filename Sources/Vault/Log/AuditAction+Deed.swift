// What each action of the log takes: the same deeds the store asks for before they are done.
import ReviewCore

extension AuditAction {
    /// The deed an entry of this action tells of, so that its actor's roles can be held against
    /// `RolePolicy`. `nil` for what begins a log or comes by itself, and for what no part of the
    /// program does yet: the gate lets nobody append such an entry, and one about people is no
    /// entry of a ledger (`Register`).
    public var deed: Deed? {
        switch self {
        case .personAdded: .addPerson
        case .grantGiven: .grant
        case .rolesChanged, .grantRevoked, .personRemoved: .revoke
        case .classRotated: .rotate
        case .queueCreated, .queueOpened, .queueClosed, .queueRanked: .openQueue
        case .queueJoined, .queueLeft, .leaseReleased, .leaseHanded, .adjudicationAsked,
            .adjudicationDropped:
            .steer
        case .messageSent: .message
        case .clipImported: .bringIn
        case .clipClaimed, .clipHeard, .annotationSubmitted, .annotationAmended,
            .annotationUndone, .flagRaised:
            .review
        case .disclosureGranted, .disclosureRefused, .disclosureClosed: .disclose
        case .glassAsked, .glassApproved, .glassBroken, .glassRefused, .glassReviewed: .breakGlass
        case .exportBegun, .exportMade: .export
        // Whoever comes next finds what was killed, be it an export or a person's copy.
        case .exportUnfinished: .seeExports
        case .clipWithdrawn, .consentWithdrawn: .withdrawConsent
        case .erasureRequested, .erasureDeferred, .retentionSet, .retentionApplied: .erase
        case .erasureFinished: .finishErasure
        case .subjectBegun, .subjectExported: .exportSubject
        case .holdSet, .holdEnded: .hold
        case .incidentOpened, .incidentFlagged, .incidentFlagNoted, .incidentAcknowledged,
            .incidentEscalated, .incidentHandedOver, .incidentSeverityChanged, .incidentListened,
            .incidentNoted, .incidentHeld, .incidentHoldAgreed, .incidentHoldEnded,
            .incidentDecided, .incidentConfirmed, .incidentDeclined, .incidentReopened,
            .incidentExported, .incidentInformed:
            custody?.deed
        case .workspaceCreated, .logCheckpoint: nil
        }
    }
}

extension AuditEvent {
    /// The deed this very entry tells of: as its action's, but for a half of the identity that
    /// only those may hand on who hold it.
    public var deed: Deed? {
        action == .grantGiven && keyClass == .identityOfficer ? .passHalf : action.deed
    }
}
