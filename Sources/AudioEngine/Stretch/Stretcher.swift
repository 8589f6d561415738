// Faster and slower at the same pitch.
import CSonic

/// libsonic over one stream of mono samples. The speed may change at any moment.
final class Stretcher {
    /// Samples libsonic may hold back: two of its longest pitch periods (65 Hz).
    static func mostHeldBack(rate: Int) -> Int { 2 * (rate / 65) + 1 }

    private let stream: sonicStream
    /// libsonic works in 16 bits and wraps past full scale: samples go in scaled to fit.
    private let scale: Float

    /// `peak` is the highest magnitude that will be written. Nil when out of memory.
    init?(rate: Int, peak: Float) {
        guard let stream = sonicCreateStream(Int32(rate), 1) else { return nil }
        self.stream = stream
        scale = peak > 0 ? 0.99 / peak : 1
    }

    deinit { sonicDestroyStream(stream) }

    var speed: Double {
        get { Double(sonicGetSpeed(stream)) }
        set { sonicSetSpeed(stream, Float(newValue)) }
    }

    /// Takes samples, which are scaled in place.
    func write(_ samples: UnsafeMutableBufferPointer<Float>) {
        for index in samples.indices {
            samples[index] = min(max(samples[index] * scale, -0.999), 0.999)
        }
        _ = sonicWriteFloatToStream(stream, samples.baseAddress, Int32(samples.count))
    }

    /// Hands on what is ready, in pieces no larger than `scratch`.
    func drain(
        through scratch: UnsafeMutableBufferPointer<Float>,
        _ sink: (UnsafeMutableBufferPointer<Float>) -> Void
    ) {
        while true {
            let got = Int(
                sonicReadFloatFromStream(stream, scratch.baseAddress, Int32(scratch.count)))
            guard got > 0 else { return }
            let piece = UnsafeMutableBufferPointer(rebasing: scratch[..<got])
            for index in piece.indices { piece[index] /= scale }
            sink(piece)
        }
    }

    /// Makes everything held back ready to drain; the stream then starts anew.
    func flush() { _ = sonicFlushStream(stream) }
}
