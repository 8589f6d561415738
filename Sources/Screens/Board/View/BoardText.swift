// Clocks and counts as the board says them.
import ReviewCore

enum BoardText {
    /// Whole minutes and hours, rounded up: `4 min`, `1 h 20`, `3 d`.
    static func span(_ seconds: Double) -> String {
        guard seconds.isFinite else { return "" }
        let minutes = Int(min(1e9, (max(0, seconds) / 60).rounded(.up)))
        if minutes < 60 { return "\(minutes) min" }
        if minutes < 48 * 60 {
            let rest = minutes % 60
            return rest == 0
                ? "\(minutes / 60) h" : "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest)"
        }
        return "\(minutes / 1440) d"
    }

    /// A deadline: `4:00`, `56 min`, `12 min late`.
    static func clock(_ due: Timestamp?, at now: Timestamp) -> String {
        DeadlineText(due, at: now)?.short ?? ""
    }

    /// The same in a sentence: `4:00 left`.
    static func left(_ due: Timestamp?, at now: Timestamp) -> String {
        DeadlineText(due, at: now).map { ", \($0.text)" } ?? ""
    }

    /// A category's code, to be read.
    static func category(_ code: String) -> String { code.replacing("_", with: " ") }

    /// In groups of three: `1,204`.
    static func number(_ count: Int) -> String {
        var text = ""
        for (place, figure) in String(count.magnitude).reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { text.append(",") }
            text.append(figure)
        }
        return (count < 0 ? "-" : "") + String(text.reversed())
    }

    /// A count that says nothing where it is none.
    static func quiet(_ count: Int) -> String { count == 0 ? "" : number(count) }

    static func people(_ count: Int) -> String {
        count == 1 ? "1 person" : "\(number(count)) people"
    }

    /// What so many people together met, said of no one.
    static func crowd(_ crowd: ExposureCrowd?) -> String {
        guard let crowd, crowd.near + crowd.over > 0 else { return "" }
        let near = crowd.near > 0 ? ["\(crowd.near) near their cap"] : []
        let over = crowd.over > 0 ? ["\(crowd.over) over it"] : []
        return "   " + (near + over).joined(separator: ", ")
    }

    static func stage(_ incident: BoardIncident) -> String {
        switch incident.stage {
        case .unacknowledged: "nobody has it"
        case .owned: incident.owner.map { "with \($0)" } ?? "owned"
        case .unconfirmed: "second person"
        }
    }

    static func activity(_ activity: BoardPerson.Activity) -> String {
        switch activity {
        case .working: "at work"
        case .onBreak: "on a break"
        case .idle: "idle"
        }
    }

    /// A need in a line: what, then what it means.
    static func need(
        _ need: BoardNeed, _ state: BoardState
    ) -> (role: StyleRoleName, head: String, text: String) {
        switch need {
        case .breached(let incident):
            (
                .danger, incident.severity.rawValue,
                "\(category(incident.category)), \(stage(incident))"
                    + left(incident.due, at: state.now)
            )
        case .unacknowledged(let incident):
            (
                incident.severity == .p0 ? .danger : .warning, incident.severity.rawValue,
                "\(category(incident.category)), nobody has it"
                    + left(incident.due, at: state.now)
            )
        case .stalled(let queue):
            (.warning, "Still", "\(queue.name): nothing came from it for a quarter of an hour")
        case .dry(let queue, let sitters):
            (
                .warning, queue.isOpen ? "Empty" : "Closed",
                "\(queue.name): \(people(sitters)) at it, and nothing to hand out"
            )
        case .stuck(let lease):
            (
                .warning, "Held",
                "clip \(lease.clip.short) is with \(lease.name) for "
                    + span(state.now.seconds(since: lease.since))
            )
        case .unopenable(let queue):
            (
                .warning, "Locked",
                "\(queue.name): \(number(queue.unopenable)) "
                    + (queue.unopenable == 1 ? "clip" : "clips") + " did not open for who had them"
            )
        case .reviewsOwed(let count):
            (
                .warning, "Glass",
                "\(number(count)) opened and not accounted for; see 'earshot glass list'"
            )
        }
    }

    /// The two roles a need can have.
    enum StyleRoleName {
        case danger, warning
    }
}
