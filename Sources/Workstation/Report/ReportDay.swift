// A calendar day where the person sits, and the hours of it that a report shows.
import Foundation
import ReviewCore

/// A day by the wall's clock.
public struct ReportDay: Sendable, Equatable {
    public let start: Timestamp
    public let end: Timestamp

    /// The day that `moment` is on.
    public init(of moment: Timestamp) {
        let start = Calendar.current.startOfDay(for: moment.date)
        self.init(startingAt: start)
    }

    /// `2026-11-27`, and nothing else.
    ///
    /// - Throws: `ReportError.noDay`.
    public init(_ text: String) throws(ReportError) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { throw .noDay(text) }
        let wanted = DateComponents(year: year, month: month, day: day)
        let calendar = Calendar.current
        // The 31st of February is refused, and not the 3rd of March.
        guard let date = calendar.date(from: wanted),
            calendar.dateComponents([.year, .month, .day], from: date) == wanted
        else { throw .noDay(text) }
        self.init(startingAt: calendar.startOfDay(for: date))
    }

    private init(startingAt start: Date) {
        self.start = Timestamp(start)
        let next = Calendar.current.date(byAdding: .day, value: 1, to: start)
        end =
            next.map { Timestamp(Calendar.current.startOfDay(for: $0)) }
            ?? self.start.advanced(bySeconds: 86_400)
    }

    public var name: String { start.plain("%Y-%m-%d", .here) }

    /// This day and those before it, a piece each: `count` of them, at least one.
    func period(ofDays count: Int) -> ReportPeriod {
        let today = start.date
        let days = (0..<max(1, count)).reversed().compactMap { back in
            Calendar.current.date(byAdding: .day, value: -back, to: today).map {
                Timestamp(Calendar.current.startOfDay(for: $0))
            }
        }
        return ReportPeriod(edges: days + [end])
            ?? ReportPeriod(from: start, to: end, every: 86_400)
    }
}

/// Why there is no report.
public enum ReportError: Error, Sendable, Equatable, CustomStringConvertible {
    case noDay(String)

    public var description: String {
        switch self {
        case .noDay(let text):
            "'\(SanitizedText(text).text)' is no day; write it as 2026-11-27"
        }
    }
}
