// What somebody is told of an incident: that it is there and what to type, never what was heard.
import Foundation
import ReviewCore

/// One notice as it leaves the machine. It has no word of the clip, no category, no name and no
/// pseudonym: whoever reads it on its way learns that somewhere an incident waits.
///
/// As JSON it is one object with every key present; keys may be added, never renamed.
public struct NoticeMessage: Sendable, Equatable, Codable {
    public static let version = 1

    public var version = NoticeMessage.version
    public var incident: IncidentID
    public var severity: Severity
    /// Where the incident stands while the notice is sent.
    public var stage: IncidentStage
    /// 0 when it opened; then how often it climbed.
    public var step: Int
    public var group: String
    /// The deadline that passed; nobody missed any at step 0.
    public var missed: IncidentDeadline?
    /// When it climbs next; `nil` once it is closed.
    public var due: Timestamp?
    public var openedAt: Timestamp
    public var sentAt: Timestamp
    /// Whether it only tries the way; then no incident has this id.
    public var isTest: Bool

    public init(
        incident: IncidentID, severity: Severity, stage: IncidentStage, step: Int, group: String,
        missed: IncidentDeadline?, due: Timestamp?, openedAt: Timestamp, sentAt: Timestamp,
        isTest: Bool = false
    ) {
        self.incident = incident
        self.severity = severity
        self.stage = stage
        self.step = step
        self.group = group
        self.missed = missed
        self.due = due
        self.openedAt = openedAt
        self.sentAt = sentAt
        self.isTest = isTest
    }

    /// The command that answers it, to be typed at the workstation.
    public var answer: String {
        guard !isTest else { return "earshot incidents list" }
        return stage == .triggered
            ? "earshot incidents ack \(incident)" : "earshot incidents show \(incident)"
    }

    enum CodingKeys: String, CodingKey {
        case version, incident, severity, stage, step, group, missed, due, answer, test
        case openedAt = "opened_at"
        case sentAt = "sent_at"
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(version, forKey: .version)
        try values.encode(incident, forKey: .incident)
        try values.encode(severity, forKey: .severity)
        try values.encode(stage, forKey: .stage)
        try values.encode(step, forKey: .step)
        try values.encode(group, forKey: .group)
        try values.encode(missed, forKey: .missed)
        try values.encode(due.map(Self.words), forKey: .due)
        try values.encode(Self.words(openedAt), forKey: .openedAt)
        try values.encode(Self.words(sentAt), forKey: .sentAt)
        try values.encode(answer, forKey: .answer)
        try values.encode(isTest, forKey: .test)
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func moment(_ key: CodingKeys) throws -> Timestamp? {
            guard let text = try values.decodeIfPresent(String.self, forKey: key) else {
                return nil
            }
            guard let date = try? Date(text, strategy: .iso8601) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: values, debugDescription: "no moment in ISO 8601")
            }
            return Timestamp(date)
        }
        func certain(_ key: CodingKeys) throws -> Timestamp {
            guard let moment = try moment(key) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: values, debugDescription: "a moment is missing")
            }
            return moment
        }
        version = try values.decode(Int.self, forKey: .version)
        incident = try values.decode(IncidentID.self, forKey: .incident)
        severity = try values.decode(Severity.self, forKey: .severity)
        stage = try values.decode(IncidentStage.self, forKey: .stage)
        step = try values.decode(Int.self, forKey: .step)
        group = try values.decode(String.self, forKey: .group)
        missed = try values.decodeIfPresent(IncidentDeadline.self, forKey: .missed)
        due = try moment(.due)
        openedAt = try certain(.openedAt)
        sentAt = try certain(.sentAt)
        isTest = try values.decode(Bool.self, forKey: .test)
    }

    /// The whole message, a line without its end; keys in one order, so that a signature of it can
    /// be checked against a copy.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    private static func words(_ moment: Timestamp) -> String { moment.date.formatted(.iso8601) }
}
