// One person's shift: when it began and ended, in which zone, and what of it was rest.
import Foundation

/// A person's work from clocking in to clocking out. It belongs to the day it began on, in the
/// zone it began in, wherever and whenever it ends.
public struct Shift: Sendable, Equatable, Identifiable {
    /// Names one shift of a workspace.
    public struct ID: Hashable, Sendable, RawRepresentable {
        public let rawValue: Int64

        public init(rawValue: Int64) {
            self.rawValue = rawValue
        }
    }

    public let id: ID
    public let beganAt: Timestamp
    /// An IANA name, such as `America/Costa_Rica`.
    public let zone: String
    /// The last sign of the person: a key at the desk, a command.
    public var lastSeen: Timestamp
    public var endedAt: Timestamp?
    /// Oldest first; they do not overlap.
    public var rests: [ShiftRest]

    /// A full shift, in seconds. It is said when it is over; nothing stops.
    public static let fullSeconds = 9 * 3600.0
    /// Seconds without a sign of the person after which a shift has ended by itself.
    public static let longestSilence = 3600.0
    /// The same while a rest is under way: a meal takes longer than an hour.
    public static let longestRest = 3 * 3600.0

    public init(
        id: ID, beganAt: Timestamp, zone: String, lastSeen: Timestamp? = nil,
        endedAt: Timestamp? = nil, rests: [ShiftRest] = []
    ) {
        self.id = id
        self.beganAt = beganAt
        self.zone = zone
        self.lastSeen = max(beganAt, lastSeen ?? beganAt)
        self.endedAt = endedAt
        self.rests = rests
    }

    /// The rest that is under way.
    public var openRest: ShiftRest? {
        endedAt == nil ? rests.last.flatMap { $0.endedAt == nil ? $0 : nil } : nil
    }

    /// Whether whoever comes back at `now` goes on with it: a crash or a walk ends no shift.
    public func goesOn(at now: Timestamp) -> Bool {
        let longest = openRest == nil ? Self.longestSilence : Self.longestRest
        return endedAt == nil && now.seconds(since: lastSeen) <= longest
    }

    /// Seconds since it began, or that it lasted. A clock set back takes nothing away.
    public func seconds(at now: Timestamp) -> Double {
        moment(now).seconds(since: beganAt)
    }

    /// Seconds of it that were no work: breaks, pauses after something grave.
    public func restSeconds(at now: Timestamp, since start: Timestamp? = nil) -> Double {
        let (start, end) = (max(beganAt, start ?? beganAt), moment(now))
        return rests.reduce(0) { sum, rest in
            let length = min(end, rest.endedAt ?? end).seconds(since: max(start, rest.beganAt))
            return sum + max(0, length)
        }
    }

    public func workedSeconds(at now: Timestamp) -> Double {
        max(0, seconds(at: now) - restSeconds(at: now))
    }

    public func isFull(at now: Timestamp) -> Bool { seconds(at: now) >= Self.fullSeconds }

    /// The day it belongs to, as `2026-11-27`.
    public var day: String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
        let day = calendar.dateComponents([.year, .month, .day], from: beganAt.date)
        func padded(_ number: Int?, _ digits: Int) -> String {
            let text = String(number ?? 0)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        return [padded(day.year, 4), padded(day.month, 2), padded(day.day, 2)]
            .joined(separator: "-")
    }

    private func moment(_ now: Timestamp) -> Timestamp {
        max(beganAt, endedAt ?? max(now, lastSeen))
    }
}

/// A stretch of a shift that was no work.
public struct ShiftRest: Sendable, Equatable {
    public enum Kind: String, Sendable, Equatable, CaseIterable {
        /// Taken because it was time, or because it was wanted.
        case `break`
        /// After something grave.
        case pause
    }

    public let kind: Kind
    public let beganAt: Timestamp
    public var endedAt: Timestamp?

    public init(_ kind: Kind, beganAt: Timestamp, endedAt: Timestamp? = nil) {
        self.kind = kind
        self.beganAt = beganAt
        self.endedAt = endedAt
    }
}
