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

    /// Takes in interleaved frames, cleaned.
    mutating func weigh(_ frames: UnsafeBufferPointer<Float>) {
        let channels = energies.count
        for start in stride(from: 0, to: frames.count - channels + 1, by: channels) {
            var sum: Float = 0
            for channel in 0..<channels {
                let sample = frames[start + channel]
                energies[channel] += Double(sample) * Double(sample)
                sum += sample
            }
            let mixed = Double(sum / Float(channels))
            mixedEnergy += mixed * mixed
        }
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
    @inline(__always)
    static func clean(_ sample: Float) -> Float {
        // Of what is compared with not-a-number nothing is true.
        guard abs(sample) > 4 || sample.isNaN else { return sample }
        return sample.isFinite ? (sample < 0 ? -4 : 4) : 0
    }

    /// Cleans samples in place. Nearly always there is nothing to be done.
    static func clean(_ samples: UnsafeMutableBufferPointer<Float>) {
        guard !areClean(UnsafeBufferPointer(samples)) else { return }
        for index in samples.indices { samples[index] = clean(samples[index]) }
    }

    /// Looks at sixteen samples at a time.
    private static func areClean(_ samples: UnsafeBufferPointer<Float>) -> Bool {
        typealias Lanes = SIMD16<Float>
        let raw = UnsafeRawBufferPointer(samples)
        let whole = samples.count / Lanes.scalarCount * Lanes.scalarCount
        var fine = SIMDMask<Lanes.MaskStorage>(repeating: true)
        for start in stride(from: 0, to: whole, by: Lanes.scalarCount) {
            let lanes = raw.loadUnaligned(
                fromByteOffset: start * MemoryLayout<Float>.stride, as: Lanes.self)
            // False for what is not a number.
            fine .&= (lanes .<= 4) .& (lanes .>= -4)
        }
        return all(fine) && samples[whole...].allSatisfy { abs($0) <= 4 }
    }
}

extension Mixdown.Rule {
    /// Mixes as many frames as `target` has room for.
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
            guard channels > 1 else {
                _ = target.update(fromContentsOf: frames.prefix(target.count))
                return
            }
            for index in target.indices { target[index] = frames[index * channels + first] }
            return
        }
        for index in target.indices {
            var sum: Float = 0
            for channel in 0..<channels { sum += frames[index * channels + channel] }
            target[index] = sum / Float(channels)
        }
    }
}
