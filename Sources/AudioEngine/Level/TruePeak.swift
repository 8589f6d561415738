// Peaks between the samples, found by looking at four times the rate.
import Glibc

/// Four-fold interpolation by a windowed sinc, as BS.1770 asks for.
enum TruePeak {
    /// Samples on either side of the gap that is looked into.
    static let reach = 6
    static let taps = 2 * reach
    /// No phase of the filter can raise a peak by more than this: the sum of its magnitudes.
    static let mostRise: Float = phases.map { $0.map(abs).reduce(0, +) }.max() ?? 1

    /// The three phases between two samples, each of `taps` coefficients with a sum of one.
    static let phases: [[Float]] = (1...3).map { quarter in
        let offset = Double(quarter) / 4
        let raw = (0..<taps).map { tap -> Double in
            let x = Double(tap - reach + 1) - offset
            let sinc = sin(.pi * x) / (.pi * x)
            // A raised cosine that reaches zero just outside the taps.
            return sinc * (0.5 + 0.5 * cos(.pi * x / (Double(reach) + 0.5)))
        }
        let sum = raw.reduce(0, +)
        return raw.map { Float($0 / sum) }
    }

    /// The phases one after the other, for reading without bounds checks.
    static let table: SoundBuffer = SoundBuffer(phases.flatMap { $0 })

    /// The highest magnitude at and after `window[reach - 1]`, up to the next sample.
    /// `window` points at `taps` samples.
    @inline(__always)
    static func between(
        _ window: UnsafePointer<Float>, _ table: UnsafePointer<Float>
    ) -> Float {
        var highest = abs(window[reach - 1])
        for phase in 0..<3 {
            var sum: Float = 0
            for tap in 0..<taps { sum += window[tap] * table[phase * taps + tap] }
            highest = max(highest, abs(sum))
        }
        return highest
    }

    /// The true peak of a whole sound, as a magnitude.
    static func highest(in samples: UnsafeBufferPointer<Float>) -> Float {
        guard let base = samples.baseAddress else { return 0 }
        var highest = samples.reduce(0) { max($0, abs($1)) }
        return table.withSamples { table in
            guard let table = table.baseAddress else { return highest }
            // Most stretches are too soft to matter: look between samples only near the peak.
            let block = 64
            for start in stride(from: 0, to: samples.count - taps, by: block) {
                let end = min(start + block, samples.count - taps)
                let softest = highest / mostRise
                guard (start..<end + taps).contains(where: { abs(base[$0]) > softest }) else {
                    continue
                }
                for at in start..<end { highest = max(highest, between(base + at, table)) }
            }
            return highest
        }
    }
}
