// How a shift goes, in words for the one whose it is.
import ReviewCore

enum ShiftText {
    /// Sentences, the figures first.
    static func lines(_ shift: ShiftStatus, now: Timestamp) -> [String] {
        var lines = [
            "\(shift.done) clip\(shift.done == 1 ? "" : "s") in \(duration(shift.workedSeconds))"
                + " of work, \(duration(shift.restSeconds)) of rest."
        ]
        lines.append(pace(shift))
        lines.append(met(shift.exposure))
        if shift.isFull {
            lines.append("The nine hours of this shift are over.")
        } else if let next = shift.nextBreak {
            let minutes = Int((next.seconds(since: now) / 60).rounded(.up))
            lines.append(
                minutes > 0
                    ? "The next break is offered in \(minutes) min." : "It is time for a break.")
        }
        lines.append("It ends with 'earshot shift out', or an hour after you were last here.")
        lines.append("All of this is yours: nobody else is shown it.")
        return lines
    }

    private static func pace(_ shift: ShiftStatus) -> String {
        let usual = shift.usualPace.map { "Usual for you is \(Int($0.rounded())) s" }
        guard let pace = shift.pace, pace.isFinite else {
            return "There is no pace to tell yet." + (usual.map { " \($0)." } ?? "")
        }
        return "\(Int(min(9999, pace).rounded())) s a clip over the last hour of work."
            + (usual.map { " \($0)." } ?? "")
    }

    private static func met(_ exposure: ExposureLedger) -> String {
        guard !exposure.entries.isEmpty else { return "Nothing was flagged in it." }
        let flags = exposure.counts.map { "\($0.count) \($0.severity.rawValue)" }
            .joined(separator: ", ")
        let cap = ExposureLedger.cap
        let points = "\(exposure.points) of \(cap) points"
        let after =
            exposure.isOverCap
            ? "only benign clips come for the rest of it" : "from \(cap) on only benign clips come"
        return "Flagged: \(flags), \(duration(exposure.heardSeconds)) heard of it; \(points), and"
            + " \(after)."
    }

    static func duration(_ seconds: Double) -> String {
        let seconds = min(max(0, seconds.isFinite ? seconds : 0), 3_599_999)
        guard seconds >= 60 else { return "\(Int(seconds.rounded(.down))) s" }
        let minutes = Int((seconds / 60).rounded(.down))
        return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }

    /// The heading and the words of a rest.
    static func rest(_ rest: Rest, news: String?) -> [String] {
        switch rest.kind {
        case .break: ["A break.", "Ten minutes of each hour are yours, or as long as you need."]
        case .pause:
            ["That was a hard one."] + [news].compactMap(\.self)
                + ["Fifteen minutes off the queue are yours, or as long as you need."]
        }
    }
}
