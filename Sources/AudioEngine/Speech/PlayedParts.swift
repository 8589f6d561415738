// What of a clip plays while its silences are passed over, and the way about in it.

/// Parts of a clip in frames at the engine's rate: ascending, apart, none empty. Without any,
/// all of the clip plays.
public struct PlayedParts: Sendable, Equatable {
    public let ranges: [Range<Int>]

    public static let everything = PlayedParts([])

    /// Keeps what of `ranges` is in order.
    public init(_ ranges: [Range<Int>]) {
        self.ranges = ranges.reduce(into: []) { kept, range in
            if !range.isEmpty, range.lowerBound >= kept.last?.upperBound ?? 0 { kept.append(range) }
        }
    }

    /// The part that plays at `frame`, or the next one; nil when all is played.
    func part(at frame: Int) -> Range<Int>? { ranges.first { $0.upperBound > frame } }

    /// Where playing goes on from `frame`: there, or where the silence ends; nil when nothing but
    /// silence is left.
    func onward(from frame: Int) -> Int? {
        ranges.isEmpty ? frame : part(at: frame).map { max(frame, $0.lowerBound) }
    }

    /// The place `distance` frames away from `start` as counted in what plays: whoever goes back
    /// two seconds hears the last two seconds again, however long the silence between them was.
    /// Nil past the last part.
    func travel(_ distance: Int, from start: Int) -> Int? {
        guard !ranges.isEmpty else { return start + distance }
        let played = ranges.reduce(0) { sum, part in
            sum + part.clamped(to: part.lowerBound..<max(part.lowerBound, start)).count
        }
        var left = max(0, played + distance)
        for part in ranges {
            if left < part.count { return part.lowerBound + left }
            left -= part.count
        }
        return nil
    }
}
