// Every format comes out as the sound that went in; what is not sound says why.
import CSndFile
import Foundation
import Testing

@testable import AudioEngine

@Suite struct DecoderTests {
    struct Format: Sendable, CustomTestStringConvertible {
        var name: String
        var code: Int
        var rate = 16_000
        /// How alike the decoded sound must be, 1 being the same.
        var likeness = 0.999
        var exactLength = true
        var testDescription: String { name }
    }

    static let formats: [Format] = [
        Format(name: "WAV 16", code: SF_FORMAT_WAV | SF_FORMAT_PCM_16),
        Format(name: "WAV 8", code: SF_FORMAT_WAV | SF_FORMAT_PCM_U8, likeness: 0.99),
        Format(name: "WAV 24", code: SF_FORMAT_WAV | SF_FORMAT_PCM_24, rate: 44_100),
        Format(name: "WAV 32", code: SF_FORMAT_WAV | SF_FORMAT_PCM_32, rate: 96_000),
        Format(name: "WAV float", code: SF_FORMAT_WAV | SF_FORMAT_FLOAT, rate: 8_000),
        Format(name: "WAV double", code: SF_FORMAT_WAV | SF_FORMAT_DOUBLE),
        Format(name: "mu-law", code: SF_FORMAT_WAV | SF_FORMAT_ULAW, rate: 8_000, likeness: 0.99),
        Format(name: "A-law", code: SF_FORMAT_WAV | SF_FORMAT_ALAW, rate: 8_000, likeness: 0.99),
        Format(
            name: "IMA ADPCM", code: SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM, likeness: 0.98,
            exactLength: false),
        Format(
            name: "MS ADPCM", code: SF_FORMAT_WAV | SF_FORMAT_MS_ADPCM, likeness: 0.98,
            exactLength: false),
        Format(
            name: "GSM 6.10", code: SF_FORMAT_WAV | SF_FORMAT_GSM610, rate: 8_000,
            likeness: 0.8, exactLength: false),
        Format(name: "AIFF", code: SF_FORMAT_AIFF | SF_FORMAT_PCM_16),
        Format(name: "AU", code: SF_FORMAT_AU | SF_FORMAT_PCM_16),
        Format(name: "CAF", code: SF_FORMAT_CAF | SF_FORMAT_PCM_16),
        Format(name: "W64", code: SF_FORMAT_W64 | SF_FORMAT_PCM_16),
        Format(name: "RF64", code: SF_FORMAT_RF64 | SF_FORMAT_PCM_16),
        Format(name: "FLAC", code: SF_FORMAT_FLAC | SF_FORMAT_PCM_16, rate: 22_050),
        Format(name: "Vorbis", code: SF_FORMAT_OGG | SF_FORMAT_VORBIS, likeness: 0.95),
        Format(
            name: "Opus", code: SF_FORMAT_OGG | SF_FORMAT_OPUS, rate: 48_000, likeness: 0.9,
            exactLength: false),
        Format(
            name: "MP3", code: SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, likeness: 0.9,
            exactLength: false),
    ]

    @Test(arguments: formats) func decodes(_ format: Format) throws {
        let voice = Fixture.voice(seconds: 1, rate: format.rate)
        let bytes = Fixture.encode(voice, format: Int32(format.code), rate: format.rate)
        try #require(!bytes.isEmpty)
        let pcm = try Decoder.decode(bytes)
        #expect(pcm.sampleRate == format.rate)
        if format.exactLength { #expect(pcm.samples.count == voice.count) }
        // Lossy coders may move the sound by a frame's worth; the best of the shifts counts.
        let shifts = format.exactLength ? [0] : Array(-1_200...1_200)
        let best = shifts.map { likeness(voice, pcm.samples.array, shift: $0) }.max() ?? 0
        #expect(best > format.likeness)
    }

    @Test func opensDataAndBytesAlike() throws {
        let bytes = Fixture.encode(Fixture.voice(seconds: 0.2), format: Fixture.wav16)
        let (one, two) = (try Decoder.decode(bytes), try Decoder.decode(Data(bytes)))
        #expect(one.samples.array == two.samples.array)
        #expect(throws: DecodeError.empty) { try Decoder.decode(Data()) }
    }

    @Test func averagesChannelsButNotWhatCancels() throws {
        let voice = Fixture.sixteenBits(Fixture.voice(seconds: 0.3, rate: 16_000))
        let stereo = voice.flatMap { sample -> [Float] in [sample, 0] }
        let half = try Decoder.decode(Fixture.encode(stereo, format: Fixture.wavFloat, channels: 2))
        #expect(half.samples.array == voice.map { $0 / 2 })

        let opposed = voice.flatMap { sample -> [Float] in [sample, -sample] }
        let kept = try Decoder.decode(
            Fixture.encode(opposed, format: Fixture.wavFloat, channels: 2))
        #expect(kept.samples.array == voice)
    }

    @Test func cleansWhatIsNotANumber() throws {
        let samples: [Float] = [0.5, .nan, .infinity, -.infinity, 1e30, -0.25]
        let pcm = try Decoder.decode(Fixture.encode(samples, format: Fixture.wavFloat))
        #expect(pcm.samples.array == [0.5, 0, 0, 0, 4, -0.25])
    }

    @Test func takesASegment() throws {
        let samples = Fixture.sixteenBits(Fixture.voice(seconds: 1, rate: 16_000))
        let bytes = Fixture.encode(samples, format: Fixture.wav16)
        let part = try Decoder.decode(bytes, segment: .init(offset: 0.25, length: 0.5))
        #expect(part.samples.array == Array(samples[4_000..<12_000]))
        let rest = try Decoder.decode(bytes, segment: .init(offset: 0.9))
        #expect(rest.samples.array == Array(samples[14_400...]))
        for bad in [(1.5, 0.5), (-1, 0.5), (.nan, 0.5), (0, 0), (0, -.infinity), (1e300, 1)] {
            #expect(throws: DecodeError.segmentOutside) {
                try Decoder.decode(bytes, segment: .init(offset: bad.0, length: bad.1))
            }
        }
    }

    @Test func saysWhyItWillNot() {
        #expect(throws: DecodeError.noSamples) {
            try Decoder.decode(Fixture.encode([], format: Fixture.wav16))
        }
        for junk in [[0], Array("hello, this is text".utf8), Array("RIFF".utf8)] as [[UInt8]] {
            let error = #expect(throws: DecodeError.self) { try Decoder.decode(junk) }
            guard case .unreadable = error else {
                Issue.record("unexpected: \(String(describing: error))")
                continue
            }
            #expect(error?.description.contains("Skip it as broken.") == true)
        }
    }

    @Test func refusesRatesNoOneRecordsAt() {
        let bytes = Fixture.encode([0, 0.1, 0.2], format: Fixture.wav16, rate: 10)
        #expect(throws: DecodeError.unsupportedRate(10)) { try Decoder.decode(bytes) }
    }

    private func likeness(_ one: [Float], _ two: [Float], shift: Int) -> Double {
        var (product, first, second) = (0.0, 1e-12, 1e-12)
        // A tenth of the samples tell as much as all of them.
        for index in stride(from: 2_000, to: one.count - 2_000, by: 7) {
            let other = index + shift
            guard two.indices.contains(other) else { continue }
            product += Double(one[index] * two[other])
            first += Double(one[index] * one[index])
            second += Double(two[other] * two[other])
        }
        return product / (first * second).squareRoot()
    }
}
