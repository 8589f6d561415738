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

extension Mixdown.Rule {
    /// Mixes as many frames as `target` has room for, cleaned.
    func mix(
        _ frames: UnsafeBufferPointer<Float>, channels: Int,
        into target: UnsafeMutableBufferPointer<Float>
    ) {
        let first =
            switch self {
            case .average: 0
            case .channel(let channel): min(channel, channels - 1)
            }
        guard self == .average, channels > 1 else {
            for index in target.indices {
                target[index] = Mixdown.clean(frames[index * channels + first])
            }
            return
        }
        for index in target.indices {
            var sum: Float = 0
            for channel in 0..<channels { sum += Mixdown.clean(frames[index * channels + channel]) }
            target[index] = sum / Float(channels)
        }
    }
}
