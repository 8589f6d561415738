// What the watch did as lines: plain ones for people, JSON ones for programs.
import Foundation
import Notify
import ReviewCore

/// One line of `earshot watch`.
public struct WatchLine: Sendable {
    private let news: WatchNews
    private let at: Timestamp

    public init(_ news: WatchNews, at: Timestamp) {
        self.news = news
        self.at = at
    }

    /// For people.
    public var plain: String { "\(at.plain("%H:%M:%S", .here))  \(words)" }

    /// Without the moment.
    var words: String {
        switch news {
        case .climbed(let escalation):
            "\(escalation.incident.short)  \(Self.missed(escalation.missed)), step"
                + " \(escalation.step): \(plainList(escalation.rung.groups))"
        case .told(let told, _): "\(Self.head(told)) was told by \(told.channel)"
        case .notTold(let told, let failure):
            "\(Self.head(told)) was not told by \(told.channel) (\(failure.code)); again in"
                + " \(Int(told.pause)) s: \(failure)"
        case .unreached(let groups):
            "nobody is told in \(plainList(groups)); say how in [notify.\(groups.first ?? "")]"
                + " of earshot.toml"
        case .broken(let incidents):
            "what is kept of \(plainList(incidents.map(\.short))) is not what was written; it climbs"
                + " by its row, and 'earshot audit verify' says more"
        case .storeAway(let reason): "the store is away, and is asked again: \(reason)"
        case .storeBack: "the store is back"
        case .settingsTaken: "the settings were read again"
        case .settingsRefused(let reason): "the settings stay as they were: \(reason)"
        }
    }

    private static func head(_ told: NoticeTry) -> String {
        "\(told.notice.incident.short)  \(told.severity.rawValue), step \(told.notice.step):"
            + " \(told.notice.group)"
    }

    private static func missed(_ deadline: IncidentDeadline) -> String {
        switch deadline {
        case .acknowledge: "not taken in time"
        case .decide: "not decided in time"
        }
    }

    // MARK: - JSON

    fileprivate struct Document: Encodable {
        var at: String
        var event: String
        var incident: IncidentID?
        var incidents: [IncidentID]?
        var severity: Severity?
        var step: Int?
        var groups: [String]?
        var channel: String?
        var code: String?
        var missed: IncidentDeadline?
        var reason: String?
    }

    /// One JSON object, without the line's end.
    public func json() throws -> String {
        var line = Document(at: at.date.formatted(.iso8601), event: "")
        switch news {
        case .climbed(let escalation):
            line.event = "climbed"
            line.incident = escalation.incident
            line.step = escalation.step
            line.groups = escalation.rung.groups
            line.missed = escalation.missed
        case .told(let told, let code):
            line.event = "told"
            line.fill(told, code)
        case .notTold(let told, let failure):
            line.event = "not_told"
            line.fill(told, failure.code)
        case .unreached(let groups):
            line.event = "unreached"
            line.groups = groups
        case .storeAway(let reason):
            line.event = "store_away"
            line.reason = reason
        case .broken(let incidents):
            line.event = "broken"
            line.incidents = incidents
        case .storeBack: line.event = "store_back"
        case .settingsTaken: line.event = "settings_taken"
        case .settingsRefused(let reason):
            line.event = "settings_refused"
            line.reason = reason
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(line), as: UTF8.self)
    }
}

extension WatchLine.Document {
    fileprivate mutating func fill(_ told: NoticeTry, _ code: String) {
        incident = told.notice.incident
        severity = told.severity
        step = told.notice.step
        groups = [told.notice.group]
        channel = told.channel
        self.code = code
    }
}
