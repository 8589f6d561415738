// Damaged long recordings: what is streamed and surveyed ends in a sound or a reason, soon, and in
// little memory.
import CSndFile
import Synchronization
import Testing

@testable import AudioEngine

@Suite(.serialized) struct MalformedLongTests {
    /// Twenty minutes of 4 kHz in the smallest codings: longer than any clip that is held whole.
    static let goodFiles: [[UInt8]] = {
        let minute = Fixture.voice(seconds: 60, rate: 4_000)
        let samples = Array(repeatElement(minute, count: 20).joined())
        let codes = [
            SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM, SF_FORMAT_W64 | SF_FORMAT_IMA_ADPCM,
            SF_FORMAT_RF64 | SF_FORMAT_ULAW, SF_FORMAT_FLAC | SF_FORMAT_PCM_S8,
            SF_FORMAT_AU | SF_FORMAT_G721_32, SF_FORMAT_WAV | SF_FORMAT_GSM610,
        ]
        return codes.map { Fixture.encode(samples, format: Int32($0), rate: 4_000) }
    }()

    @Test func survivesDamage() {
        for seed in 0..<24 {
            var mutator = Mutator(seed: UInt64(seed), good: Self.goodFiles)
            check(mutator.next(), seed: seed)
        }
    }

    @Test func survivesTruncation() {
        for good in Self.goodFiles {
            for share in [1, 50, 99] {
                check(Array(good.prefix(good.count * share / 100)), seed: share)
            }
        }
    }

    @Test func refusesMoreThanADay() {
        var bytes = Fixture.encode(
            [0, 0], format: Int32(SF_FORMAT_AU | SF_FORMAT_ULAW), rate: 1_000)
        bytes.append(contentsOf: [UInt8](repeating: 0xFF, count: 86_402_000))
        for index in 8..<12 { bytes[index] = 0xFF }
        let error = #expect(throws: DecodeError.tooLong(limitSeconds: 86_400)) {
            try Player.prepare(PlainBytes(bytes))
        }
        #expect(error?.description.contains("24 hours") == true)
        #expect(throws: DecodeError.tooLong(limitSeconds: 86_400)) { try Decoder.probe(bytes) }
    }

    @Test func playsWhatIsBehindALengthBeyondBelief() async throws {
        // FLAC keeps its count in 36 bits, from the middle of byte 21 on: all ones are 198 days.
        var bytes = Fixture.encode(
            Fixture.voice(seconds: 8, rate: 4_000),
            format: Int32(SF_FORMAT_FLAC | SF_FORMAT_PCM_16),
            rate: 4_000)
        bytes[21] |= 0x0F
        for index in 22..<26 { bytes[index] = 0xFF }
        #expect(try Decoder.probe(bytes) == 8)
        // As long as nobody has gone through it, it is as long as was looked at.
        let (clip, _) = try await LongFixture.surveyed(PlainBytes(bytes))
        #expect(clip.long != nil)
        #expect(clip.duration == 8)
        #expect(clip.frames(7 * Engine.rate..<8 * Engine.rate).contains { abs($0) > 0.05 })
    }

    /// Opens, looks at the far end and somewhere inside. What is counted is how often the decoder
    /// was lent the bytes, for a stretch at most each time: on a busy machine a time says nothing.
    private func check(_ bytes: [UInt8], seed: Int) {
        let bytes = CountedBytes(bytes)
        do throws(DecodeError) {
            let clip = try Player.prepare(bytes)
            let tap = SoundTap(clip, .mix)
            for share in [0.5, 0.999, 0.1] {
                let frame = Int(Double(clip.sound.count) * share)
                while !tap.load(frame..<frame + 480, patience: .seconds(1)) {}
                let out = ScratchSamples(count: 480)
                tap.copy(from: min(frame, clip.sound.count), into: out.buffer)
                #expect(out.buffer.allSatisfy { $0.isFinite && abs($0) < 32 }, "seed \(seed)")
            }
            #expect(clip.survey.duration > 0, "seed \(seed)")
            let held = clip.long == nil ? clip.byteCount : clip.byteCount - bytes.count
            #expect(held < 200 << 20, "seed \(seed)")
        } catch {
            #expect(!error.description.isEmpty, "seed \(seed)")
        }
        #expect(bytes.loans < 1_000, "seed \(seed)")
    }

    /// Bytes that count how often they were lent.
    private final class CountedBytes: RecordingBytes {
        private let bytes: PlainBytes
        private let lent = Atomic(0)

        init(_ bytes: [UInt8]) { self.bytes = PlainBytes(bytes) }

        var count: Int { bytes.count }
        var loans: Int { lent.load(ordering: .relaxed) }

        func withUnsafeBytes<Result, Failure: Error>(
            _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            lent.add(1, ordering: .relaxed)
            return try bytes.withUnsafeBytes(body)
        }
    }
}
