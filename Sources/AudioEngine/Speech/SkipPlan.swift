// What is left to play of a clip when its silences are passed over.

/// Parts of a clip to be played one after the other.
public struct SkipPlan: Sendable, Equatable {
    /// Seconds of the clip; ascending and apart.
    public let plays: [ClosedRange<Double>]
    /// Seconds passed over.
    public let skipped: Double

    /// The parts in frames at the engine's rate, of a clip that is `count` frames long.
    func frames(of count: Int) -> PlayedParts {
        PlayedParts(
            plays.map { part in
                let frames = Engine.frames(part.lowerBound)..<Engine.frames(part.upperBound)
                return frames.clamped(to: 0..<count)
            })
    }
}

extension SpeechMap {
    /// A pause shorter than this, in seconds, is the rhythm of speech and stays.
    public static let shortestSkip = 0.6
    /// Left of every pause at either end, so that words do not run into each other.
    public static let kept = 0.15

    /// The clip without its pauses; all of it where none is worth skipping.
    public func skipPlan() -> SkipPlan {
        var plays: [ClosedRange<Double>] = []
        var from = 0.0
        for pause in pauses() where pause.upperBound - pause.lowerBound >= Self.shortestSkip {
            // At the clip's own ends there is no word to keep apart from another.
            let start = pause.lowerBound <= 0 ? 0 : pause.lowerBound + Self.kept
            let end = pause.upperBound >= duration ? duration : pause.upperBound - Self.kept
            if start > from { plays.append(from...start) }
            from = end
        }
        if from < duration { plays.append(from...duration) }
        // A clip of nothing but pauses is played as it is: a reviewer must be able to hear that.
        if plays.isEmpty { plays = [0...duration] }
        let played = plays.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
        return SkipPlan(plays: plays, skipped: max(0, duration - played))
    }

    /// What may be passed over, neighbours joined.
    private func pauses() -> [ClosedRange<Double>] {
        var pauses: [ClosedRange<Double>] = []
        for stretch in stretches {
            guard stretch.kind == .silence else { continue }
            if let last = pauses.last, last.upperBound == stretch.start {
                pauses[pauses.count - 1] = last.lowerBound...stretch.end
            } else {
                pauses.append(stretch.range)
            }
        }
        return pauses
    }
}
