// The background a clip's speech stands on, followed as it changes.

/// A low percentile of the levels in a window that slides along the clip.
struct NoiseFloor {
    /// Frames on either side that are looked at: 2.5 s.
    static let reach = 250
    /// Noise-like frames that must be in the window for them alone to make the floor.
    static let enough = 15
    /// Where there is no noise to go by, the background is taken to lie this far below the
    /// loudest: speech rises and falls by more.
    static let span: Float = 20

    /// What is soft around each frame, in dB, whatever it sounds like.
    static func ground(_ levels: [Float]) -> [Float] {
        follow(levels, flatness: Array(repeating: 0, count: levels.count), span: 0)
    }

    /// The floor at each frame in dB.
    ///
    /// Frames that look like noise tell it best; where there are too few, all frames do, and then
    /// it is never nearer than `span` to what is loud around it.
    static func follow(
        _ levels: [Float], flatness: [Float], span: Float = NoiseFloor.span
    ) -> [Float] {
        var all = LevelHistogram()
        var noise = LevelHistogram()
        func isNoise(_ frame: Int) -> Bool { flatness[frame] >= SpeechFinder.noisy }
        func add(_ frame: Int, _ sign: Int) {
            all.add(levels[frame], sign)
            if isNoise(frame) { noise.add(levels[frame], sign) }
        }
        for frame in 0..<min(reach, levels.count) { add(frame, 1) }
        return levels.indices.map { frame in
            if frame + reach < levels.count { add(frame + reach, 1) }
            if frame - reach - 1 >= 0 { add(frame - reach - 1, -1) }
            if noise.count >= enough { return noise.level(at: 0.3) }
            return min(all.level(at: 0.1), all.level(at: 0.98) - span)
        }
    }
}

/// Levels counted by the decibel, so that a percentile of a sliding window costs little.
private struct LevelHistogram {
    private var bins = [Int](repeating: 0, count: 128)
    private(set) var count = 0

    mutating func add(_ level: Float, _ sign: Int) {
        bins[Self.bin(level)] += sign
        count += sign
    }

    /// The level that `share` of the frames lie below.
    func level(at share: Double) -> Float {
        var left = Int(Double(count) * share)
        for (bin, frames) in bins.enumerated() {
            left -= frames
            if left < 0 { return Float(bin) - 100 }
        }
        return SpeechFrames.softest
    }

    private static func bin(_ level: Float) -> Int {
        max(0, min(127, Int((level + 100).rounded())))
    }
}
