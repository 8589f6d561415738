// Measures the loudness of one channel as its samples come by.
import CEbur128
import CSoxr
import Glibc

/// libebur128 in its bounded form: blocks are counted by their level, a tenth of a LU apart, which
/// moves the result by less than a hundredth.
///
/// Its weighting is bent towards half the rate: a voice at 8 kHz would count 0.2 LU louder than the
/// same voice at 48 kHz. So what has a low rate is measured at a multiple of it.
///
/// Lives on one thread.
final class LoudnessMeter {
    private var state: UnsafeMutablePointer<ebur128_state>?
    private var highest: Float = 0
    /// The last samples, for the peaks between them and those that follow.
    private let seam = ScratchSamples(count: 2 * TruePeak.taps)

    /// From this rate on the weighting is within 0.02 LU of that at 48 kHz.
    private static let straight = 32_000
    /// Samples that are raised to the higher rate at once.
    private static let piece = 4_096

    private let factor: Int
    private var raise: soxr_t?
    private let raised: ScratchSamples

    init(rate: Int) {
        factor = max(1, (Self.straight + rate - 1) / rate)
        raised = ScratchSamples(count: factor > 1 ? factor * Self.piece + 1_024 : 0)
        if factor > 1 {
            var quality = soxr_quality_spec(UInt(SOXR_LQ), 0)
            var format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
            var threads = soxr_runtime_spec(1)
            raise = soxr_create(1, Double(factor), 1, nil, &format, &quality, &threads)
        }
        let mode = EBUR128_MODE_I.rawValue | EBUR128_MODE_HISTOGRAM.rawValue
        state = ebur128_init(1, UInt(raise == nil ? rate : rate * factor), Int32(mode))
    }

    deinit {
        ebur128_destroy(&state)
        soxr_delete(raise)
    }

    func append(_ samples: UnsafeBufferPointer<Float>) {
        guard !samples.isEmpty else { return }
        weigh(samples)
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

    /// Gives the samples to libebur128, at the rate it measures at.
    private func weigh(_ samples: UnsafeBufferPointer<Float>) {
        guard state != nil else { return }
        guard let raise else {
            ebur128_add_frames_float(state, samples.baseAddress, samples.count)
            return
        }
        for start in stride(from: 0, to: samples.count, by: Self.piece) {
            let piece = UnsafeBufferPointer(rebasing: samples[start...].prefix(Self.piece))
            var made = 0
            _ = soxr_process(
                raise, piece.baseAddress, piece.count, nil,
                raised.buffer.baseAddress, raised.buffer.count, &made)
            ebur128_add_frames_float(state, raised.buffer.baseAddress, made)
        }
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
