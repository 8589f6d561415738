// Which parts of a clip were heard.

/// Disjoint, ordered ranges of frames.
struct Coverage: Sendable, Equatable {
    private(set) var ranges: [Range<Int>] = []

    /// Frames heard at least once.
    var total: Int { ranges.reduce(0) { $0 + $1.count } }

    /// Adds a range, joining what touches it.
    mutating func add(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        // The common case: hearing goes on where it was.
        let first = ranges.firstIndex { $0.upperBound >= range.lowerBound } ?? ranges.count
        var merged = range
        var last = first
        while last < ranges.count, ranges[last].lowerBound <= merged.upperBound {
            merged =
                min(
                    merged.lowerBound, ranges[last].lowerBound)..<max(
                    merged.upperBound, ranges[last].upperBound)
            last += 1
        }
        ranges.replaceSubrange(first..<last, with: [merged])
    }
}
