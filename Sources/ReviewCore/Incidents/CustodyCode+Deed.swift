// What each act takes: the deeds that RolePolicy allows or refuses.

extension CustodyCode {
    /// The deed an act is.
    public var deed: Deed {
        switch self {
        case .opened, .flagged, .flagNoted, .reviewerInformed: .review
        case .escalated, .clockCorrected: .watchIncidents
        case .listened: .hearIncident
        case .holdAgreed, .holdEnded: .hold
        case .acknowledged, .handedOver, .severityChanged, .noted, .held, .decided, .confirmed,
            .declined, .reopened, .exported:
            .answerIncident
        }
    }
}
