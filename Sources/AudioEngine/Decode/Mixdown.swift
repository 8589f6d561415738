// Many channels into one, without losing what stands in opposite phase.

/// Decides, over a whole clip, whether the channels' average may stand for all of them.
struct Mixdown {
    /// How a frame becomes one sample.
    enum Rule: Equatable {
        case average
        case channel(Int)
    }

    private(set) var energies: [Double]
    private var mixedEnergy = 0.0

    init(channels: Int) {
        energies = Array(repeating: 0, count: channels)
    }

    /// The cleaned average of one interleaved frame.
    mutating func average(_ frame: UnsafeBufferPointer<Float>) -> Float {
        var sum: Float = 0
        for (channel, sample) in frame.enumerated() {
            let clean = Mixdown.clean(sample)
            energies[channel] += Double(clean) * Double(clean)
            sum += clean
        }
        let mixed = sum / Float(frame.count)
        mixedEnergy += Double(mixed) * Double(mixed)
        return mixed
    }

    /// The rule for this clip: a channel alone where averaging cancelled nine tenths of what an
    /// in-phase copy of the loudest channel would have left.
    var rule: Rule {
        guard energies.count > 1,
            let loudest = energies.indices.max(by: { energies[$0] < energies[$1] })
        else { return .average }
        let share = 1 / Double(energies.count)
        let expected = energies[loudest] * share * share
        return mixedEnergy < expected * 0.1 ? .channel(loudest) : .average
    }

    /// Not-a-number and infinity become silence; floats beyond +12 dBFS are held there.
    static func clean(_ sample: Float) -> Float {
        sample.isFinite ? min(max(sample, -4), 4) : 0
    }
}
