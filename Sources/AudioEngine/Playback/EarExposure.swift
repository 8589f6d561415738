// What sound brought to the ear, counted when it got there.
import Glibc

/// Sound at the ear as energy: the sums a hearing dose is made of.
public struct EarExposure: Sendable, Equatable {
    /// Seconds of sound at the ear, its pauses included.
    public var seconds: Double
    /// Sum of t 10^(L/10): t in seconds, L the A-weighted level in dB relative to an effective
    /// value (RMS) of 1.0 in the samples the device was given.
    public var energy: Double

    public init(seconds: Double = 0, energy: Double = 0) {
        self.seconds = seconds
        self.energy = energy
    }

    /// The equivalent level of all of it in dB(A) re full scale; minus infinity for silence.
    public var level: Double {
        seconds > 0 && energy > 0 ? 10 * log10(energy / seconds) : -.infinity
    }
}

/// Weighs all that is written to the ring, and enters it when the ear has come to it.
///
/// It stands behind gain, profile, limiter, stretch and joints, so nothing that changes sound can
/// be forgotten. Within one written piece (10 ms) the energy is taken as even.
struct EarBook {
    /// The samples `index..<end` of the ring, and the sum of their weighted squares.
    fileprivate struct Piece {
        var index: Int
        var end: Int
        var squares: Double
    }

    private(set) var exposure = EarExposure()
    private var coming: [Piece] = []
    private var weighting = AWeightingFilter(rate: Engine.rate)

    /// `samples` are on their way, the first of them as the ring's sample `index`.
    mutating func write(_ samples: UnsafeBufferPointer<Float>, at index: Int) {
        guard !samples.isEmpty else { return }
        var squares = 0.0
        for sample in samples {
            let weighted = weighting.step(sample)
            squares += weighted * weighted
        }
        weighting.settle()
        coming.append(Piece(index: index, end: index + samples.count, squares: squares))
    }

    /// Nothing of what was written and not heard will be, and what comes next does not follow on it.
    mutating func clear() {
        coming = []
        weighting = AWeightingFilter(rate: Engine.rate)
    }

    /// The samples from `index` on will not be heard; what replaces them goes over from them.
    mutating func forget(from index: Int) {
        while let last = coming.last, last.end > index {
            coming.removeLast()
            guard last.index < index else { continue }
            return coming.append(last.cut(at: index).before)
        }
    }

    /// The ear has come to sample `index`.
    mutating func hear(upTo index: Int) {
        var heard = 0
        for piece in coming {
            guard piece.index < index else { break }
            let (before, rest) = piece.end > index ? piece.cut(at: index) : (piece, nil)
            exposure.seconds += Double(before.end - before.index) / Double(Engine.rate)
            exposure.energy += before.squares / Double(Engine.rate)
            if let rest {
                coming[heard] = rest
                break
            }
            heard += 1
        }
        coming.removeFirst(heard)
    }
}

extension EarBook.Piece {
    fileprivate func cut(at place: Int) -> (before: Self, rest: Self?) {
        let share = Double(place - index) / Double(end - index)
        return (
            Self(index: index, end: place, squares: squares * share),
            Self(index: place, end: end, squares: squares * (1 - share))
        )
    }
}
