// Below which level a clip is silent.

/// Counts frames by their level, a quarter of a decibel apart.
struct SilenceLimit {
    private var bins = [Int](repeating: 0, count: 480)
    private var count = 0

    init(_ levels: [Float] = []) { add(levels) }

    mutating func add(_ levels: some Sequence<Float>) {
        for level in levels {
            bins[Self.bin(level)] += 1
            count += 1
        }
    }

    /// So far below the loudest twentieth of the frames, but never lower than can be heard.
    var level: Float {
        var left = count * 95 / 100
        for (bin, frames) in bins.enumerated() {
            left -= frames
            if left < 0 {
                let loud = SpeechFrames.softest + Float(bin) / 4
                return max(SpeechFinder.inaudible, loud - SpeechFinder.below)
            }
        }
        return SpeechFinder.inaudible
    }

    private static func bin(_ level: Float) -> Int {
        max(0, min(479, Int(((level - SpeechFrames.softest) * 4).rounded())))
    }
}
