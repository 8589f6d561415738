// Spectra against the plain definition, and pictures that show each tone where it is.
import Foundation
import Testing

@testable import AudioEngine

@Suite struct LaneFFTTests {
    /// The definition of the transform, slowly.
    private func powers(_ samples: [Float]) -> [Double] {
        (0...samples.count / 2).map { bin in
            var (re, im) = (0.0, 0.0)
            for (index, sample) in samples.enumerated() {
                let angle = -2 * Double.pi * Double(bin * index % samples.count)
                re += Double(sample) * cos(angle / Double(samples.count))
                im += Double(sample) * sin(angle / Double(samples.count))
            }
            return re * re + im * im
        }
    }

    @Test(arguments: [8, 16, 64, 256, 512]) func isTheTransform(size: Int) {
        let fft = LaneFFT(atLeast: size - 1)
        #expect(fft.size == size)
        var random = Seeded(UInt64(size))
        let lanes = (0..<8).map { _ in
            (0..<size).map { _ in Float.random(in: -1...1, using: &random) }
        }
        let input = (0..<size).map { index in
            var value = LaneFFT.Lanes.zero
            for lane in 0..<8 { value[lane] = lanes[lane][index] }
            return value
        }
        var work = [LaneFFT.Lanes](repeating: .zero, count: size)
        var output = [LaneFFT.Lanes](repeating: .zero, count: size / 2 + 1)
        input.withUnsafeBufferPointer { input in
            work.withUnsafeMutableBufferPointer { work in
                output.withUnsafeMutableBufferPointer { output in
                    fft.powers(of: input, work: work, into: output)
                }
            }
        }
        for lane in 0..<8 {
            for (bin, expected) in powers(lanes[lane]).enumerated() {
                let error = abs(Double(output[bin][lane]) - expected)
                #expect(error < 1e-4 * Double(size), "lane \(lane), bin \(bin)")
            }
        }
    }

    @Test func roughDecibelsAreNearTheTrueOnes() {
        for power in stride(from: Float(-120), to: 30, by: 0.37) {
            #expect(abs(pow(10, power / 10).roughDecibels - power) < 0.3)
        }
    }
}

@Suite struct SpectraTests {
    private func row(of frequency: Double, in spectrogram: Spectra, rows: Int) -> Int {
        (0..<rows).min {
            abs(spectrogram.frequency(ofRow: $0, of: rows) - frequency)
                < abs(spectrogram.frequency(ofRow: $1, of: rows) - frequency)
        } ?? 0
    }

    @Test(arguments: [8_000, 16_000, 44_100, 48_000])
    func showsEachToneWhereItIs(rate: Int) {
        for frequency in [200.0, 440, 1_000, 3_000] {
            let tone = Fixture.tone(frequency, seconds: 0.4, rate: rate, amplitude: 0.5)
            let spectrogram = Spectra(Fixture.pcm(tone, rate: rate))
            let image = spectrogram.image(columns: 20, rows: 32)
            let expected = row(of: frequency, in: spectrogram, rows: 32)
            for column in 1..<19 {
                let strongest = (0..<32).max { image[column, $0] < image[column, $1] } ?? -1
                #expect(abs(strongest - expected) <= 1, "\(frequency) Hz at \(rate)")
                #expect(image[column, strongest] >= 250)
            }
        }
    }

    @Test func showsAnEventInItsColumn() {
        var sound = [Float](repeating: 0, count: 160_000)
        for (index, sample) in Fixture.tone(1_000, seconds: 0.05, rate: 16_000).enumerated() {
            sound[80_000 + index] = sample
        }
        let spectrogram = Spectra(Fixture.pcm(sound, rate: 16_000))
        let whole = spectrogram.image(columns: 100, rows: 8)
        let lit = (0..<100).filter { column in (0..<8).contains { whole[column, $0] > 128 } }
        #expect(lit == [50] || lit == [49, 50])
        let zoomed = spectrogram.image(columns: 100, rows: 8, over: 4.9...5.15)
        let near = (0..<100).filter { column in (0..<8).contains { zoomed[column, $0] > 200 } }
        #expect((15...30).contains(near.count) && near.first.map { (35...41).contains($0) } == true)
    }

    @Test func silenceIsBlackAndNoiseIsNot() {
        let silent = Spectra(Fixture.pcm([Float](repeating: 0, count: 9_000)))
        #expect(silent.image(columns: 9, rows: 9).levels.allSatisfy { $0 == 0 })
        // 100 dB down, as dither is: not blown up. Noise at -20 dB is bright.
        let hush = Spectra(Fixture.pcm(Fixture.noise(seconds: 1, amplitude: 1e-5, seed: 1)))
        #expect(hush.image(columns: 9, rows: 9).levels.allSatisfy { $0 < 48 })
        let noise = Spectra(Fixture.pcm(Fixture.noise(seconds: 1, amplitude: 0.1, seed: 1)))
        #expect(noise.image(columns: 9, rows: 9).levels.allSatisfy { $0 > 128 })
    }

    @Test(arguments: [1, 100, 59_000, 61_000, 600_000])
    func memoryIsBounded(count: Int) {
        let sound = PCM(samples: SoundBuffer(count: count) { _ in }, sampleRate: 1_000)
        let spectrogram = Spectra(sound)
        #expect(spectrogram.byteCount <= Spectra.mostBytes)
        #expect(spectrogram.byteCount >= Spectra.bands)
        #expect(spectrogram.image(columns: 3, rows: 200).levels.count == 600)
    }

    @Test func answersForAnySpanAndRate() {
        for rate in [1_000, 4_000, 192_000, 768_000] {
            let spectrogram = Spectra(
                Fixture.pcm(Fixture.noise(seconds: 0.1, amplitude: 1, seed: 2), rate: rate))
            #expect(spectrogram.image(columns: 0, rows: 5).levels.isEmpty)
            #expect(spectrogram.image(columns: 5, rows: -1).levels.isEmpty)
            for span in [0.0...0.0, -5.0...9.0, 3.0...4.0, 0.0...Double.infinity] {
                let image = spectrogram.image(columns: 4, rows: 3, over: span)
                #expect(image.levels.count == 12 && image[3, 2] > 0)
            }
        }
    }
}
