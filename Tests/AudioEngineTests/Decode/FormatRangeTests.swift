// Rates from 4 to 192 kHz, one to eight channels, and floats that are no numbers.
import CSndFile
import Foundation
import Testing

@testable import AudioEngine

@Suite struct FormatRangeTests {
    @Test(arguments: [4_000, 8_000, 11_025, 16_000, 44_100, 48_000, 96_000, 192_000])
    func soundsTheSameAtEveryRate(rate: Int) throws {
        let tone = Fixture.tone(440, seconds: 1, rate: rate, amplitude: 0.3)
        let clip = try Player.prepare(
            bytes: Fixture.encode(tone, format: Fixture.wavFloat, rate: rate))
        #expect(clip.sourceRate == rate)
        #expect(clip.duration == 1)
        #expect(clip.sound.count == 48_000)
        let expected = Fixture.tone(440, seconds: 1, amplitude: 0.3)
        let middle = 4_800..<43_200
        let error = zip(clip.sound.array[middle], expected[middle])
            .reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
        #expect(error < 0.001)
    }

    @Test(arguments: 1...8, [SF_FORMAT_WAV, SF_FORMAT_AIFF, SF_FORMAT_CAF, SF_FORMAT_FLAC])
    func mixesAnyNumberOfChannels(channels: Int, container: Int) throws {
        let voice = Fixture.sixteenBits(Fixture.voice(seconds: 0.3, rate: 16_000))
        let samples = voice.flatMap { Array(repeating: $0, count: channels) }
        let bytes = Fixture.encode(
            samples, format: Int32(container | SF_FORMAT_PCM_16), channels: channels)
        let pcm = try Decoder.decode(bytes)
        let error = zip(pcm.samples.array, voice).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
        #expect(pcm.samples.count == voice.count)
        #expect(error < 1e-6)
    }

    @Test(arguments: [SF_FORMAT_WAV, SF_FORMAT_AIFF, SF_FORMAT_CAF, SF_FORMAT_AU])
    func floatsThatAreNoNumbersAreSilence(container: Int) throws {
        for coding in [SF_FORMAT_FLOAT, SF_FORMAT_DOUBLE] {
            let samples: [Float] = [
                .nan, .infinity, -.infinity, .signalingNaN, .greatestFiniteMagnitude,
                .leastNonzeroMagnitude, 0.5,
            ]
            let clip = try Player.prepare(
                bytes: Fixture.encode(
                    Array(repeating: samples, count: 500).flatMap { $0 },
                    format: Int32(container | coding), rate: 48_000))
            #expect(clip.sound.array[..<7] == [0, 0, 0, 0, 4, .leastNonzeroMagnitude, 0.5])
            let out = Rendering.samples(of: clip) { chain, _ in chain.volume = 12 }
            #expect(out.allSatisfy { $0.isFinite })
            #expect(Meter.truePeak(out) <= -1)
        }
    }

    @Test(arguments: DecoderTests.formats) func aFileOfNoSamplesSaysSo(
        format: DecoderTests.Format
    ) {
        let bytes = Fixture.encode([], format: Int32(format.code), rate: format.rate)
        guard !bytes.isEmpty else { return }
        // Coders that fill up a block give silence for it; the others have nothing to play.
        do throws(DecodeError) {
            let pcm = try Decoder.decode(bytes)
            #expect(!format.exactLength)
            #expect(pcm.samples.array.allSatisfy { abs($0) < 0.01 })
        } catch {
            #expect([.noSamples, .empty].contains(error) || "\(error)".contains("Skip it"))
        }
    }
}
