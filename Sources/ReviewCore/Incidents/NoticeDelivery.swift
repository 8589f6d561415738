// One notice on its way to one group of people, tried until it arrives.

/// What is told, to whom. It names the incident and nothing of what was heard.
public struct IncidentNotice: Sendable, Equatable, Hashable, Codable {
    public let incident: IncidentID
    /// 0 when it opened; then how often it climbed.
    public let step: Int
    public let group: String

    public init(incident: IncidentID, step: Int, group: String) {
        self.incident = incident
        self.step = step
        self.group = group
    }
}

extension Escalation {
    /// A notice for each group of the rung.
    public var notices: [IncidentNotice] {
        rung.groups.map { IncidentNotice(incident: incident, step: step, group: $0) }
    }
}

/// A notice and how often it was tried.
public struct NoticeDelivery: Sendable, Equatable, Codable {
    public let notice: IncidentNotice
    public private(set) var attempts = 0
    public private(set) var deliveredAt: Timestamp?
    public private(set) var nextTry: Timestamp

    /// Seconds between the first two tries; they double from there.
    public static let firstPause = 5.0
    /// However often it failed, it is tried again within this time.
    public static let longestPause = 300.0

    public init(_ notice: IncidentNotice, at now: Timestamp) {
        self.notice = notice
        nextTry = now
    }

    /// Whether it should be tried now. A clock that was set back by more than any pause does not
    /// hold it up.
    public func isDue(at now: Timestamp) -> Bool {
        guard deliveredAt == nil else { return false }
        return now >= nextTry || nextTry.seconds(since: now) > Self.longestPause
    }

    public mutating func failed(at now: Timestamp) {
        guard deliveredAt == nil else { return }
        nextTry = now.advanced(bySeconds: Self.pause(afterFailures: attempts))
        attempts += 1
    }

    /// Seconds until the next try, after one that failed with so many failures before it.
    public static func pause(afterFailures failures: Int) -> Double {
        min(firstPause * Double(1 << min(max(0, failures), 16)), longestPause)
    }

    public mutating func delivered(at now: Timestamp) {
        guard deliveredAt == nil else { return }
        attempts += 1
        deliveredAt = now
    }
}
