// What goes through the port about incidents and those who are told of them.
import Foundation
import ReviewCore
import Vault

/// An incident with its whole story, and where its clip is.
public struct KeptIncident: Sendable, Equatable {
    /// Replayed from its events; words in it are sealed.
    public let incident: Incident
    /// The name and the locale of the clip's queue.
    public let queue: String
    public let locale: String
    /// Its events as they are kept.
    public let links: [CustodyLink]

    public var id: IncidentID { incident.record.id }
    public var glance: IncidentGlance { IncidentGlance(incident) }
    /// How many events were read: what a step is held to.
    public var seen: Int { incident.record.events.count }
}

/// An incident in a list, and where its clip is.
public struct ListedIncident: Sendable, Equatable, Identifiable {
    public let glance: IncidentGlance
    public let queue: String
    public let locale: String

    public var id: IncidentID { glance.id }

    init(glance: IncidentGlance, queue: String, locale: String) {
        self.glance = glance
        self.queue = queue
        self.locale = locale
    }

    /// As a list would show the incident.
    public init(_ kept: KeptIncident) {
        self.init(glance: kept.glance, queue: kept.queue, locale: kept.locale)
    }
}

/// What became of a step.
public enum IncidentAnswer: Sendable, Equatable {
    case done(KeptIncident)
    /// Nothing was changed.
    case refused(IncidentStepRefusal)
}

/// Why a step of an incident was not taken.
public enum IncidentStepRefusal: Sendable, Equatable, CustomStringConvertible {
    case unknown
    /// Something happened to it since it was read.
    case changedMeanwhile
    case rule(IncidentStepError)
    /// Who it was to be handed to may not answer for incidents.
    case cannotAnswer
    /// Only who raised an incident can have read how it ended.
    case notYours
    /// It is to be a duplicate of an incident that is not here.
    case noSuchOther
    /// The incident it is to be a duplicate of is one itself.
    case otherIsDuplicate
    /// Too late for a hold: the clip's keys are gone.
    case clipGone
    /// The database's rows of it are not what was written.
    case broken(IncidentReplayError)

    public var description: String {
        switch self {
        case .unknown: "there is no such incident here; 'earshot incidents list' shows them"
        case .changedMeanwhile:
            "somebody did something with this incident meanwhile; look at it again first"
        case .rule(let error): error.description
        case .cannotAnswer:
            "it can be handed only to a supervisor or an officer; 'earshot person list' shows them"
        case .notYours: "only who raised an incident can have read how it ended"
        case .noSuchOther:
            "the incident that this would be a duplicate of is not here; name another"
        case .otherIsDuplicate:
            "the incident that this would be a duplicate of is a duplicate itself; name the first"
        case .clipGone: "the clip of this incident was erased, so there is nothing to hold"
        case .broken(let error): error.description
        }
    }
}

/// What one look at the ladder did.
public struct LadderRound: Sendable, Equatable {
    /// Incidents that climbed, lowest rung first.
    public let escalations: [Escalation]
    /// Incidents whose story does not hold. They climb by what is listed of them, and nobody can
    /// take or close them until a backup mends the story.
    public let broken: [IncidentID]
    /// Notices that were made, first rungs among them.
    public let notices: Int
    /// Groups that should have heard of an open incident, and that no channel leads to.
    public let unreached: [String]
    /// When the next incident climbs, if nothing happens; `nil` where none is open.
    public let next: Timestamp?
}

/// Names a notice to one group by one channel.
public struct NoticeKey: Hashable, Sendable {
    let row: Int64
}

/// A notice in the hands of somebody who tries to deliver it.
public struct TakenNotice: Sendable, Equatable {
    public let key: NoticeKey
    public let notice: IncidentNotice
    public let channel: String
    public let severity: Severity
    public let stage: IncidentStage
    /// Which promise was not kept; `nil` where the incident is new.
    public let missed: IncidentDeadline?
    public let openedAt: Timestamp
    public let clockStart: Timestamp
    /// Tries before this one.
    public let attempts: Int
}

/// What became of one try.
public enum NoticeOutcome: Sendable, Equatable {
    case delivered(code: String)
    /// To be tried again. The code is a short word, such as `http.500`; never what was answered.
    case failed(code: String)
}

/// A notice as it is kept, for the story of its incident.
public struct NoticeRecord: Sendable, Equatable {
    public let notice: IncidentNotice
    /// Empty while nobody who watches knows a way to the group.
    public let channel: String
    public let missed: IncidentDeadline?
    public let madeAt: Timestamp
    public let attempts: Int
    public let lastCode: String?
    public let deliveredAt: Timestamp?
}
