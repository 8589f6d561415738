// Everything the program can do for a person, named once, so that each is allowed or refused.

/// A thing that can be done in a workspace. The store refuses whatever `RolePolicy` does not allow.
public enum Deed: String, Sendable, Codable, CaseIterable {
    // What keeps the place going.
    case seeStatus, listPeople
    // The work itself.
    case review, lookUp, disclose, breakGlass
    // Queues and what goes in and out.
    case openQueue, bringIn, export, exportExactTimes
    // What becomes of clips by another's decision.
    case hold, withdrawConsent, erase, finishErasure, exportSubject
    // What left, and what the papers ask for.
    case seeExports, seeRecord, seeReports
    // Who is here, and their keys.
    case addPerson, grant, revoke, rotate, passHalf
    case readLog
    // What was flagged, until somebody has dealt with it.
    case seeIncidents, answerIncident, hearIncident, watchIncidents
    // Steering the work of others.
    case watchBoard, steer, message

    /// The deed as a phrase that can begin a refusal.
    public var words: String {
        switch self {
        case .seeStatus: "seeing the status"
        case .listPeople: "listing people"
        case .review: "reviewing clips"
        case .lookUp: "looking up a clip and its history"
        case .disclose: "seeing a location or contacts"
        case .breakGlass: "finding out who a clip is of"
        case .openQueue: "making, opening and closing queues"
        case .bringIn: "importing clips"
        case .export: "exporting clips"
        case .exportExactTimes: "exporting moments exactly"
        case .hold: "placing and ending a legal hold"
        case .withdrawConsent: "recording that consent was withdrawn"
        case .erase: "erasing clips, and saying how long they are kept"
        case .finishErasure: "finishing an erasure that was asked for"
        case .exportSubject: "taking out a copy for the person it is about"
        case .seeExports: "listing exports"
        case .seeRecord: "seeing the record of processing"
        case .seeReports: "seeing reports about everybody's work"
        case .addPerson: "adding a person"
        case .grant: "granting roles, clearances and keys"
        case .revoke: "revoking roles, clearances and keys"
        case .rotate: "rotating keys"
        case .passHalf: "handing on a half of the identity key"
        case .readLog: "reading the audit log"
        case .seeIncidents: "seeing incidents"
        case .answerIncident: "answering for an incident"
        case .hearIncident: "hearing the clip of an incident"
        case .watchIncidents: "watching over the deadlines of incidents"
        case .watchBoard: "watching the board"
        case .steer: "steering queues, people and clips in hand"
        case .message: "writing to a reviewer"
        }
    }
}
