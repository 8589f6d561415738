// The time a report is about, cut into the pieces its charts show.

/// A stretch of time in pieces that lie side by side. Where a local day or hour begins is the
/// caller's to say, so that a night on which clocks change needs no rule here.
public struct ReportPeriod: Sendable, Equatable {
    /// Begin of each piece, oldest first, then the end of the last.
    public let edges: [Timestamp]

    /// `nil` where there is no piece, or one that ends before it begins.
    public init?(edges: [Timestamp]) {
        guard edges.count > 1, zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
            return nil
        }
        self.edges = edges
    }

    /// Pieces of equal length from `start` until `end` is reached; at least one, at most `most`.
    public init(from start: Timestamp, to end: Timestamp, every seconds: Double, most: Int = 96) {
        let length = max(1, seconds)
        let wanted = (end.seconds(since: start) / length).rounded(.up)
        let count = Int(min(max(1, wanted), Double(max(1, most))))
        edges = (0...count).map { start.advanced(bySeconds: Double($0) * length) }
    }

    public var start: Timestamp { edges[0] }
    public var end: Timestamp { edges[edges.count - 1] }
    public var pieces: Int { edges.count - 1 }

    public func contains(_ moment: Timestamp) -> Bool { moment >= start && moment < end }

    /// Which piece a moment falls in; `nil` outside.
    public func piece(of moment: Timestamp) -> Int? {
        guard contains(moment) else { return nil }
        var (low, high) = (0, pieces)
        while high - low > 1 {
            let middle = (low + high) / 2
            if edges[middle] <= moment { low = middle } else { high = middle }
        }
        return low
    }
}
