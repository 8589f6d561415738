// Damaged long recordings: what is streamed and surveyed ends in a sound or a reason, soon, and in
// little memory.
import CSndFile
import Foundation
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

    @Test func playsWhatIsBehindALengthBeyondBelief() throws {
        // FLAC keeps its count in 36 bits, from the middle of byte 21 on: all ones are 198 days.
        var bytes = Fixture.encode(
            Fixture.voice(seconds: 8, rate: 4_000),
            format: Int32(SF_FORMAT_FLAC | SF_FORMAT_PCM_16),
            rate: 4_000)
        bytes[21] |= 0x0F
        for index in 22..<26 { bytes[index] = 0xFF }
        #expect(try Decoder.probe(bytes) == 8)
        let clip = try Player.prepare(PlainBytes(bytes))
        #expect(clip.long != nil)
        #expect(clip.frames(7 * Engine.rate..<8 * Engine.rate).contains { abs($0) > 0.05 })
    }

    /// Opens, looks at the far end and somewhere inside; never at length.
    private func check(_ bytes: [UInt8], seed: Int) {
        let (memory, began) = (Self.mostMemory(), Self.processorSeconds())
        do throws(DecodeError) {
            let clip = try Player.prepare(PlainBytes(bytes))
            for share in [0.5, 0.999, 0.1] {
                let frame = Int(Double(clip.sound.count) * share)
                // One call is one turn of the engine: what is not there then may come later.
                let tap = SoundTap(clip, .mix)
                _ = tap.load(frame..<frame + 480)
                let out = ScratchSamples(count: 480)
                tap.copy(from: min(frame, clip.sound.count), into: out.buffer)
                #expect(out.buffer.allSatisfy { $0.isFinite && abs($0) < 32 }, "seed \(seed)")
            }
            #expect(clip.survey.duration > 0, "seed \(seed)")
        } catch {
            #expect(!error.description.isEmpty, "seed \(seed)")
        }
        // This thread's own work, which other tests on a busy machine do not add to.
        #expect(Self.processorSeconds() - began < 1, "seed \(seed)")
        #expect(Self.mostMemory() - memory < 200 << 20, "seed \(seed)")
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func mostMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1_024
    }
}
