// Tries every way of telling somebody, with a notice that says it is only a test.
import Foundation
import Notify
import ReviewCore
import Synchronization

/// How one channel fared.
public struct ChannelOutcome: Sendable, Equatable {
    public let group: String
    public let channel: String
    /// `nil` where the notice was taken.
    public let failure: SendFailure?
    public let code: String
}

/// The trial behind `earshot watch --check`.
public struct ChannelCheck: Sendable {
    private let settings: IncidentSettings
    private let sender: NoticeSender
    /// The id of no incident.
    private static let nobody = UUID(
        uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

    public init(_ settings: IncidentSettings, sender: NoticeSender) {
        self.settings = settings
        self.sender = sender
    }

    /// Sends to all channels of `groups` at once, or of every group where none is named; answers
    /// by group and channel.
    public func run(groups: Set<String> = [], at now: Timestamp) -> [ChannelOutcome] {
        let ways = settings.channels.filter { groups.isEmpty || groups.contains($0.key) }
            .flatMap { group, channels in channels.map { (group, $0.key, $0.value) } }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        let outcomes = Mutex<[Int: ChannelOutcome]>([:])
        DispatchQueue.concurrentPerform(iterations: ways.count) { index in
            let (group, name, channel) = ways[index]
            let outcome = attempt(group, name, channel, now)
            outcomes.withLock { $0[index] = outcome }
        }
        return outcomes.withLock { found in ways.indices.compactMap { found[$0] } }
    }

    private func attempt(
        _ group: String, _ name: String, _ channel: NoticeChannel, _ now: Timestamp
    ) -> ChannelOutcome {
        let message = NoticeMessage(
            incident: IncidentID(uuid: Self.nobody), severity: .p3, stage: .triggered,
            step: 0, group: group, missed: nil, due: nil, openedAt: now, sentAt: now, isTest: true)
        do throws(SendFailure) {
            let code = try sender.send(message, by: channel)
            return ChannelOutcome(group: group, channel: name, failure: nil, code: code)
        } catch {
            return ChannelOutcome(group: group, channel: name, failure: error, code: error.code)
        }
    }
}
