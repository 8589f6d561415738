// How an incident ended, in words for the one who raised it.
import ReviewCore

enum InboxText {
    static let title = "What you raised"
    static let empty = "What you flag as P0 to P2 comes here, and how it ended."

    static func outcome(_ incident: IncidentGlance) -> String {
        switch incident.stage {
        case .triggered: "waits for somebody to take it"
        case .owned: "somebody answers for it"
        case .decided: "a second person looks at it"
        case .closed:
            switch incident.disposition {
            case .disclosed: "ended: an authority was told"
            case .referred: "ended: passed on to who can help"
            case .noAction: "ended: looked into, nothing to do"
            case .duplicate: "ended: part of another incident"
            case .falsePositive: "ended: it was no incident"
            case nil: "ended"
            }
        }
    }

    /// How long since it was raised.
    static func age(_ moment: Timestamp, now: Timestamp) -> String {
        let minutes = Int(max(0, now.seconds(since: moment)) / 60)
        switch minutes {
        case ..<60: return "\(minutes) min"
        case ..<(48 * 60): return "\(minutes / 60) h"
        default: return "\(minutes / 1440) d"
        }
    }
}
