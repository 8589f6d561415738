// The words of the incident desk: what is left of a deadline, and what was done by whom.
import ReviewCore
import TerminalUI

/// The time that is left of a deadline, or by how much it is late.
struct DeadlineText: Equatable {
    /// Such as `4:20`, `56 min`, `7 h 59`, `12 min late`: eleven columns at most.
    let short: String
    /// The same in a sentence: `4:20 left`.
    let text: String
    let role: StyleRole

    /// - Parameter due: `nil` of what is closed.
    init?(_ due: Timestamp?, at now: Timestamp) {
        guard let due else { return nil }
        let left = due.seconds(since: now)
        if left <= 0 {
            short = "\(Self.length(-left, brief: true)) late"
            text = "\(Self.length(-left)) late"
            role = .danger
        } else if left <= IncidentDeskState.nearly {
            let seconds = Int(left.rounded(.up))
            short = "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
            text = "\(short) left"
            role = .warning
        } else {
            short = Self.length(left, brief: true)
            text = "\(Self.length(left)) left"
            role = .text
        }
    }

    /// Whole minutes, then hours and minutes, then days.
    private static func length(_ seconds: Double, brief: Bool = false) -> String {
        let minutes = Int(min(max(0, seconds), 8e7) / 60)
        if minutes < 60 { return "\(minutes) min" }
        guard minutes >= 2 * 1440 else {
            let rest = minutes % 60
            return "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest)" + (brief ? "" : " min")
        }
        return "\(minutes / 1440) " + (brief ? "d" : "days")
    }
}

extension Severity {
    /// How it looks.
    var role: StyleRole {
        switch self {
        case .p0: .danger
        case .p1: .warning
        case .p2, .p3: .text
        }
    }
}

extension CustodyText {
    /// What is shown of it: the words, or why there are none.
    var shown: String {
        switch self {
        case .open(let text): SanitizedText(text).text
        case .sealed: "(sealed; you do not hold its key)"
        case .digest: "(words erased)"
        }
    }
}

extension IncidentSetting {
    /// What an event says, without its words.
    func words(_ act: CustodyAct) -> String {
        switch act {
        case .opened(_, let flag):
            "flagged it: \(title(category: flag.category)), \(flag.severity.rawValue)"
        case .flagged(let flag):
            "flagged it too: \(title(category: flag.category)), \(flag.severity.rawValue)"
        case .flagNoted: "said with the flag"
        case .acknowledged: "took it"
        case .escalated(_, let missed):
            missed == .acknowledge
                ? "not taken in time: it climbed" : "not decided in time: it climbed"
        case .clockCorrected: "the clock had been set back: deadlines count from here"
        case .handedOver(let person): "handed it to \(name(person))"
        case .severityChanged(let severity, _): "called it \(severity.rawValue)"
        case .listened: "heard the clip"
        case .noted: "noted"
        case .held(let hold): "asked for a legal hold until \(date(hold.until))"
        case .holdAgreed: "agreed to the hold"
        case .holdEnded: "ended the hold"
        case .decided(let disposition): "decided: \(words(disposition))"
        case .confirmed: "confirmed it"
        case .declined: "sent it back"
        case .reopened: "opened it again"
        case .exported: "took a case file"
        case .reviewerInformed: "read how it ended"
        }
    }

    /// How it ends, without the words of the reason.
    func words(_ disposition: Disposition) -> String {
        switch disposition {
        case .disclosed(let disclosure):
            "told to an authority (\(disclosure.basis.title)); released: \(released(disclosure))"
        case .referred: "referred to somebody who helps"
        case .noAction: "nothing to be done"
        case .duplicate(let other): "the same as \(other.short)"
        case .falsePositive: "no incident after all"
        }
    }

    private func released(_ disclosure: IncidentDisclosure) -> String {
        let fields = disclosure.fields.map {
            $0.title.prefix(1).lowercased() + $0.title.dropFirst()
        }
        return fields.isEmpty ? "nothing" : fields.joined(separator: ", ")
    }

    /// A notice in a line, and whether it arrived.
    func words(_ notice: StoryNotice) -> (text: String, arrived: Bool) {
        let who = notice.group.replacing("_", with: " ")
        // Nobody said how this group is told: whoever reads it should go and tell them.
        guard !notice.channel.isEmpty else {
            return ("\(who) cannot be told: no way is set", false)
        }
        if let at = notice.deliveredAt {
            return ("\(who) told by \(notice.channel) at \(clock(at))", true)
        }
        let tries = notice.attempts == 1 ? "1 try" : "\(notice.attempts) tries"
        let code = notice.lastCode.map { " (\($0))" } ?? ""
        return (
            notice.attempts == 0
                ? "\(who) to be told by \(notice.channel)"
                : "\(who) not told by \(notice.channel) yet: \(tries)\(code)", false
        )
    }

    /// What is asked before a step that cannot be taken back.
    func question(
        _ question: IncidentQuestion, _ incident: Incident
    ) -> (title: String, text: String) {
        switch question {
        case .listen(let muffled):
            return (
                muffled ? "Listen, muffled?" : "Listen?",
                "Its story will say that you heard it, whether or not you listen to the end."
            )
        case .act(.holdAgreed):
            let reason = incident.record.hold?.hold.reason.shown ?? ""
            return (
                "Agree to the legal hold?",
                "\(reason)\nNothing of the clip is erased, reviewed or exported until it ends."
            )
        case .act(.holdEnded):
            return (
                "End the legal hold?",
                "The clip goes back to its queue, and an erasure that waited for it runs."
            )
        case .act(.held(let hold)):
            return (
                "Ask for a legal hold?",
                "\(hold.reason.shown)\nUntil \(date(hold.until)). It counts once a second person agrees."
            )
        case .act(.confirmed):
            let text = incident.disposition.map(summary) ?? ""
            return (
                "Agree to how it ends?", "\(text)\nIt is closed, and whoever raised it is told."
            )
        case .act(.decided(let disposition)):
            let after =
                disposition.takesSecondPerson
                ? "A second person has to confirm it." : "It is closed by this."
            return ("Decide it so?", "\(summary(disposition))\n\(after)")
        case .act(let act): return ("Do it?", words(act))
        }
    }

    /// How it ends, with the words.
    func summary(_ disposition: Disposition) -> String {
        if case .disclosed(let disclosure) = disposition {
            return "Told to \(disclosure.authority.shown), on \(disclosure.basis.title)."
                + " Released: \(released(disclosure))"
        }
        let words = words(disposition)
        let said = disposition.text.map { ": \($0.shown)" } ?? ""
        return words.prefix(1).uppercased() + words.dropFirst() + said
    }
}
