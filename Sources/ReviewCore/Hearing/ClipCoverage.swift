// Which parts of a clip a person heard, at which speed, how often: stored with the annotation.

/// What was heard of one clip, in clip time, kept to the millisecond and the hundredth of speed.
///
/// It answers the rules of listening (whether and how much), and keeps what they do not ask for:
/// how often and how fast.
public struct ClipCoverage: Sendable, Equatable {
    /// Counts by speed in per cent of the clip's own.
    private(set) var tracks: [Int: CountTrack] = [:]
    public private(set) var plays = 0

    /// Speeds a person can be listening at, in per cent.
    static let speeds = 10...1_000
    /// No clip is longer, in milliseconds: a day.
    static let longest = 86_400_000

    public init() {}

    /// What a record holds, already put right.
    init(tracks: [Int: CountTrack], plays: Int) {
        self.tracks = tracks
        self.plays = plays
    }

    /// A playback began.
    public mutating func beginPlay() {
        plays = min(plays + 1, CountTrack.mostTimes)
    }

    /// Sound from `start` to `end` seconds was heard at `speed` (1 is the clip's own). Nonsense
    /// (not finite, empty, backwards) is ignored. Pieces that meet join without a gap.
    public mutating func hear(from start: Double, to end: Double, speed: Double = 1) {
        guard start.isFinite, end.isFinite, speed.isFinite, end > max(0, start) else { return }
        let percent = Self.bounded((speed * 100).rounded(), to: Self.speeds)
        let from = Self.milliseconds(start)
        tracks[percent, default: CountTrack()].add(from, Self.milliseconds(end))
        dropEmpty()
    }

    /// Adds what was heard in another sitting with the same clip.
    public mutating func merge(_ other: ClipCoverage) {
        for (speed, track) in other.tracks { tracks[speed, default: CountTrack()].add(track) }
        plays = min(plays + other.plays, CountTrack.mostTimes)
    }

    /// Speeds heard, slowest first; 1 is the clip's own.
    public var speeds: [Double] { tracks.keys.sorted().map { Double($0) / 100 } }

    /// Seconds of clip that sounded, replays counted.
    public var heardSeconds: Double {
        tracks.values.reduce(0) { $0 + Double($1.total) / 1_000 }
    }

    /// Seconds of the clip heard at least once.
    public var coveredSeconds: Double { Double(counts().length()) / 1_000 }

    /// 0...1: the share of a clip of `duration` seconds heard at least `times` times at no more
    /// than `fastest` times its own speed. A clip without length is heard by one play.
    public func share(
        of duration: Double, atLeast times: Int = 1, noFasterThan fastest: Double = .infinity
    ) -> Double {
        guard duration.isFinite, duration > 0 else { return plays > 0 ? 1 : 0 }
        let end = Self.milliseconds(duration)
        guard end > 0 else { return plays > 0 ? 1 : 0 }
        let heard = counts(noFasterThan: fastest).stretches.reduce(0) { sum, stretch in
            guard stretch.times >= times else { return sum }
            return sum + max(0, min(end, stretch.end) - stretch.start)
        }
        return Double(heard) / Double(end)
    }

    /// Counts over all speeds up to `fastest`.
    func counts(noFasterThan fastest: Double = .infinity) -> CountTrack {
        var sum = CountTrack()
        for (speed, track) in tracks where Double(speed) <= fastest * 100 + 0.5 { sum.add(track) }
        return sum
    }

    private mutating func dropEmpty() {
        tracks = tracks.filter { !$0.value.stretches.isEmpty }
    }

    static func milliseconds(_ seconds: Double) -> Int {
        bounded((seconds * 1_000).rounded(), to: 0...longest)
    }

    static func bounded(_ value: Double, to range: ClosedRange<Int>) -> Int {
        Int(min(Double(range.upperBound), max(Double(range.lowerBound), value)))
    }
}
