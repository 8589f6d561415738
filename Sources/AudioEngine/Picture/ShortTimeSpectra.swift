// Spectra of short stretches of a sound, wherever they are asked for.
import Glibc

/// Hann-windowed power spectra, eight at a time.
struct ShortTimeSpectra {
    typealias Lanes = LaneFFT.Lanes

    private let fft: LaneFFT
    private let window: [Float]
    /// Makes a sine that reaches full scale a power of 1 in its bin.
    let scale: Float

    /// Bins of a spectrum, from 0 Hz to half the rate.
    var bins: Int { fft.size / 2 + 1 }
    /// Samples before and after a place that its spectrum is made of.
    var reach: Int { fft.size / 2 }
    /// Hertz from one bin to the next.
    let spacing: Double

    /// Windows of at least `seconds`, rounded up to a power of two of samples.
    init(rate: Int, seconds: Double) {
        let fft = LaneFFT(atLeast: Int((Double(rate) * seconds).rounded(.up)))
        self.fft = fft
        let size = fft.size
        window = (0..<size).map {
            Float(0.5 - 0.5 * cos(2 * .pi * (Double($0) + 0.5) / Double(size)))
        }
        let sum = window.reduce(0, +)
        scale = 4 / (sum * sum)
        spacing = Double(rate) / Double(size)
    }

    /// Calls `body` with the power spectra around `count` places, in groups of eight or fewer.
    ///
    /// `center` tells the sample a place is at; what lies outside the sound counts as silence.
    /// `body` gets the first place of the group, how many there are, and a vector for each bin
    /// with a lane for each place. The pointer may not leave `body`.
    func forEachGroup(
        of samples: UnsafeBufferPointer<Float>, count: Int, center: (Int) -> Int,
        _ body: (_ first: Int, _ count: Int, _ powers: UnsafeBufferPointer<Lanes>) -> Void
    ) {
        let input = WipedLanes(count: fft.size)
        let work = WipedLanes(count: fft.size)
        let powers = WipedLanes(count: bins)
        for first in stride(from: 0, to: count, by: Lanes.scalarCount) {
            let lanes = min(Lanes.scalarCount, count - first)
            for lane in 0..<lanes {
                fill(input.bytes, lane: lane, from: samples, center: center(first + lane))
            }
            fft.powers(
                of: UnsafeBufferPointer(input.values), work: work.values, into: powers.values)
            body(first, lanes, UnsafeBufferPointer(powers.values))
        }
        // The last pass reads what it was handed after the last mention of its owner.
        withExtendedLifetime((input, work, powers)) {}
    }

    private func fill(
        _ target: UnsafeMutableRawPointer, lane: Int, from samples: UnsafeBufferPointer<Float>,
        center: Int
    ) {
        let start = center - fft.size / 2
        let first = min(max(0, -start), fft.size)
        let last = min(max(first, samples.count - start), fft.size)
        let stride = MemoryLayout<Lanes>.stride
        let place = target + lane * MemoryLayout<Float>.stride
        guard first == 0, last == fft.size else {
            for index in 0..<fft.size {
                let sample = index >= first && index < last ? samples[start + index] : 0
                place.storeBytes(
                    of: sample * window[index], toByteOffset: index * stride, as: Float.self)
            }
            return
        }
        // Nearly every window lies within the sound: this loop decides nothing.
        window.withUnsafeBufferPointer { window in
            for index in 0..<fft.size {
                place.storeBytes(
                    of: samples[start &+ index] * window[index],
                    toByteOffset: index &* stride, as: Float.self)
            }
        }
    }
}

/// Working memory for sound that wipes itself.
private final class WipedLanes {
    let values: UnsafeMutableBufferPointer<LaneFFT.Lanes>
    let bytes: UnsafeMutableRawPointer

    init(count: Int) {
        let base = UnsafeMutablePointer<LaneFFT.Lanes>.allocate(capacity: max(1, count))
        base.initialize(repeating: .zero, count: count)
        values = UnsafeMutableBufferPointer(start: base, count: count)
        bytes = UnsafeMutableRawPointer(base)
    }

    deinit {
        explicit_bzero(bytes, values.count * MemoryLayout<LaneFFT.Lanes>.stride)
        values.deallocate()
    }
}

extension Float {
    /// About 10 lg of a power, to 0.3 dB, without a logarithm: a float's bits are its exponent and
    /// then, nearly linear in the logarithm, its fraction.
    @inline(__always)
    var roughDecibels: Float {
        let log2 = Float(Int32(bitPattern: bitPattern)) * (1 / 8_388_608) - 126.957
        return log2 * 3.010_3
    }
}
