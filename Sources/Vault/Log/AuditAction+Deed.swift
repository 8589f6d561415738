// What each action of the log takes: the same deeds the store asks for before they are done.
import ReviewCore

extension AuditAction {
    /// The deed an entry of this action tells of, so that its actor's roles can be held against
    /// `RolePolicy`; `nil` for what begins a log or comes by itself.
    public var deed: Deed? {
        switch self {
        case .workspaceCreated, .logBegun, .logCheckpoint, .personFound, .incidentEscalated: nil
        case .personAdded: .addPerson
        case .grantGiven: .grant
        case .rolesChanged, .personRekeyed, .personRemoved, .grantRevoked: .revoke
        case .classRotated: .rotate
        case .queueCreated, .queueOpened, .queueClosed: .openQueue
        case .clipImported: .bringIn
        case .clipClaimed, .clipHeard, .annotationSubmitted, .annotationAmended,
            .annotationUndone, .flagRaised:
            .review
        case .clipWithdrawn, .consentWithdrawn: .withdrawConsent
        case .incidentOpened: .review
        case .incidentAcknowledged, .incidentClosed: .hold
        case .disclosureGranted, .disclosureRefused, .disclosureClosed, .glassBroken: .disclose
        case .glassReviewed: .readLog
        case .exportMade: .export
        case .subjectExported, .erasureRequested, .erasureDeferred, .erasureFinished,
            .retentionApplied:
            .erase
        case .holdSet, .holdEnded: .hold
        }
    }
}
