// The private sound server: what is played is what is recorded.

import Foundation
import TerminalHarness
import Testing

/// A tone as little-endian 32-bit floats, the same in both channels.
private func tone(hertz: Double, frames: Int, amplitude: Double) -> [Float] {
    (0..<frames).map { Float(sin(2 * .pi * hertz * Double($0) / 48_000) * amplitude) }
}

private func bytes(_ samples: [Float]) -> [UInt8] {
    samples.flatMap { sample in
        withUnsafeBytes(of: sample.bitPattern.littleEndian) { Array($0) }
    }
}

@Suite(.serialized) struct PrivateSoundServerTests {
    @Test func aToneIsHeardSampleBySample() throws {
        let server = try PrivateSoundServer(format: .init(rate: 48_000, channels: 1))
        let recording = try server.record()
        let played = tone(hertz: 440, frames: 24_000, amplitude: 0.5)
        let folder = try TemporaryFolder()
        let file = try folder.write("tone.raw", bytes(played))
        try server.run(
            "pacat", ["--raw", "--format=float32le", "--rate=48000", "--channels=1", file])
        try recording.waitUntil("the whole tone") { heard in
            guard let start = heard.firstIndex(where: { $0 != 0 }) else { return false }
            return heard.count - start >= played.count
        }
        let heard = try recording.stop()
        // The tone's first sample is 0.
        let start = try #require(heard.firstIndex { $0 != 0 }) - 1
        #expect(Array(heard[start..<start + played.count]) == played)
        #expect(heard[..<start].allSatisfy { $0 == 0 })
    }

    @Test func channelsStayApart() throws {
        let server = try PrivateSoundServer()
        let recording = try server.record()
        let left = tone(hertz: 300, frames: 9_600, amplitude: 0.25)
        let folder = try TemporaryFolder()
        let file = try folder.write("left.raw", bytes(left.flatMap { [$0, 0] }))
        try server.run(
            "pacat", ["--raw", "--format=float32le", "--rate=48000", "--channels=2", file])
        try recording.waitUntil("a quarter of full scale") { $0.contains { $0 > 0.24 } }
        _ = try recording.stop()
        #expect(recording.channel(0).contains { $0 > 0.24 })
        #expect(recording.channel(1).allSatisfy { $0 == 0 })
    }

    @Test func aServerCanVanish() throws {
        let server = try PrivateSoundServer()
        #expect(try server.run("pactl", ["list", "short", "sinks"]).contains("earshot"))
        try server.stop()
        #expect(!server.isRunning)
        #expect(throws: HarnessFailure.self) { try server.run("pactl", ["info"]) }
    }

    @Test func aServerMayHaveNothingToPlayOn() throws {
        let server = try PrivateSoundServer(withSink: false)
        #expect(try server.run("pactl", ["list", "short", "sinks"]).isEmpty)
    }
}
