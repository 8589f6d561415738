// What happened to an incident, one event after the other: its story, from which all else follows.

/// What an `IncidentID` names.
public enum IncidentSubject {}

public typealias IncidentID = ID<IncidentSubject>

/// One thing that was done with an incident, by whom and when. Texts in it are readable: whoever
/// stores an event seals it.
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
public enum CustodyAct: Sendable, Equatable, Codable {
    case opened(clip: ClipID, Flag)
    /// Another flag of the same clip came while this one was open.
    case flagged(Flag)
    case acknowledged
    /// A deadline passed and the incident climbed; `step` counts them from 1.
    case escalated(step: Int, missed: IncidentDeadline)
    case handedOver(to: PersonID)
    case severityChanged(Severity, reason: String)
    /// The clip was heard again, or its text was read, for the incident's sake.
    case listened
    case noted(String)
    case held(IncidentHold)
    case holdEnded
    /// Settled by its owner; where it takes a second person, it is not closed by this.
    case decided(Disposition)
    case confirmed
    case declined(reason: String)
    case reopened(reason: String)
    /// The reviewer who raised it was told how it ended.
    case reviewerInformed
}

/// The two promises an incident makes.
public enum IncidentDeadline: String, Sendable, Codable {
    case acknowledge, decide
}
