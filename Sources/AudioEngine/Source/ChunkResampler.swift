// One second of a recording at the engine's rate, the same as if all of it had been resampled.
import CSoxr

/// Resamples a recording piece by piece without seams.
///
/// A piece is taken with so much of the source on either side as the filter reaches over, and what
/// came of that is trimmed. The pieces begin at whole seconds and the context is a whole number of
/// periods of the two rates, so the filter stands in the same phase as over the whole.
struct ChunkResampler {
    /// Samples on either side, at the lower of the two rates, that the filter can see.
    private static let reach = 400

    /// Samples a second of the source.
    let rate: Int
    /// Source samples wanted before and after a piece.
    let context: Int

    init(rate: Int) {
        self.rate = rate
        guard rate != Engine.rate else {
            context = 0
            return
        }
        let period = rate / Self.divisor(rate, Engine.rate)
        let least = Self.reach * rate / min(rate, Engine.rate)
        // Both rates come round after a second at the latest.
        context = (least + period - 1) / period * period
    }

    /// The source that is needed for second `chunk`.
    func source(of chunk: Int) -> Range<Int> {
        max(0, chunk * rate - context)..<(chunk + 1) * rate + context
    }

    /// Second `chunk` out of `samples`, which begin where `source(of:)` does and reach as far as
    /// there is sound; silence after that.
    func resample(_ samples: UnsafeBufferPointer<Float>, chunk: Int) -> SoundBuffer {
        let lead = min(context, chunk * rate)
        return SoundBuffer(count: Engine.rate) { target in
            guard rate != Engine.rate else {
                _ = target.update(fromContentsOf: samples.prefix(target.count))
                return
            }
            let before = lead * Engine.rate / rate
            let length = Self.frames(samples.count, rate: rate)
            let scratch = ScratchSamples(count: max(length, 1))
            convert(samples, into: scratch.buffer)
            guard length > before else { return }
            _ = target.update(fromContentsOf: scratch.buffer[before..<length].prefix(target.count))
        }
    }

    /// How many samples at the engine's rate so many at `rate` become.
    static func frames(_ samples: Int, rate: Int) -> Int {
        Int((Double(samples) * Double(Engine.rate) / Double(rate)).rounded())
    }

    private func convert(
        _ samples: UnsafeBufferPointer<Float>, into target: UnsafeMutableBufferPointer<Float>
    ) {
        guard !samples.isEmpty else { return }
        var quality = soxr_quality_spec(UInt(SOXR_HQ), 0)
        var format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
        var threads = soxr_runtime_spec(1)
        _ = soxr_oneshot(
            Double(rate), Double(Engine.rate), 1, samples.baseAddress, samples.count, nil,
            target.baseAddress, target.count, nil, &format, &quality, &threads)
    }

    private static func divisor(_ one: Int, _ two: Int) -> Int {
        two == 0 ? one : divisor(two, one % two)
    }
}
