// A look-ahead limiter that holds true peaks under the ceiling.
import Glibc

/// Streams samples through, turned down where a peak is coming.
///
/// How the ceiling is kept: r[n] is the gain that brings the true peak around sample n down to
/// the ceiling. The smallest r over the next `window` samples, which then rises again slowly, is
/// averaged over the last `window` values. Every one of the averaged values saw r[n], so the
/// average is at most r[n], and it moves without steps.
///
/// Output begins with the first input sample: the delay is taken off at the start and given back
/// by `flush`.
final class Limiter {
    /// The ceiling that is promised, as a magnitude: -1 dBTP.
    static let ceiling: Float = pow(10, -1 / 20)
    /// What is aimed at: -1.5 dBTP, as a four-fold meter may read half a decibel low.
    static let aim: Float = pow(10, -1.5 / 20)
    /// Look-ahead in samples: 2 ms at 48 kHz.
    static let window = 96
    /// Samples that are held back.
    static let delay = TruePeak.reach + window - 1
    private static let release = 1 - exp(-1 / (0.08 * 48_000))

    /// Whether peaks are held down; when not, samples pass untouched.
    var enabled = true

    private var lines: LimiterLines
    /// Samples taken in since the last reset.
    private var taken = 0
    /// Output still to be dropped, so that the first sample out is the first one in.
    private var dropping = Limiter.delay
    private var previousNeed: Float = 1
    private var held: Double = 1
    private var sum = Double(Limiter.window)

    init() { lines = LimiterLines() }

    deinit { lines.release() }

    /// Forgets everything it holds back.
    func reset() {
        lines.clear()
        taken = 0
        dropping = Self.delay
        previousNeed = 1
        held = 1
        sum = Double(Self.window)
    }

    /// Takes `input` and writes what is ready to `output`, which has room for as many; returns how
    /// many were written. The two may be the same memory.
    func process(_ input: UnsafeBufferPointer<Float>, into output: UnsafeMutablePointer<Float>)
        -> Int
    {
        var written = 0
        for sample in input {
            let ready = step(sample)
            if dropping > 0 {
                dropping -= 1
            } else {
                output[written] = ready
                written += 1
            }
        }
        return written
    }

    /// Writes what is held back (at most `delay` samples) and resets.
    func flush(into output: UnsafeMutablePointer<Float>) -> Int {
        var written = 0
        let owed = min(taken, Self.delay)
        for _ in 0..<Self.delay {
            let ready = step(0)
            if dropping > 0 {
                dropping -= 1
            } else if written < owed {
                output[written] = ready
                written += 1
            }
        }
        reset()
        return written
    }

    private func step(_ sample: Float) -> Float {
        lines.push(sample, at: taken)
        let need = enabled ? gainNeeded() : 1
        // The gap before a sample belongs to it as much as the gap after.
        let lowest = lines.lowest(adding: min(need, previousNeed), at: taken)
        previousNeed = need
        held = min(Double(lowest), held + (1 - held) * Self.release)
        sum += held - lines.exchange(held, at: taken)
        taken += 1
        let gain = Float(sum / Double(Self.window))
        return lines.delayed(at: taken - 1) * min(gain, 1)
    }

    private func gainNeeded() -> Float {
        let window = lines.newest(TruePeak.taps, at: taken)
        var loudest: Float = 0
        for tap in 0..<TruePeak.taps { loudest = max(loudest, abs(window[tap])) }
        guard loudest * TruePeak.mostRise > Self.aim else { return 1 }
        let peak = TruePeak.table.withSamples { table in
            table.baseAddress.map { TruePeak.between(window, $0) } ?? loudest
        }
        return peak > Self.aim ? Self.aim / peak : 1
    }
}
