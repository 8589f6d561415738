// What earshot.toml says of incidents: the terms of each severity, and how each group is told.
import Notify
import ReviewCore

/// The sections `[incidents.P0]` to `[incidents.P3]`, `[notify.GROUP]` and `[mail]`.
public struct IncidentSettings: Sendable, Equatable {
    /// Of the severities that have terms of the workspace's own.
    private let terms: [Severity: IncidentTerms]
    /// How each group is told, by the names of its channels; a group without any is not here.
    public let channels: [String: [String: NoticeChannel]]

    init(
        terms: [Severity: IncidentTerms] = [:],
        channels: [String: [String: NoticeChannel]] = [:]
    ) {
        self.terms = terms
        self.channels = channels
    }

    /// The trade's own terms, and in their place the workspace's where it has some.
    public func policy() throws(TradeDataError) -> IncidentPolicy {
        let trade = try IncidentPolicy.trade()
        return IncidentPolicy(
            p0: terms[.p0] ?? trade[.p0], p1: terms[.p1] ?? trade[.p1],
            p2: terms[.p2] ?? trade[.p2], p3: terms[.p3] ?? trade[.p3])
    }

    /// Groups that a ladder names and that no channel reaches, each once, the gravest ladder's
    /// first.
    public func unreachedGroups() throws(TradeDataError) -> [String] {
        let policy = try policy()
        var seen = Set<String>()
        return Severity.allCases.flatMap { policy[$0].ladder.flatMap(\.groups) }
            .filter { channels[$0] == nil && seen.insert($0).inserted }
    }

    /// The names of every group's channels, as the store is told them.
    public var channelNames: [String: [String]] { channels.mapValues { $0.keys.sorted() } }
}
