// Moments as plain text, by the patterns of `strftime`.
import Foundation
import ReviewCore

/// Where a moment is told.
enum TimePlace {
    case here, utc
}

extension Timestamp {
    /// This moment by a pattern of `strftime` that makes under 64 bytes.
    func plain(_ pattern: String, _ place: TimePlace) -> String {
        var seconds = time_t(microseconds / 1_000_000)
        var parts = tm()
        switch place {
        case .here: localtime_r(&seconds, &parts)
        case .utc: gmtime_r(&seconds, &parts)
        }
        return String(unsafeUninitializedCapacity: 64) { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                strftime(text.baseAddress, text.count, pattern, &parts)
            }
        }
    }
}

extension Timestamp {
    /// The day, in UTC: for lists that go over months.
    public var shortDay: String { String(isoText.prefix(10)) }

    /// To the second, in UTC.
    public var isoText: String { date.formatted(.iso8601) }
}
