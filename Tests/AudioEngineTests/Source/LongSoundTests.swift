// A recording that is decoded where it is heard sounds as if it had been decoded whole.
import CSndFile
import Testing

@testable import AudioEngine

@Suite struct LongSoundTests {
    static let formats: [DecoderTests.Format] = [
        .init(name: "WAV 16", code: SF_FORMAT_WAV | SF_FORMAT_PCM_16, rate: 8_000),
        .init(name: "mu-law", code: SF_FORMAT_WAV | SF_FORMAT_ULAW, rate: 8_000),
        .init(name: "IMA ADPCM", code: SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM, rate: 8_000),
        .init(
            name: "GSM 6.10", code: SF_FORMAT_WAV | SF_FORMAT_GSM610, rate: 8_000, likeness: 0.99),
        .init(name: "FLAC", code: SF_FORMAT_FLAC | SF_FORMAT_PCM_16, rate: 8_000),
        .init(name: "Vorbis", code: SF_FORMAT_OGG | SF_FORMAT_VORBIS, rate: 8_000),
        .init(name: "Opus", code: SF_FORMAT_OGG | SF_FORMAT_OPUS, rate: 8_000),
        .init(name: "MP3", code: SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, rate: 16_000),
        .init(name: "G.721", code: SF_FORMAT_AU | SF_FORMAT_G721_32, rate: 8_000),
    ]

    @Test(arguments: formats) func soundsAsIfDecodedWhole(_ format: DecoderTests.Format) throws {
        let file = LongFixture.file(
            format.code, LongFixture.samples(seconds: 84, rate: format.rate), rate: format.rate)
        let clip = try LongFixture.prepare(file)
        let long = try #require(clip.long)
        let whole = try file.withUnsafeBytes { (raw) throws(DecodeError) in
            try Decoder.decode(raw)
        }
        let expected = Resampler.resample(whole, to: Engine.rate)
        #expect(long.count == expected.count)
        // Places in no order: the end, back, the seam of two seconds, the beginning.
        for second in [50, 83, 12, 13, 0, 70] {
            let from = second * Engine.rate + (second == 83 ? 0 : Engine.rate / 2)
            let range = from..<min(from + Engine.rate, expected.count)
            let got = clip.frames(range)
            var (error, energy) = (0.0, 1e-9)
            for (index, frame) in range.enumerated() {
                let difference = Double(got[index] - expected[frame])
                error += difference * difference
                energy += Double(expected[frame] * expected[frame])
            }
            // A coder with a memory needs some time to come to the same after a seek.
            let allowed = format.likeness == 0.999 ? 1e-6 : 1 - format.likeness
            #expect(error / energy < allowed, "\(second)")
        }
    }

    @Test func aSecondIsTheSameWhateverCameBefore() throws {
        let file = LongFixture.file(SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
        let one = try LongFixture.prepare(file)
        let two = try LongFixture.prepare(file)
        let range = 30 * Engine.rate..<33 * Engine.rate
        for place in [1, 80, 29, 35] {
            _ = two.frames(place * Engine.rate..<place * Engine.rate + 1)
        }
        #expect(one.frames(range) == two.frames(range))
    }

    @Test func choosesAChannelWhileDecoding() throws {
        let left = LongFixture.samples(seconds: 40)
        let right = left.map { $0 * -0.5 }
        let both = zip(left, right).flatMap { [$0, $1] }
        let file = PlainBytes(
            Fixture.encode(
                both, format: Int32(SF_FORMAT_WAV | SF_FORMAT_FLOAT), rate: 8_000, channels: 2))
        let clip = try LongFixture.prepare(file)
        try #require(clip.long != nil)
        #expect(clip.channelCount == 2)
        let range = 20 * Engine.rate..<21 * Engine.rate
        let heard = clip.frames(range, channel: .left)
        #expect(heard.contains { abs($0) > 0.05 })
        #expect(clip.frames(range, channel: .right) == heard.map { $0 * -0.5 })
        #expect(clip.frames(range, channel: .number(3)) == clip.frames(range, channel: .mix))
        let mix = zip(clip.frames(range), heard).allSatisfy { abs($0 - $1 * 0.25) < 1e-5 }
        #expect(mix)
    }

    @Test func doesNotLoseWhatStandsInOppositePhase() async throws {
        let voice = LongFixture.samples(seconds: 40)
        let opposed = voice.flatMap { [$0, -$0] }
        let file = PlainBytes(
            Fixture.encode(
                opposed, format: Int32(SF_FORMAT_WAV | SF_FORMAT_FLOAT), rate: 8_000, channels: 2))
        let (clip, _) = try await LongFixture.surveyed(file)
        let heard = clip.frames(3 * Engine.rate..<4 * Engine.rate)
        #expect(heard.contains { abs($0) > 0.05 })
        #expect(clip.loudness.integrated ?? -70 > -40)
    }

    @Test func takesASegmentFromFarInside() throws {
        let file = LongFixture.file(SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
        let whole = try LongFixture.prepare(file)
        let part = try LongFixture.prepare(file, segment: .init(offset: 35, length: 40.5))
        #expect(part.duration == 40.5)
        #expect(part.sound.count == 1_944_000)
        let one = whole.frames(40 * Engine.rate..<41 * Engine.rate)
        #expect(part.frames(5 * Engine.rate..<6 * Engine.rate) == one)
        let last = part.frames(40 * Engine.rate..<part.sound.count)
        #expect(last.count == 24_000)
        #expect(throws: DecodeError.segmentOutside) {
            try LongFixture.prepare(file, segment: .init(offset: 91))
        }
    }

    @Test func holdsTheBytesNoLongerThanTheClip() async throws {
        let bytes = try dropped()
        // The pass lets go at its next block.
        while bytes.held != nil { await Task.yield() }
    }

    private struct Dropped { weak var held: LongFixture.Watched? }

    private func dropped() throws -> Dropped {
        let bytes = LongFixture.Watched(LongFixture.file(SF_FORMAT_WAV | SF_FORMAT_ULAW))
        let clip = try LongFixture.prepare(bytes)
        #expect(clip.long != nil)
        #expect(clip.byteCount - bytes.count < 32 << 20)
        return Dropped(held: bytes)
    }
}
