// What happened to an incident, one event after the other: its story, from which all else follows.

/// What an `IncidentID` names.
public enum IncidentSubject {}

public typealias IncidentID = ID<IncidentSubject>

/// One thing that was done with an incident, by whom and when.
public struct CustodyEvent: Sendable, Equatable, Codable {
    /// Counts from 0, without gaps.
    public let sequence: Int
    public let at: Timestamp
    /// Who acted; nobody where a deadline passed by itself.
    public let actor: PersonID?
    public let act: CustodyAct

    public init(sequence: Int, at: Timestamp, actor: PersonID?, act: CustodyAct) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.act = act
    }
}

/// Everything that can be done with an incident.
public enum CustodyAct: Sendable, Equatable {
    case opened(clip: ClipID, Flag)
    /// Another flag of the same clip came while this one was open.
    case flagged(Flag)
    /// What the reviewer said with a flag.
    case flagNoted(CustodyText)
    case acknowledged
    /// A deadline passed and the incident climbed; `step` counts them from 1.
    case escalated(step: Int, missed: IncidentDeadline)
    /// The clock had been set back: deadlines count from this moment on.
    case clockCorrected(to: Timestamp)
    case handedOver(to: PersonID)
    case severityChanged(Severity, reason: CustodyText)
    /// The clip was heard again, or its text was read, for the incident's sake.
    case listened
    case noted(CustodyText)
    /// A legal hold was asked for; it counts once a second person agreed.
    case held(IncidentHold)
    case holdAgreed
    case holdEnded
    /// Settled by its owner; where it takes a second person, it is not closed by this.
    case decided(Disposition)
    case confirmed
    case declined(reason: CustodyText)
    case reopened(reason: CustodyText)
    /// A copy of the record was taken out.
    case exported
    /// The reviewer who raised it was told how it ended.
    case reviewerInformed
}

/// The name of an act, as it is kept and sent.
public enum CustodyCode: String, Sendable, Codable, CaseIterable {
    case opened, flagged, acknowledged, escalated
    case flagNoted = "flag_noted"
    case clockCorrected = "clock_corrected"
    case handedOver = "handed_over"
    case severityChanged = "severity_changed"
    case listened, noted, held
    case holdAgreed = "hold_agreed"
    case holdEnded = "hold_ended"
    case decided, confirmed, declined, reopened, exported
    case reviewerInformed = "reviewer_informed"
}

extension CustodyAct {
    public var code: CustodyCode {
        switch self {
        case .opened: .opened
        case .flagged: .flagged
        case .flagNoted: .flagNoted
        case .acknowledged: .acknowledged
        case .escalated: .escalated
        case .clockCorrected: .clockCorrected
        case .handedOver: .handedOver
        case .severityChanged: .severityChanged
        case .listened: .listened
        case .noted: .noted
        case .held: .held
        case .holdAgreed: .holdAgreed
        case .holdEnded: .holdEnded
        case .decided: .decided
        case .confirmed: .confirmed
        case .declined: .declined
        case .reopened: .reopened
        case .exported: .exported
        case .reviewerInformed: .reviewerInformed
        }
    }

    /// The words in it; at most one text an act.
    public var text: CustodyText? {
        switch self {
        case .severityChanged(_, let reason), .declined(let reason), .reopened(let reason):
            reason
        case .noted(let text), .flagNoted(let text): text
        case .held(let hold): hold.reason
        case .decided(let disposition): disposition.text
        case .opened, .flagged, .acknowledged, .escalated, .clockCorrected, .handedOver, .listened,
            .holdAgreed,
            .holdEnded, .confirmed, .exported, .reviewerInformed:
            nil
        }
    }

    /// The same act with other words in it, as when they are sealed or opened.
    public func saying(_ text: CustodyText) -> CustodyAct {
        switch self {
        case .severityChanged(let severity, _): .severityChanged(severity, reason: text)
        case .declined: .declined(reason: text)
        case .reopened: .reopened(reason: text)
        case .noted: .noted(text)
        case .flagNoted: .flagNoted(text)
        case .held(let hold): .held(IncidentHold(reason: text, until: hold.until))
        case .decided(let disposition): .decided(disposition.saying(text))
        case .opened, .flagged, .acknowledged, .escalated, .clockCorrected, .handedOver, .listened,
            .holdAgreed,
            .holdEnded, .confirmed, .exported, .reviewerInformed:
            self
        }
    }
}

/// The two promises an incident makes.
public enum IncidentDeadline: String, Sendable, Codable {
    case acknowledge, decide
}
