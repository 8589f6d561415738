// An incident and its stages. A step that a stage does not allow cannot be written down.

/// Something grave that somebody heard, on its way to an end.
public enum Incident: Sendable, Equatable {
    /// Nobody has taken it yet.
    case triggered(IncidentAt<Triggered>)
    /// Somebody answers for it.
    case owned(IncidentAt<Owned>)
    /// Its owner would do nothing more; a second person has not looked yet.
    case decided(IncidentAt<Decided>)
    case closed(IncidentAt<Closed>)

    /// Begins where a clip was flagged.
    public static func open(
        _ id: IncidentID, of clip: ClipID, _ flag: Flag, by person: PersonID, at now: Timestamp
    ) -> IncidentAt<Triggered> {
        IncidentAt(
            record: IncidentRecord(id: id, clip: clip, flag: flag, by: person, at: now),
            stage: Triggered())
    }

    public var record: IncidentRecord {
        switch self {
        case .triggered(let incident): incident.record
        case .owned(let incident): incident.record
        case .decided(let incident): incident.record
        case .closed(let incident): incident.record
        }
    }
}

/// An incident at one stage. What can be done with it depends on the stage, and the compiler
/// knows: nothing closes an incident that nobody took.
public struct IncidentAt<Stage: Sendable & Equatable>: Sendable, Equatable {
    public internal(set) var record: IncidentRecord
    public let stage: Stage

    /// The same incident at the stage that `act` brings it to.
    func moving<Next>(
        to next: Next, _ act: CustodyAct, by actor: PersonID?, at now: Timestamp
    ) -> IncidentAt<Next> {
        var record = record
        record.add(act, by: actor, at: now)
        return IncidentAt<Next>(record: record, stage: next)
    }
}

/// Why a step was not taken though the stage allows it.
public enum IncidentRefusal: String, Error, Sendable, CustomStringConvertible {
    /// A second person is somebody else.
    case samePerson
    /// Who answers for it decides.
    case notOwner
    /// A reason, a recipient or an authority was left empty.
    case nothingSaid
    /// It cannot be handed to who has it, or be its own duplicate.
    case sameThing
    case alreadyHeld
    case notHeld
    /// A second person agreed to the hold before.
    case agreedAlready
    /// A hold ends after it begins.
    case endsBeforeItBegins

    public var description: String {
        switch self {
        case .samePerson:
            "this takes a second person, and you are the first; ask a colleague to look"
        case .notOwner:
            "somebody else answers for this incident; have it decided by them, or take it over"
                + " first: 'earshot incidents hand-over' to yourself"
        case .nothingSaid: "say it in a few words, so that whoever reads it later understands"
        case .sameThing: "it is that already; name another"
        case .alreadyHeld: "a hold of this clip was asked for already; agree to it, or end it first"
        case .notHeld: "the clip is under no legal hold; ask for one first"
        case .agreedAlready: "a second person has agreed to this hold; nothing is to be done"
        case .endsBeforeItBegins: "a hold ends at a moment that is still to come"
        }
    }
}

// MARK: - At every stage

extension IncidentAt {
    /// Another reviewer, or the same one, flagged the clip again.
    public mutating func flag(_ flag: Flag, by person: PersonID, at now: Timestamp) {
        record.add(.flagged(flag), by: person, at: now)
    }

    /// What the reviewer said with it.
    public mutating func noteFlag(
        _ text: CustodyText, by person: PersonID, at now: Timestamp
    ) throws(IncidentRefusal) {
        record.add(.flagNoted(try said(text)), by: person, at: now)
    }

    public mutating func changeSeverity(
        to severity: Severity, because reason: CustodyText, by person: PersonID, at now: Timestamp
    ) throws(IncidentRefusal) {
        guard severity != record.severity else { throw .sameThing }
        record.add(.severityChanged(severity, reason: try said(reason)), by: person, at: now)
    }

    public mutating func listen(by person: PersonID, at now: Timestamp) {
        record.add(.listened, by: person, at: now)
    }

    public mutating func note(
        _ text: CustodyText, by person: PersonID, at now: Timestamp
    ) throws(IncidentRefusal) {
        record.add(.noted(try said(text)), by: person, at: now)
    }

    public mutating func hold(
        _ hold: IncidentHold, by person: PersonID, at now: Timestamp
    ) throws(IncidentRefusal) {
        guard record.hold == nil else { throw .alreadyHeld }
        guard hold.until > record.moment(now) else { throw .endsBeforeItBegins }
        _ = try said(hold.reason)
        record.add(.held(hold), by: person, at: now)
    }

    /// A second person agrees to the hold.
    public mutating func agreeToHold(
        by person: PersonID, at now: Timestamp
    ) throws(IncidentRefusal) {
        guard let standing = record.hold else { throw .notHeld }
        guard standing.agreedBy == nil else { throw .agreedAlready }
        guard standing.askedBy != person else { throw .samePerson }
        record.add(.holdAgreed, by: person, at: now)
    }

    /// A copy of the record leaves.
    public mutating func export(by person: PersonID, at now: Timestamp) {
        record.add(.exported, by: person, at: now)
    }

    /// - Parameter person: nobody where its end came by itself.
    public mutating func endHold(by person: PersonID?, at now: Timestamp) throws(IncidentRefusal) {
        guard record.hold != nil else { throw .notHeld }
        record.add(.holdEnded, by: person, at: now)
    }

    func said(_ text: CustodyText) throws(IncidentRefusal) -> CustodyText {
        guard !text.isBlank else { throw .nothingSaid }
        return text
    }
}
