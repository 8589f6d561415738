// Which stretches of a clip a person has heard, and how much sound that was.

/// The union of what was heard, in seconds from the clip's start; clip time, whatever the speed.
public struct HeardIntervals: Sendable, Equatable {
    /// Disjoint, ascending.
    public private(set) var intervals: [ClosedRange<Double>] = []
    /// Seconds of clip that sounded, replays counted.
    public private(set) var heardSeconds = 0.0
    public private(set) var plays = 0

    /// Gaps up to this many seconds are rounding of the player, not silence unheard.
    public static let joint = 0.005

    public init() {}

    /// A playback began.
    public mutating func beginPlay() {
        plays += 1
    }

    /// Sound from `start` to `end` was heard. Nonsense (not finite, empty, backwards) is ignored.
    public mutating func hear(from start: Double, to end: Double) {
        guard start.isFinite, end.isFinite, end > max(0, start) else { return }
        let start = max(0, start)
        heardSeconds += end - start
        insert(start...end)
    }

    /// Adds what was heard in another sitting with the same clip.
    public mutating func merge(_ other: HeardIntervals) {
        for interval in other.intervals { insert(interval) }
        heardSeconds += other.heardSeconds
        plays += other.plays
    }

    /// Seconds of the clip heard at least once.
    public var coveredSeconds: Double {
        intervals.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
    }

    /// 0...1 of a clip that lasts `duration` seconds; a clip without length is heard by one play.
    public func share(of duration: Double) -> Double {
        guard duration > 0, duration.isFinite else { return plays > 0 ? 1 : 0 }
        let covered = intervals.reduce(0.0) { sum, interval in
            sum + max(0, min(duration, interval.upperBound) - min(duration, interval.lowerBound))
        }
        return min(1, covered / duration)
    }

    /// Whether the sound at `second` was heard.
    public func contains(_ second: Double) -> Bool {
        intervals.contains { $0.contains(second) }
    }

    private mutating func insert(_ new: ClosedRange<Double>) {
        var low = new.lowerBound
        var high = new.upperBound
        // Playback goes forward, so the place is nearly always the end.
        var first = intervals.count
        while first > 0, intervals[first - 1].upperBound + Self.joint >= low { first -= 1 }
        var end = first
        while end < intervals.count, intervals[end].lowerBound <= high + Self.joint {
            low = min(low, intervals[end].lowerBound)
            high = max(high, intervals[end].upperBound)
            end += 1
        }
        intervals.replaceSubrange(first..<end, with: [low...high])
    }
}

extension HeardIntervals: Codable {
    enum CodingKeys: String, CodingKey {
        case intervals, heardSeconds, plays
    }

    /// What was stored is put through the same rules, so no stored value can break them.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        for pair in try values.decode([[Double]].self, forKey: .intervals) where pair.count == 2 {
            hear(from: pair[0], to: pair[1])
        }
        heardSeconds = max(coveredSeconds, try values.decode(Double.self, forKey: .heardSeconds))
        plays = max(0, try values.decode(Int.self, forKey: .plays))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(intervals.map { [$0.lowerBound, $0.upperBound] }, forKey: .intervals)
        try values.encode(heardSeconds, forKey: .heardSeconds)
        try values.encode(plays, forKey: .plays)
    }
}
