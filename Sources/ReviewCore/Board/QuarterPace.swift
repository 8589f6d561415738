// How fast work goes, kept by quarters of an hour: a rate, and when a queue will be empty.

/// What was annotated in the quarters of an hour up to now. Every time zone's midnight is at one.
public struct QuarterPace: Sendable, Equatable {
    /// Clips a quarter, oldest first; the last quarter is still running.
    public let counts: [Int]

    public static let seconds = 900.0
    /// Quarters that touch the last hour: four whole ones and the running one.
    public static let ofAnHour = 5

    public init(_ counts: [Int]) {
        self.counts = counts
    }

    /// Clips in the hour up to `now`: of the oldest quarter that reaches into it, as much as does.
    public func lastHour(at now: Timestamp) -> Double {
        let hour = counts.suffix(Self.ofAnHour)
        guard hour.count == Self.ofAnHour, let oldest = hour.first else {
            return Double(hour.reduce(0, +))
        }
        let micros = Int64(Self.seconds * 1_000_000)
        let ran = now.microseconds % micros
        let share = 1 - Double(ran < 0 ? ran + micros : ran) / Double(micros)
        return Double(hour.dropFirst().reduce(0, +)) + share * Double(oldest)
    }

    /// Whether nothing was annotated in this quarter nor in the one before.
    public var isStill: Bool { counts.suffix(2).allSatisfy { $0 == 0 } }

    /// Seconds until `waiting` clips are done at the last hour's rate; `nil` where nothing moves.
    public func secondsUntilEmpty(_ waiting: Int, at now: Timestamp) -> Double? {
        guard waiting > 0 else { return 0 }
        let rate = lastHour(at: now)
        return rate > 0 ? Double(waiting) / rate * 3600 : nil
    }
}
