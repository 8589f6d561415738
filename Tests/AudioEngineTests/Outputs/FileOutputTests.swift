// The recording output holds the samples that were played, and is a whole file at any moment.
import Foundation
import Synchronization
import Testing

@testable import AudioEngine

@Suite struct FileOutputTests {
    @Test(arguments: [
        ("", AudioOutputChoice.default), ("default", .default), ("null", .null),
        ("file:/tmp/a b.wav", .file(path: "/tmp/a b.wav")), ("file:", .device(name: "file:")),
        ("alsa_output.usb", .device(name: "alsa_output.usb")),
    ]) func readsTheEnvironment(value: String, choice: AudioOutputChoice) {
        #expect(AudioOutputChoice(environmentValue: value) == choice)
        #expect(AudioOutputChoice(environmentValue: nil) == .default)
    }

    private func temporary() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).wav").path
    }

    @Test func recordsWhatWasPlayed() throws {
        let path = temporary()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let voice = Fixture.sixteenBits(Fixture.voice(seconds: 0.3))
        let ended = DispatchSemaphore(value: 0)
        let player = Player(choice: .file(path: path)) { if $0 == .ended { ended.signal() } }
        player.setLevelling(false)
        player.load(Fixture.clip(voice))
        player.play()
        ended.wait()
        player.shutdown()
        let recorded = try Decoder.decode(Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(recorded.sampleRate == 48_000)
        #expect(recorded.samples.array == voice)
    }

    @Test func isWholeAfterEveryBlock() throws {
        let path = temporary()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let recording = try WAVRecording(path: path)
        var all: [Float] = []
        for piece in [1, 480, 3] {
            let samples = Fixture.sixteenBits(Fixture.noise(seconds: 0.01, amplitude: 1, seed: 5))
            let part = Array(samples.prefix(piece))
            all += part
            #expect(part.withUnsafeBufferPointer { recording.take($0) })
            let read = try Decoder.decode(Data(contentsOf: URL(fileURLWithPath: path)))
            #expect(read.samples.array == all)
        }
    }

    @Test func saysWhyItCannotRecord() {
        #expect(throws: OutputUnavailable.self) { try WAVRecording(path: "/nowhere/at/all.wav") }
        let told = DispatchSemaphore(value: 0)
        let player = Player(choice: .file(path: "/nowhere/at/all.wav")) {
            if case .unavailable = $0 { told.signal() }
        }
        told.wait()
        player.settle()
        guard case .unavailable(let reason) = player.snapshot().device else {
            Issue.record("the player thinks it can record")
            return
        }
        #expect(reason.contains("EARSHOT_AUDIO"))
        player.shutdown()
    }

    /// Paced by a clock that a test moves: what is due is taken, nothing while stopped.
    @Test func followsTheClockItIsGiven() {
        let ring = SampleRing(exponent: 15)
        let time = Mutex<UInt64>(0)
        let sink = CountingRecording()
        let output = PacedOutput(
            ring: ring, recording: sink, clock: { time.withLock { $0 } }, lost: {})
        _ = Fixture.noise(seconds: 0.5, amplitude: 1, seed: 1).withUnsafeBufferPointer {
            ring.write($0)
        }
        output.start()
        sink.waitUntil(480)
        time.withLock { $0 += 100_000_000 }
        sink.waitUntil(480 + 4_800)
        output.stop()
        time.withLock { $0 += 100_000_000 }
        output.close()
        #expect(sink.count == 480 + 4_800)
    }
}

/// Counts samples.
private final class CountingRecording: Recording {
    private let total = Mutex(0)
    private let changed = DispatchSemaphore(value: 0)
    var count: Int { total.withLock { $0 } }

    func take(_ samples: UnsafeBufferPointer<Float>) -> Bool {
        total.withLock { $0 += samples.count }
        changed.signal()
        return true
    }

    func waitUntil(_ wanted: Int) {
        while count < wanted { changed.wait() }
    }

    func close() {}
}
