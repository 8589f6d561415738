// The story of an incident in words: one line an event, for people.
import ReviewCore
import Store

extension CustodyAct {
    /// What was done, as a phrase after who did it; words that were sealed are told beside it.
    ///
    /// - Parameter name: a person's name by their id.
    public func telling(_ name: (PersonID) -> String) -> String {
        switch self {
        case .opened(_, let flag): "flagged the clip \(flag.severity.rawValue), \(flag.category)"
        case .flagged(let flag): "flagged it again: \(flag.severity.rawValue), \(flag.category)"
        case .flagNoted: "said with the flag"
        case .acknowledged: "took it"
        case .escalated(let step, .acknowledge): "nobody had taken it in time: step \(step)"
        case .escalated(let step, .decide): "it was not decided in time: step \(step)"
        case .clockCorrected(let start):
            "the clock had been set back: deadlines count from \(start.isoText)"
        case .handedOver(let person): "handed it over to \(name(person))"
        case .severityChanged(let severity, _): "changed the severity to \(severity.rawValue)"
        case .listened: "listened to the clip"
        case .noted: "noted"
        case .held(let hold): "asked for a hold until \(hold.until.isoText)"
        case .holdAgreed: "agreed to the hold"
        case .holdEnded: "ended the hold"
        case .decided(let disposition): "decided: \(disposition.telling)"
        case .confirmed: "confirmed it as second person"
        case .declined: "sent it back"
        case .reopened: "opened it again"
        case .exported: "took out a case file"
        case .reviewerInformed: "the reviewer read how it ended"
        }
    }
}

extension Disposition {
    /// Its code, and what of it is no sealed text.
    public var telling: String {
        switch self {
        case .disclosed(let disclosure):
            "\(code.rawValue) (\(disclosure.basis.rawValue);"
                + " \(disclosure.fields.map(\.rawValue).joined(separator: ", ")))"
        case .duplicate(let other): "\(code.rawValue) of \(other.short)"
        case .referred, .noAction, .falsePositive: code.rawValue
        }
    }
}

/// How much time is left, or how long ago it was up: `3 min`, `2 h 05`, `late 12 min`.
public func timeLeft(until due: Timestamp, at now: Timestamp) -> String {
    let seconds = due.seconds(since: now)
    return (seconds <= 0 ? "late " : "") + plainSpan(ofSeconds: abs(seconds))
}

/// A span as people say it: seconds under two minutes, minutes under two hours, hours under two
/// days.
public func plainSpan(ofSeconds seconds: Double) -> String {
    let whole = Int(min(max(0, seconds), 1e12))
    switch whole {
    case ..<120: return "\(whole) s"
    case ..<7200: return "\(whole / 60) min"
    case ..<172_800:
        let minutes = whole % 3600 / 60
        return "\(whole / 3600) h " + (minutes < 10 ? "0" : "") + "\(minutes)"
    default: return "\(whole / 86400) d"
    }
}
