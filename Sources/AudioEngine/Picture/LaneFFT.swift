// The Fourier transform of eight stretches of sound at once, one in each lane of a SIMD register.
import Glibc

/// Power spectra of real sound, by a radix-2 transform of half the length.
///
/// Eight windows go through the same butterflies side by side, so the compiler needs no help to
/// use the whole register, and the tables are read once for all of them.
struct LaneFFT: Sendable {
    typealias Lanes = SIMD8<Float>

    /// Samples of a window; a power of two, at least 8.
    let size: Int
    private let half: Int
    /// cos and sin of -2 pi k / size, for k below half.
    private let cosines: [Float]
    private let sines: [Float]
    private let reversed: [Int]

    /// The next power of two that holds `samples`.
    init(atLeast samples: Int) {
        var size = 8
        while size < samples { size *= 2 }
        self.size = size
        half = size / 2
        let angles = (0..<half).map { -2 * Double.pi * Double($0) / Double(size) }
        cosines = angles.map { Float(cos($0)) }
        sines = angles.map { Float(sin($0)) }
        let bits = half.trailingZeroBitCount
        reversed = (0..<half).map { index in
            (0..<bits).reduce(0) { $0 | ((index >> $1) & 1) << (bits - 1 - $1) }
        }
    }

    /// Squared magnitudes of the bins 0...size/2 of each lane.
    ///
    /// `input` holds `size` samples a lane, `work` has room for `size`, `powers` for half + 1.
    func powers(
        of input: UnsafeBufferPointer<Lanes>, work: UnsafeMutableBufferPointer<Lanes>,
        into powers: UnsafeMutableBufferPointer<Lanes>
    ) {
        guard input.count >= size, work.count >= size, powers.count > half else { return }
        gather(input, into: work)
        butterflies(work)
        separate(work, into: powers)
    }

    /// Sorts the input into the order of the butterflies, and does the first two rounds of them on
    /// the way: their turns are quarters of a circle, which need no multiplication.
    ///
    /// Even samples are the real part, odd ones the imaginary part of a signal half as long.
    private func gather(
        _ input: UnsafeBufferPointer<Lanes>, into work: UnsafeMutableBufferPointer<Lanes>
    ) {
        reversed.withUnsafeBufferPointer { reversed in
            for start in stride(from: 0, to: half, by: 4) {
                let a = 2 &* reversed[start]
                let b = 2 &* reversed[start &+ 1]
                let c = 2 &* reversed[start &+ 2]
                let d = 2 &* reversed[start &+ 3]
                let (abRe, abIm) = (input[a] + input[b], input[a &+ 1] + input[b &+ 1])
                let (baRe, baIm) = (input[a] - input[b], input[a &+ 1] - input[b &+ 1])
                let (cdRe, cdIm) = (input[c] + input[d], input[c &+ 1] + input[d &+ 1])
                let (dcRe, dcIm) = (input[c] - input[d], input[c &+ 1] - input[d &+ 1])
                let place = 2 &* start
                work[place] = abRe + cdRe
                work[place &+ 1] = abIm + cdIm
                work[place &+ 2] = baRe + dcIm
                work[place &+ 3] = baIm - dcRe
                work[place &+ 4] = abRe - cdRe
                work[place &+ 5] = abIm - cdIm
                work[place &+ 6] = baRe - dcIm
                work[place &+ 7] = baIm + dcRe
            }
        }
    }

    /// All rounds but the first two.
    private func butterflies(_ work: UnsafeMutableBufferPointer<Lanes>) {
        cosines.withUnsafeBufferPointer { cosines in
            sines.withUnsafeBufferPointer { sines in
                var length = 4
                while length < half {
                    // Turns of exp(-i pi k / length), found in the table of the full length.
                    let stride = half / length
                    for start in Swift.stride(from: 0, to: half, by: 2 * length) {
                        for k in 0..<length {
                            // Within the buffer, whose size is an Int: nothing overflows.
                            let low = 2 &* (start &+ k)
                            let high = low &+ 2 &* length
                            let c = cosines[k &* stride]
                            let s = sines[k &* stride]
                            let re = work[high] * c - work[high + 1] * s
                            let im = work[high] * s + work[high + 1] * c
                            work[high] = work[low] - re
                            work[high + 1] = work[low + 1] - im
                            work[low] += re
                            work[low + 1] += im
                        }
                    }
                    length *= 2
                }
            }
        }
    }

    /// Takes the spectra of even and odd samples apart and joins them to that of the whole.
    private func separate(
        _ work: UnsafeMutableBufferPointer<Lanes>, into powers: UnsafeMutableBufferPointer<Lanes>
    ) {
        let first = work[0] + work[1]
        let last = work[0] - work[1]
        powers[0] = first * first
        powers[half] = last * last
        for k in 1..<half {
            let mirror = half - k
            let evenRe = (work[2 * k] + work[2 * mirror]) * 0.5
            let evenIm = (work[2 * k + 1] - work[2 * mirror + 1]) * 0.5
            let oddRe = (work[2 * k + 1] + work[2 * mirror + 1]) * 0.5
            let oddIm = (work[2 * mirror] - work[2 * k]) * 0.5
            let re = evenRe + oddRe * cosines[k] - oddIm * sines[k]
            let im = evenIm + oddRe * sines[k] + oddIm * cosines[k]
            powers[k] = re * re + im * im
        }
    }
}
