// libebur128, libsonic and libsoxr by themselves: the floors under levels, stretching, resampling.
import CEbur128
import CSonic
import CSoxr

enum BareSound {
    /// Samples a second of what is played, and so of what is measured and stretched.
    private static let rate = Voice.playedRate

    /// Integrated loudness in LUFS, all samples handed over at once.
    static func loudness(_ samples: [Float]) throws -> Double {
        var state = ebur128_init(1, UInt(rate), Int32(EBUR128_MODE_I.rawValue))
        guard state != nil else { throw BenchFailure("libebur128 is out of memory") }
        defer { ebur128_destroy(&state) }
        ebur128_add_frames_float(state, samples, samples.count)
        var loudness = 0.0
        ebur128_loudness_global(state, &loudness)
        return loudness
    }

    /// Stretches in blocks, as a player must; answers how many samples came out.
    static func stretch(_ samples: [Float], speed: Double, block: Int) throws -> Int {
        guard let stream = sonicCreateStream(Int32(rate), 1) else {
            throw BenchFailure("libsonic is out of memory")
        }
        defer { sonicDestroyStream(stream) }
        sonicSetSpeed(stream, Float(speed))
        var ready = [Float](repeating: 0, count: 4_096)
        var count = 0
        func drain() {
            while true {
                let got = sonicReadFloatFromStream(stream, &ready, Int32(ready.count))
                guard got > 0 else { return }
                count += Int(got)
            }
        }
        samples.withUnsafeBufferPointer { samples in
            for start in stride(from: 0, to: samples.count, by: block) {
                let piece = samples[start..<min(start + block, samples.count)]
                let pointer = UnsafeMutablePointer(mutating: samples.baseAddress)
                sonicWriteFloatToStream(stream, pointer.map { $0 + start }, Int32(piece.count))
                drain()
            }
        }
        sonicFlushStream(stream)
        drain()
        return count
    }

    /// Resamples to `rate` at libsoxr's high quality; answers how many samples came out.
    static func resample(_ samples: [Float], from source: Int) -> Int {
        var quality = soxr_quality_spec(UInt(SOXR_HQ), 0)
        var format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
        var threads = soxr_runtime_spec(1)
        var output = [Float](repeating: 0, count: samples.count * rate / source + 1)
        var done = 0
        soxr_oneshot(
            Double(source), Double(rate), 1, samples, samples.count, nil, &output, output.count,
            &done, &format, &quality, &threads)
        return done
    }
}
