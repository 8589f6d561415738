// Second-order filter sections, and the Butterworth filters made of them.
import Glibc

/// One section and its memory, in double precision.
struct Biquad {
    private let (b0, b1, b2, a1, a2): (Double, Double, Double, Double, Double)
    private var (first, second) = (0.0, 0.0)

    enum Kind { case lowPass, highPass }

    /// A section with its corner at `frequency`; `quality` 0.707 makes it a filter by itself.
    init(_ kind: Kind, _ frequency: Double, quality: Double) {
        let angle = 2 * .pi * frequency / Double(Engine.rate)
        let (width, turn) = (sin(angle) / (2 * quality), cos(angle))
        let scale = 1 / (1 + width)
        let side = kind == .lowPass ? (1 - turn) / 2 : (1 + turn) / 2
        b0 = side * scale
        b1 = (kind == .lowPass ? 1 - turn : -1 - turn) * scale
        b2 = side * scale
        a1 = -2 * turn * scale
        a2 = (1 - width) * scale
    }

    /// The sections of a filter without ripple that falls by 6 dB an octave for each of `order`,
    /// which is even.
    static func butterworth(_ kind: Kind, _ frequency: Double, order: Int) -> [Biquad] {
        (0..<order / 2).map { section in
            let angle = Double.pi * Double(2 * section + 1) / Double(2 * order)
            return Biquad(kind, frequency, quality: 1 / (2 * cos(angle)))
        }
    }

    mutating func filter(_ samples: UnsafeMutableBufferPointer<Float>) {
        for index in samples.indices {
            let input = Double(samples[index])
            let output = b0 * input + first
            first = b1 * input - a1 * output + second
            second = b2 * input - a2 * output
            samples[index] = Float(output)
        }
        // What dies away must not go on as numbers too small to compute with at speed.
        if abs(first) < 1e-30 { first = 0 }
        if abs(second) < 1e-30 { second = 0 }
    }

    mutating func reset() { (first, second) = (0, 0) }
}
