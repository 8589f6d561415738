// A plain Fourier transform, as a textbook has it: the floor under everything that sees pitch.
import Foundation

/// Hann-windowed power spectra of real sound, one window after another.
///
/// None of the libraries Earshot stands on has a transform that others may call, so the floor is
/// this one: radix 2, half length, tables made beforehand, and nothing done with the powers but
/// their sum. It is not the fastest there is; a picture that costs less than it is not slow.
final class PlainFFT {
    let size: Int
    private let half: Int
    private let window: [Float]
    private let cosines: [Float]
    private let sines: [Float]
    private let reversed: [Int]
    private var re: [Float]
    private var im: [Float]

    /// `size` must be a power of two, at least 4.
    init(size: Int) {
        self.size = size
        half = size / 2
        window = (0..<size).map {
            Float(0.5 - 0.5 * cos(2 * .pi * (Double($0) + 0.5) / Double(size)))
        }
        let angles = (0..<size / 2).map { -2 * Double.pi * Double($0) / Double(size) }
        cosines = angles.map { Float(cos($0)) }
        sines = angles.map { Float(sin($0)) }
        let bits = (size / 2).trailingZeroBitCount
        reversed = (0..<size / 2).map { index in
            (0..<bits).reduce(0) { $0 | ((index >> $1) & 1) << (bits - 1 - $1) }
        }
        re = [Float](repeating: 0, count: size / 2)
        im = re
    }

    /// The sum of the powers of `count` windows spread evenly over the sound.
    func pass(over samples: [Float], count: Int) -> Float {
        let room = max(0, samples.count - size)
        var sum: Float = 0
        samples.withUnsafeBufferPointer { samples in
            re.withUnsafeMutableBufferPointer { re in
                im.withUnsafeMutableBufferPointer { im in
                    for turn in 0..<count {
                        let start = room * turn / max(1, count)
                        sum += powers(UnsafeBufferPointer(rebasing: samples[start...]), re, im)
                    }
                }
            }
        }
        return sum
    }

    private func powers(
        _ samples: UnsafeBufferPointer<Float>, _ re: UnsafeMutableBufferPointer<Float>,
        _ im: UnsafeMutableBufferPointer<Float>
    ) -> Float {
        for index in 0..<half {
            let source = 2 * reversed[index]
            re[index] = samples[source] * window[source]
            im[index] = samples[source + 1] * window[source + 1]
        }
        butterflies(re, im)
        var sum: Float = (re[0] + im[0]) * (re[0] + im[0])
        for k in 1..<half {
            let mirror = half - k
            let evenRe = (re[k] + re[mirror]) * 0.5
            let evenIm = (im[k] - im[mirror]) * 0.5
            let oddRe = (im[k] + im[mirror]) * 0.5
            let oddIm = (re[mirror] - re[k]) * 0.5
            let real = evenRe + oddRe * cosines[k] - oddIm * sines[k]
            let imaginary = evenIm + oddRe * sines[k] + oddIm * cosines[k]
            sum += real * real + imaginary * imaginary
        }
        return sum
    }

    private func butterflies(
        _ re: UnsafeMutableBufferPointer<Float>, _ im: UnsafeMutableBufferPointer<Float>
    ) {
        var length = 1
        while length < half {
            let step = half / length
            for start in stride(from: 0, to: half, by: 2 * length) {
                for k in 0..<length {
                    let (low, high) = (start + k, start + k + length)
                    let (c, s) = (cosines[k * step], sines[k * step])
                    let real = re[high] * c - im[high] * s
                    let imaginary = re[high] * s + im[high] * c
                    re[high] = re[low] - real
                    im[high] = im[low] - imaginary
                    re[low] += real
                    im[low] += imaginary
                }
            }
            length *= 2
        }
    }
}
