// What can lie over the incident desk: lists, texts and questions, on the way to a step.
import ReviewCore
import TerminalUI

/// A panel over the desk. Only one is open at a time.
public enum IncidentForm: Sendable, Equatable {
    case help(scroll: Int)
    case palette(PickerState<CommandChoice>)
    /// Who it is handed to.
    case person(PickerState<OwnerChoice>)
    /// Which incident it is a duplicate of.
    case other(PickerState<IncidentChoice>)
    case choice(IncidentChoosing, ListState)
    case text(IncidentText, TextEditor)
    case question(IncidentQuestion)

    var mode: IncidentMode {
        switch self {
        case .help: .reading
        case .palette, .person, .other: .picking
        case .choice: .choosing
        case .text: .writing
        case .question: .asking
        }
    }
}

/// A colleague as the picker finds them.
public struct OwnerChoice: Searchable {
    public let id: PersonID
    public let name: String

    public var searchText: String { name }
}

/// An incident as the picker finds it.
public struct IncidentChoice: Searchable {
    public let id: IncidentID
    public let title: String

    public var searchText: String { title }
}

/// What is chosen from a few.
public enum IncidentChoosing: Sendable, Equatable {
    case severity
    case disposition
    /// Until when, after the reason was said.
    case holdEnd(reason: String)
    case basis(authority: String)
    /// Which fields were released; those chosen so far.
    case fields(authority: String, LegalBasis, Set<ReleasedField>)
}

/// What a text is for.
public enum IncidentText: Sendable, Equatable {
    case note
    case severityReason(Severity)
    case holdReason
    case authority
    case recipient
    case noActionReason
    case falsePositiveReason
    case declineReason
    case reopenReason
    /// Where a case file is written to; one line.
    case folder

    var title: String {
        switch self {
        case .note: "Note for the story"
        case .severityReason(let severity): "Why \(severity.rawValue)?"
        case .holdReason: "Why must the clip be kept?"
        case .authority: "Which authority was told?"
        case .recipient: "Who was it referred to?"
        case .noActionReason: "Why is nothing to be done?"
        case .falsePositiveReason: "Why is it no incident?"
        case .declineReason: "Why do you not agree?"
        case .reopenReason: "Why is it not over?"
        case .folder: "Write the case file to which new folder?"
        }
    }
}

/// What is asked before it is done.
public enum IncidentQuestion: Sendable, Equatable {
    case act(CustodyAct)
    /// Hearing it leaves a line in its story, and comes before the sound does.
    case listen(muffled: Bool)
}

/// How long a hold may last, in days.
enum HoldLength: Int, CaseIterable {
    case week = 7
    case month = 30
    case quarter = 90
    case half = 180
    case year = 365

    var title: String {
        switch self {
        case .week: "a week"
        case .month: "30 days"
        case .quarter: "90 days"
        case .half: "180 days"
        case .year: "a year"
        }
    }

    var key: Character {
        switch self {
        case .week: "w"
        case .month: "m"
        case .quarter: "q"
        case .half: "h"
        case .year: "y"
        }
    }
}

extension DispositionCode {
    var title: String {
        switch self {
        case .disclosed: "Told to an authority"
        case .referred: "Referred to somebody who helps"
        case .noAction: "Nothing to be done, with a reason"
        case .duplicate: "The same as another incident"
        case .falsePositive: "No incident after all"
        }
    }

    var key: Character {
        switch self {
        case .disclosed: "a"
        case .referred: "r"
        case .noAction: "n"
        case .duplicate: "d"
        case .falsePositive: "f"
        }
    }
}

extension LegalBasis {
    var title: String {
        switch self {
        case .dsaArticle18: "DSA Article 18: a suspected offence threatening life"
        case .emergency2702b8: "18 USC 2702(b)(8): an emergency"
        case .courtOrder: "A court's order"
        case .consent: "The person recorded agreed"
        }
    }

    var key: Character {
        switch self {
        case .dsaArticle18: "d"
        case .emergency2702b8: "u"
        case .courtOrder: "c"
        case .consent: "a"
        }
    }
}

extension ReleasedField {
    var title: String {
        switch self {
        case .audio: "The sound"
        case .text: "The text of what was said"
        case .location: "The location"
        case .contacts: "The contacts"
        case .identity: "Who it is"
        }
    }

    var key: Character {
        switch self {
        case .audio: "a"
        case .text: "t"
        case .location: "l"
        case .contacts: "c"
        case .identity: "i"
        }
    }
}
