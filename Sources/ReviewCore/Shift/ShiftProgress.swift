// Where a person stands in the shift: done, pace, and the next offered break. It pushes nobody.

/// A shift and the times of its submissions. All UTC: midnight means nothing here.
public struct ShiftProgress: Sendable, Equatable {
    public let shift: Shift
    /// Submissions of this shift, in the order they were made.
    public private(set) var submissions: [Timestamp]
    /// Clips a full shift may hold; an orientation, never a quota.
    public let target: Int

    /// Work, then a break: ten minutes of each hour.
    public static let workMinutes = 50
    public static let breakMinutes = 10
    /// Seconds of rest after which the hour begins anew.
    static let restful = 300.0

    public init(_ shift: Shift, submissions: [Timestamp] = [], target: Int = 1000) {
        self.shift = shift
        self.submissions = submissions
        self.target = max(0, target)
    }

    public mutating func submitted(at time: Timestamp) {
        submissions.append(time)
    }

    public var done: Int { submissions.count }

    /// Seconds since the start; never negative, and not fooled by a clock set back: time is at
    /// least where the last submission put it.
    public func elapsedSeconds(at now: Timestamp) -> Double {
        shift.seconds(at: latest(now))
    }

    /// Clips an hour of work over the last hour, or since the start of a younger shift; `nil`
    /// until there is a minute of work and a submission to go by. Rest is not counted against it.
    public func hourlyRate(at now: Timestamp) -> Double? {
        let now = latest(now)
        let window = min(3600, elapsedSeconds(at: now))
        let start = now.advanced(bySeconds: -window)
        let worked = window - shift.restSeconds(at: now, since: start)
        guard worked >= 60 else { return nil }
        let recent = submissions.reversed().prefix { now.seconds(since: $0) <= window }.count
        return recent == 0 ? nil : Double(recent) * 3600 / worked
    }

    /// What the hour offers now. The hour begins with the shift, and anew after a rest.
    public func breakOffer(at now: Timestamp) -> BreakOffer {
        let now = latest(now)
        let rested = shift.rests.last { rest in
            rest.endedAt.map { $0.seconds(since: rest.beganAt) >= Self.restful } ?? false
        }
        let begun = rested?.endedAt ?? shift.beganAt
        let minute =
            Int(max(0, now.seconds(since: begun)) / 60) % (Self.workMinutes + Self.breakMinutes)
        return minute < Self.workMinutes
            ? .inMinutes(Self.workMinutes - minute)
            : .now(minutesLeft: Self.workMinutes + Self.breakMinutes - minute)
    }

    private func latest(_ now: Timestamp) -> Timestamp {
        max(now, shift.beganAt, submissions.max() ?? shift.beganAt)
    }
}

/// The next break the tool offers; taking it is the person's affair.
public enum BreakOffer: Sendable, Equatable {
    /// Whole minutes until it, at least 1.
    case inMinutes(Int)
    /// It is time; whole minutes left of it, at least 1.
    case now(minutesLeft: Int)
}
