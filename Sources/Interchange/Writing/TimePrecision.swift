// How exactly an export tells when something was said and when it was reviewed.
import ReviewCore

/// The precision of moments that leave. Raw values are what `--times` takes.
///
/// A moment to the microsecond is a name: two exports of one queue can be joined by it.
public enum TimePrecision: String, Sendable, CaseIterable, Equatable {
    /// The Monday it fell in the week of, at midnight UTC.
    case week
    /// Midnight UTC of its day.
    case day
    /// As it is kept.
    case exact

    /// The moment as it leaves.
    public func coarsened(_ moment: Timestamp) -> Timestamp {
        let day: Int64 = 86_400_000_000
        // 1970-01-05 was a Monday.
        return switch self {
        case .exact: moment
        case .day: Self.floor(moment, to: day, from: 0)
        case .week: Self.floor(moment, to: 7 * day, from: 4 * day)
        }
    }

    private static func floor(
        _ moment: Timestamp, to step: Int64, from origin: Int64
    ) -> Timestamp {
        let (since, isFar) = moment.microseconds.subtractingReportingOverflow(origin)
        guard !isFar else { return moment }
        let remainder = since % step
        let down = remainder < 0 ? remainder + step : remainder
        let (whole, overflow) = since.subtractingReportingOverflow(down)
        return Timestamp(microseconds: overflow ? moment.microseconds : whole + origin)
    }
}
