// The words of reports: titles of codes, lengths of time, shares.

/// Turns codes and numbers into what a reader sees.
public struct ReportWords: Sendable {
    public let judgments: JudgmentTaxonomy
    public let incidents: IncidentTaxonomy
    public let skipReasons: [CodedChoice]
    /// A moment as the clock on the wall shows it.
    public let clock: @Sendable (Timestamp) -> String

    public init(_ data: TradeData, clock: @escaping @Sendable (Timestamp) -> String) {
        judgments = data.judgments
        incidents = data.incidents
        skipReasons = data.skipReasons
        self.clock = clock
    }

    /// Counts as bars, the largest first and alike by name; past `most` they are added up.
    func bars(
        _ counts: [String: Int], of total: Int, most: Int = 10, _ title: (String) -> String
    ) -> [ReportBar] {
        let sorted = counts.filter { $0.value > 0 }.sorted {
            ($1.value, title($0.key)) < ($0.value, title($1.key))
        }
        var bars = sorted.prefix(most).map { bar(title($0.key), $0.value, of: total) }
        let rest = sorted.dropFirst(most).reduce(0) { $0 + $1.value }
        if rest > 0 { bars.append(bar("all others", rest, of: total)) }
        return bars
    }

    func bar(_ label: String, _ count: Int, of total: Int) -> ReportBar {
        ReportBar(
            label, share: Double(count) / Double(max(1, total)),
            "\(count), \(Self.share(count, of: total))")
    }

    /// `41 %`; a few of many are not none, and all but a few are not all.
    static func share(_ count: Int, of total: Int) -> String {
        guard total > 0 else { return "0 %" }
        let share = 100 * Double(count) / Double(total)
        if count > 0, share < 1 { return "under 1 %" }
        if count < total, share > 99 { return "over 99 %" }
        return "\(share.plain(0)) %"
    }

    /// A length of time: `42 s`, `7 min`, `3 h 05 min`.
    static func length(_ seconds: Double) -> String {
        guard seconds.isFinite else { return "unknown" }
        let whole = Int(min(max(0, seconds), 1e9).rounded())
        if whole < 60 { return "\(whole) s" }
        let minutes = (whole + 30) / 60
        guard minutes >= 60 else { return "\(minutes) min" }
        let rest = minutes % 60
        return "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest) min"
    }

    /// `in half an hour`, `in an hour`: the time that a piece of `seconds` stands for.
    static func each(_ seconds: Double) -> String {
        switch seconds {
        case 1800: "in half an hour"
        case 3600: "in an hour"
        default: "in \(length(seconds))"
        }
    }
}
