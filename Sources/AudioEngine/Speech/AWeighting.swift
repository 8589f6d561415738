// Sound as the ear weighs it at moderate levels: the A-weighting of IEC 61672-1.
import Glibc

/// The A-weighting as a filter for one channel, for rates of 8 kHz and more.
///
/// The analogue weighting has its poles at 20.6 (twice), 107.7, 737.9 and 12,194 Hz (twice), and
/// four zeros at 0 Hz (IEC 61672-1:2013, Annex E). The low ones are far below half the rate and
/// go through the bilinear transform. The pair at 12,194 Hz would be bent down by it (by 2.5 dB at
/// 12.5 kHz and 48 kHz), so each of them is a one-pole filter with a zero placed such that its
/// gain at 0.35 of the rate is the analogue one's. Up to 0.4 of the rate the whole stays within
/// 0.4 dB of the standard's table, which is well inside its class 1.
struct AWeightingFilter {
    /// b0 + b1/z over 1 + a1/z.
    private struct Section {
        var b0: Double
        var b1: Double
        var a1: Double
        /// The one memory of the transposed form.
        var state = 0.0

        @inline(__always)
        mutating func step(_ input: Double) -> Double {
            let output = b0 * input + state
            state = b1 * input - a1 * output
            return output
        }

        mutating func settle() {
            if abs(state) < 1e-30 { state = 0 }
        }

        /// s / (s + p), by the bilinear transform.
        static func highPass(_ hertz: Double, rate: Double) -> Section {
            let warped = tan(.pi * hertz / rate)
            let scale = 1 / (1 + warped)
            return Section(b0: scale, b1: -scale, a1: (warped - 1) * scale)
        }

        /// p / (s + p), exact at 0 Hz and at 0.35 of the rate.
        static func lowPass(_ hertz: Double, rate: Double) -> Section {
            let pole = exp(-2 * .pi * hertz / rate)
            let ratio = 0.35 * rate / hertz
            let wanted = 1 / (1 + ratio * ratio)
            let cosine = cos(2 * .pi * 0.35)
            // b0 + b1 and b0 b1 follow from the two gains; the larger root is the leading one.
            let sum = 1 - pole
            let denominator = 1 + pole * pole - 2 * pole * cosine
            let product = (sum * sum - wanted * denominator) / (2 * (1 - cosine))
            let b0 = (sum + max(0, sum * sum - 4 * product).squareRoot()) / 2
            return Section(b0: b0, b1: sum - b0, a1: -pole)
        }

        /// Squared gain at `hertz`.
        func power(at hertz: Double, rate: Double) -> Double {
            let cosine = cos(2 * .pi * hertz / rate)
            return (b0 * b0 + b1 * b1 + 2 * b0 * b1 * cosine) / (1 + a1 * a1 + 2 * a1 * cosine)
        }
    }

    private var sections: (Section, Section, Section, Section, Section, Section)
    private let gain: Double

    init(rate: Int) {
        let rate = Double(rate)
        sections = (
            .highPass(20.598_997, rate: rate), .highPass(20.598_997, rate: rate),
            .highPass(107.652_65, rate: rate), .highPass(737.862_23, rate: rate),
            .lowPass(12_194.217, rate: rate), .lowPass(12_194.217, rate: rate)
        )
        // The weighting is 0 dB at 1 kHz by definition.
        let all = [
            sections.0, sections.1, sections.2, sections.3, sections.4, sections.5,
        ]
        gain = 1 / all.reduce(1) { $0 * $1.power(at: 1_000, rate: rate) }.squareRoot()
    }

    /// What dies away must not go on as numbers too small to compute with at speed: to be said
    /// between blocks.
    mutating func settle() {
        sections.0.settle()
        sections.1.settle()
        sections.2.settle()
        sections.3.settle()
        sections.4.settle()
        sections.5.settle()
    }

    @inline(__always)
    mutating func step(_ sample: Float) -> Double {
        var value = Double(sample) * gain
        value = sections.0.step(value)
        value = sections.1.step(value)
        value = sections.2.step(value)
        value = sections.3.step(value)
        value = sections.4.step(value)
        return sections.5.step(value)
    }
}
