// What the watch over incidents did, as it tells those who look on.
import Notify
import ReviewCore

/// Something that happened while watching.
public enum WatchNews: Sendable, Equatable {
    /// A deadline passed, and the next rung is to be told.
    case climbed(Escalation)
    case told(NoticeTry, code: String)
    case notTold(NoticeTry, SendFailure)
    /// Nobody would hear of incidents in these groups.
    case unreached([String])
    /// The stories of these incidents do not hold; they climb by their rows. Told once each.
    case broken([IncidentID])
    /// The store cannot be read or written now; it is tried again. Told once until it can.
    case storeAway(reason: String)
    case storeBack
    /// Changed settings hold from now on, or do not, and then the old ones go on holding.
    case settingsTaken
    case settingsRefused(reason: String)

    /// Whether somebody has to do something about it.
    public var isTrouble: Bool {
        switch self {
        case .notTold, .unreached, .broken, .storeAway, .settingsRefused: true
        case .climbed, .told, .storeBack, .settingsTaken: false
        }
    }
}

/// One try to tell one group by one channel.
public struct NoticeTry: Sendable, Equatable {
    public let notice: IncidentNotice
    public let severity: Severity
    public let channel: String
    /// Tries before it.
    public let attempts: Int

    /// Seconds until it is tried again, if it fails.
    public var pause: Double { NoticeDelivery.pause(afterFailures: attempts) }
}
