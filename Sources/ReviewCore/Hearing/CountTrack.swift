// A count over time that goes up where something happened: the step function under coverage.

/// How often each millisecond was passed over: disjoint ascending stretches, each with a count.
struct CountTrack: Sendable, Equatable {
    struct Stretch: Sendable, Equatable {
        /// Milliseconds; `end` is not part of it.
        var start: Int
        var end: Int
        /// At least 1.
        var times: Int
    }

    /// Neighbours that touch differ in their count, so equal tracks are equal values.
    private(set) var stretches: [Stretch] = []

    /// More than anybody listens; keeps hostile records from overflowing.
    static let mostTimes = 999

    /// One more pass, or `times` of them, over `start..<end`.
    mutating func add(_ start: Int, _ end: Int, times: Int = 1) {
        guard end > start, times > 0 else { return }
        // Playback goes forward, so the place is nearly always the end.
        var first = stretches.count
        while first > 0, stretches[first - 1].end > start { first -= 1 }
        var last = first
        var pieces: [Stretch] = []
        var at = start
        while last < stretches.count, stretches[last].start < end {
            let old = stretches[last]
            if old.start < start {
                pieces.append(Stretch(start: old.start, end: start, times: old.times))
            }
            let from = max(start, old.start)
            if at < from { pieces.append(Stretch(start: at, end: from, times: times)) }
            at = min(end, old.end)
            pieces.append(Stretch(start: from, end: at, times: old.times + times))
            if old.end > end { pieces.append(Stretch(start: end, end: old.end, times: old.times)) }
            last += 1
        }
        if at < end { pieces.append(Stretch(start: at, end: end, times: times)) }
        replace(first..<last, with: pieces)
    }

    /// Joins neighbours of one count, also across the ends of what was replaced.
    private mutating func replace(_ range: Range<Int>, with pieces: [Stretch]) {
        let low = max(0, range.lowerBound - 1)
        let high = min(stretches.count, range.upperBound + 1)
        let around = stretches[low..<range.lowerBound] + pieces + stretches[range.upperBound..<high]
        var joined: [Stretch] = []
        for var piece in around {
            piece.times = min(piece.times, Self.mostTimes)
            if let last = joined.last, last.end == piece.start, last.times == piece.times {
                joined[joined.count - 1].end = piece.end
            } else {
                joined.append(piece)
            }
        }
        stretches.replaceSubrange(low..<high, with: joined)
    }

    mutating func add(_ other: CountTrack) {
        for stretch in other.stretches { add(stretch.start, stretch.end, times: stretch.times) }
    }

    /// Milliseconds with at least `times` passes.
    func length(atLeast times: Int = 1) -> Int {
        stretches.reduce(0) { $0 + ($1.times >= times ? $1.end - $1.start : 0) }
    }

    /// Milliseconds passed over, every pass counted.
    var total: Int { stretches.reduce(0) { $0 + ($1.end - $1.start) * $1.times } }

    /// The least count on `start..<end`, where stretches of up to `slack` milliseconds in all may
    /// be missing.
    func least(_ start: Int, _ end: Int, slack: Int) -> Int {
        guard end > start else { return 0 }
        var lengths: [Int: Int] = [:]
        var covered = 0
        for stretch in stretches where stretch.end > start && stretch.start < end {
            let length = min(end, stretch.end) - max(start, stretch.start)
            lengths[stretch.times, default: 0] += length
            covered += length
        }
        lengths[0] = end - start - covered
        var below = 0
        for times in lengths.keys.sorted() {
            below += lengths[times] ?? 0
            if below > slack { return times }
        }
        return lengths.keys.max() ?? 0
    }
}
