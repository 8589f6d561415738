// Measures the loudness of one channel as its samples come by.
import CEbur128
import Glibc

/// libebur128 in its bounded form: blocks are counted by their level, a tenth of a LU apart.
///
/// Lives on one thread.
final class LoudnessMeter {
    private var state: UnsafeMutablePointer<ebur128_state>?
    private var highest: Float = 0
    /// The last samples, for the peaks between them and those that follow.
    private let seam = ScratchSamples(count: 2 * TruePeak.taps)

    init(rate: Int) {
        let mode = EBUR128_MODE_I.rawValue | EBUR128_MODE_HISTOGRAM.rawValue
        state = ebur128_init(1, UInt(rate), Int32(mode))
    }

    deinit { ebur128_destroy(&state) }

    func append(_ samples: UnsafeBufferPointer<Float>) {
        guard !samples.isEmpty else { return }
        if state != nil { ebur128_add_frames_float(state, samples.baseAddress, samples.count) }
        highest = max(highest, TruePeak.highest(in: samples), atSeam(samples))
    }

    /// What was measured so far. Too little for a gating block, or wholly under the gate, counts
    /// as at the gate.
    var loudness: Loudness {
        guard highest > 0 else { return Loudness(integrated: nil, truePeak: -.infinity) }
        var measured = 0.0
        let isThere =
            state != nil
            && ebur128_loudness_global(state, &measured) == Int32(EBUR128_SUCCESS.rawValue)
            && measured.isFinite
        let integrated = isThere ? max(measured, Loudness.absoluteGate) : Loudness.absoluteGate
        return Loudness(integrated: integrated, truePeak: 20 * log10(Double(highest)))
    }

    private func atSeam(_ samples: UnsafeBufferPointer<Float>) -> Float {
        let (taps, buffer) = (TruePeak.taps, seam.buffer)
        let head = samples.prefix(taps)
        _ = buffer[taps...].update(fromContentsOf: head)
        let peak = TruePeak.highest(
            in: UnsafeBufferPointer(rebasing: buffer[..<(taps + head.count)]))
        // The newest `taps` samples stay for the next time.
        let kept = samples.suffix(taps)
        if kept.count == taps { _ = buffer.update(fromContentsOf: kept) }
        return peak
    }
}
