// From any rate to the engine's, once per clip.
import CSoxr

/// libsoxr at its high quality: 20 bits, linear phase, no delay left in the result.
enum Resampler {
    /// `pcm` at `rate`; the very same buffer where nothing is to be done.
    static func resample(_ pcm: PCM, to rate: Int) -> SoundBuffer {
        guard pcm.sampleRate != rate else { return pcm.samples }
        let source = pcm.samples
        let length = max(1, Int((pcm.duration * Double(rate)).rounded()))
        var quality = soxr_quality_spec(UInt(SOXR_HQ), 0)
        var format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
        var threads = soxr_runtime_spec(1)
        return SoundBuffer(count: length) { target in
            source.withSamples { samples in
                _ = soxr_oneshot(
                    Double(pcm.sampleRate), Double(rate), 1,
                    samples.baseAddress, samples.count, nil,
                    target.baseAddress, target.count, nil, &format, &quality, &threads)
            }
        }
    }
}
