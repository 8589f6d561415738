// How much sound each part of a clip brings to the ear: the levels a hearing dose is made of.
import Glibc

/// A-weighted energy along a clip, so that any stretch that sounded can be told its level.
///
/// Levels are relative to an effective value (RMS) of 1.0, as LUFS are: add the player's gain and
/// the headset's calibration (`HeadsetCalibration.levelAtFullScale`) and they are dB(A) at the ear.
///
/// Loudness in LUFS cannot stand in for them: it is K-weighted, which hardly falls below 500 Hz and
/// lifts what is above 2 kHz by 4 dB, and its gates leave the pauses out. On recorded commands it
/// read 2 to 10 dB more than the A-weighted level of the same clip, mostly by the silence around
/// the words; no constant mends that.
public struct ExposureLevels: Sendable, Equatable {
    /// Seconds of one step.
    public static let step = 0.1

    /// Sums of A-weighted squares from the beginning to the end of each step; first 0.
    private let sums: [Double]
    private let samplesPerStep: Double
    private let count: Int
    private let rate: Double

    /// Filters the whole sound once; call it off the UI thread. `rate` is at least 1,000.
    public init(_ sound: SoundBuffer, rate: Int) {
        self.rate = Double(rate)
        count = sound.count
        samplesPerStep = max(1, self.rate * Self.step)
        let perStep = samplesPerStep
        sums = sound.withSamples { samples in
            var filter = AWeightingFilter(rate: rate)
            var sums = [0.0]
            sums.reserveCapacity(Int(Double(samples.count) / perStep) + 2)
            var sum = 0.0
            var border = perStep
            for index in samples.indices {
                let weighted = filter.step(samples[index])
                sum += weighted * weighted
                if Double(index + 1) >= border {
                    sums.append(sum)
                    border += perStep
                }
            }
            sums.append(sum)
            return sums
        }
    }

    /// Seconds of the sound.
    public var duration: Double { Double(count) / rate }

    /// The equivalent level of the whole clip in dB(A) re full scale; minus infinity for silence.
    public var level: Double { level(over: 0...duration) }

    /// The equivalent level of a stretch in seconds, such as one just heard. Within a step of a
    /// tenth of a second the energy is taken as even.
    public func level(over span: ClosedRange<Double>) -> Double {
        let low = min(max(0, span.lowerBound), duration)
        let high = min(max(low, span.upperBound), duration)
        let samples = (high - low) * rate
        guard samples > 0 else { return -.infinity }
        let energy = max(0, energy(upTo: high) - energy(upTo: low))
        return 10 * log10(energy / samples)
    }

    private func energy(upTo second: Double) -> Double {
        let sample = min(second * rate, Double(count))
        let step = min(Int(sample / samplesPerStep), sums.count - 2)
        guard step >= 0 else { return 0 }
        let start = Double(step) * samplesPerStep
        let end = min(start + samplesPerStep, Double(count))
        let share = end > start ? min(1, (sample - start) / (end - start)) : 1
        return sums[step] + (sums[step + 1] - sums[step]) * share
    }
}
