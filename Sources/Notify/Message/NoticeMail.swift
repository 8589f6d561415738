// A notice as a mail: plain words, ASCII only, and nothing in it that came from anybody's clip.
import Foundation
import ReviewCore

/// A whole mail, headers and text, lines parted by LF.
struct NoticeMail {
    let text: String

    /// - Parameter from: `nil` lets the system's mailer say who it is.
    init(_ message: NoticeMessage, from: MailAddress?, to: MailAddress) {
        var headers: [String] = []
        if let from { headers.append("From: Earshot <\(from)>") }
        headers += [
            "To: \(to)", "Subject: \(Self.subject(message))",
            "Date: \(Self.date(message.sentAt))", "Message-ID: <\(Self.identity(message, to))>",
            // So that nobody's holiday answers it.
            "Auto-Submitted: auto-generated", "Precedence: list",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=us-ascii",
            "Content-Transfer-Encoding: 7bit",
        ]
        if message.severity == .p0 { headers += ["Importance: high", "X-Priority: 1"] }
        text = (headers + [""] + Self.body(message)).joined(separator: "\n") + "\n"
    }

    private static func subject(_ message: NoticeMessage) -> String {
        guard !message.isTest else { return "[Earshot] test notice for \(message.group)" }
        return "[Earshot] \(message.severity.rawValue) incident \(message.incident.short): "
            + state(message)
    }

    private static func state(_ message: NoticeMessage) -> String {
        switch (message.stage, message.missed) {
        case (.closed, _): "closed meanwhile"
        case (.triggered, nil): "waits for somebody"
        case (.triggered, _): "still waits for somebody"
        case (.owned, .decide): "not decided in time"
        case (.owned, _): "somebody has it now"
        case (.decided, _): "waits for a second person"
        }
    }

    private static func body(_ message: NoticeMessage) -> [String] {
        guard !message.isTest else {
            return [
                "Somebody tries whether mail for the group \(message.group) arrives. Nothing has",
                "happened, and there is nothing to do.",
            ]
        }
        let rows = [
            ("Incident", message.incident.description), ("Severity", message.severity.rawValue),
            ("Opened", plain(message.openedAt)),
            ("Due", message.due.map(plain) ?? "no more"),
            ("Told", "group \(message.group), step \(message.step)"),
        ]
        return [sentence(message), ""]
            + rows.map { $0.0.padding(toLength: 10, withPad: " ", startingAt: 0) + $0.1 }
            + [
                "", "At the workstation, type:", "", "  \(message.answer)", "",
                "On purpose this mail says nothing of what was heard. A program sent it, and",
                "reads no answer.",
            ]
    }

    private static func sentence(_ message: NoticeMessage) -> String {
        switch (message.stage, message.missed) {
        case (.closed, _): "The incident is closed by now; there is nothing to do."
        case (.triggered, nil): "An incident waits for somebody to take it."
        case (.triggered, _): "An incident waits still: nobody took it by its deadline."
        case (.owned, .decide): "An incident was taken, and not decided by its deadline."
        case (.owned, _): "An incident was not taken by its deadline. Somebody has it now."
        case (.decided, _): "An incident waits for a second person to look at how it was decided."
        }
    }

    /// One for each notice and reader: a notice that was sent twice is one mail to most readers.
    private static func identity(_ message: NoticeMessage, _ to: MailAddress) -> String {
        let moment = (message.due ?? message.openedAt).microseconds
        let part = to.host
        return "\(message.incident).\(message.step).\(message.group).\(moment)@\(part)"
    }

    private static func plain(_ moment: Timestamp) -> String {
        moment.date.formatted(
            .iso8601.year().month().day().dateTimeSeparator(.space).time(
                includingFractionalSeconds: false)) + " UTC"
    }

    /// As RFC 5322 has it.
    private static func date(_ moment: Timestamp) -> String {
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        var seconds = time_t(moment.microseconds / 1_000_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day =
            "\(days[Int(parts.tm_wday) % 7]), \(parts.tm_mday) \(months[Int(parts.tm_mon) % 12])"
        return "\(day) \(parts.tm_year + 1900) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) +0000"
    }
}
