// Sound resampled by the second is the sound resampled at once.
import Testing

@testable import AudioEngine

@Suite struct ChunkResamplerTests {
    /// Rates whose period with 48 kHz is short, long, and as long as a second.
    @Test(arguments: [4_000, 8_000, 11_025, 16_000, 22_050, 44_100, 44_101, 48_000, 96_000])
    func isTheSameAsAtOnce(rate: Int) {
        let seconds = 4.3
        let noise = Array(
            Fixture.noise(seconds: 9, amplitude: 0.5, seed: 3).prefix(Int(seconds * Double(rate))))
        let once = Resampler.resample(Fixture.pcm(noise, rate: rate), to: Engine.rate).array
        let resampler = ChunkResampler(rate: rate)
        for chunk in [3, 0, 4, 2, 1] {
            let range = resampler.source(of: chunk).clamped(to: 0..<noise.count)
            let piece = noise[range].withUnsafeBufferPointer {
                resampler.resample($0, chunk: chunk).array
            }
            let expected = once.dropFirst(chunk * Engine.rate).prefix(Engine.rate)
            let error = zip(expected, piece).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
            // Where the rates share no period soxr itself steps between its coefficients.
            #expect(error < (rate == 44_101 ? 2e-5 : 2e-6), "second \(chunk)")
            #expect(piece.dropFirst(expected.count).allSatisfy { abs($0) < 0.2 })
        }
    }
}
