// Damaged files of every format end in a sound or a reason, never in a crash.
import CSndFile
import Testing

@testable import AudioEngine

@Suite struct MalformedAudioTests {
    @Test(arguments: DecoderTests.formats) func survivesDamage(_ format: DecoderTests.Format) {
        let voice = Fixture.voice(seconds: 0.25, rate: format.rate)
        let good = Fixture.encode(voice, format: Int32(format.code), rate: format.rate)
        var random = Seeded(UInt64(format.code))
        for _ in 0..<24 { check(damage(good, &random)) }
    }

    @Test(arguments: DecoderTests.formats) func survivesTruncation(
        _ format: DecoderTests.Format
    ) {
        let voice = Fixture.voice(seconds: 0.25, rate: format.rate)
        let good = Fixture.encode(voice, format: Int32(format.code), rate: format.rate)
        for share in [1, 3, 10, 50, 90, 99] { check(Array(good.prefix(good.count * share / 100))) }
        for bytes in [1, 4, 12, 44, 45] { check(Array(good.prefix(bytes))) }
    }

    @Test func believesNoLengthInAHeader() throws {
        // A data chunk that claims four gigabytes over a tenth of a second.
        var bytes = Fixture.encode(Fixture.voice(seconds: 0.1), format: Fixture.wav16)
        for index in 40..<44 { bytes[index] = 0xFF }
        let pcm = try Decoder.decode(bytes)
        #expect(pcm.samples.count <= 4_800)
    }

    /// Whatever comes out is finite and bounded, or an error with words.
    private func check(_ bytes: [UInt8]) {
        do throws(DecodeError) {
            let pcm = try Decoder.decode(bytes)
            #expect(pcm.samples.count > 0)
            #expect(pcm.samples.array.allSatisfy { $0.isFinite && abs($0) <= 4 })
        } catch {
            #expect(!error.description.isEmpty)
        }
    }

    private func damage(_ good: [UInt8], _ random: inout Seeded) -> [UInt8] {
        var bytes = good
        // Headers are where lies hurt: half of the damage goes there.
        for _ in 0..<Int.random(in: 1...12, using: &random) where !bytes.isEmpty {
            let reach = Bool.random(using: &random) ? min(64, bytes.count) : bytes.count
            let place = Int.random(in: 0..<reach, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.insert(0xFF, at: place)
            default: bytes.remove(at: place)
            }
        }
        return bytes
    }
}
