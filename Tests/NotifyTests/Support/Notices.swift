// A notice to send in tests, and a sender that does not wait long.
import Foundation
import Notify
import ReviewCore
import Testing

enum Notices {
    static let incident = IncidentID(
        uuid: UUID(uuid: (1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, 16)))
    static let opened = Timestamp(microseconds: 1_790_000_000_000_000)

    static func message(
        _ stage: IncidentStage = .triggered, step: Int = 1,
        missed: IncidentDeadline? = .acknowledge, isTest: Bool = false
    ) -> NoticeMessage {
        NoticeMessage(
            incident: incident, severity: .p0, stage: stage, step: step, group: "supervisor",
            missed: missed, due: stage == .closed ? nil : opened.advanced(bySeconds: 600),
            openedAt: opened, sentAt: opened.advanced(bySeconds: 301), isTest: isTest)
    }

    /// - Parameter seconds: after which everything is given up.
    static func sender(within seconds: Double = 20, _ environment: [String: String] = [:])
        -> NoticeSender
    {
        var patience = NoticeSender.Patience()
        patience.command = seconds
        patience.connection = seconds
        patience.transfer = seconds
        return NoticeSender(
            environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }, patience: patience)
    }

    /// Why it did not arrive; `nil` where it did.
    static func failure(
        _ channel: NoticeChannel, _ message: NoticeMessage = message(), within seconds: Double = 20
    ) -> SendFailure? {
        do {
            try sender(within: seconds).send(message, by: channel)
            return nil
        } catch {
            return error
        }
    }
}
