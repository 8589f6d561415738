// What a real sound server received is the clip that was played.
import Dispatch
import Foundation
import TerminalHarness
import Testing

@testable import AudioEngine

@Suite(.serialized) struct SoundServerTests {
    /// Waits for one event of a player.
    private final class Awaited: Sendable {
        private let happened = DispatchSemaphore(value: 0)
        private let wanted: PlayerEvent
        init(_ wanted: PlayerEvent) { self.wanted = wanted }
        func note(_ event: PlayerEvent) { if event == wanted { happened.signal() } }
        func wait() { happened.wait() }
    }

    private static let clip = Fixture.noise(seconds: 1, amplitude: 0.5, seed: 77)

    private func player(_ server: PrivateSoundServer, _ awaited: Awaited) -> Player {
        let port = OutputPort.pulse(
            device: PrivateSoundServer.sink, server: server.environment["PULSE_SERVER"])
        return Player(output: port) { awaited.note($0) }
    }

    @Test func hearsTheClipThatWasPlayed() throws {
        let server = try PrivateSoundServer(format: .init(channels: 1))
        let recording = try server.record()
        let ended = Awaited(.ended)
        let player = player(server, ended)
        player.settle()
        #expect(player.snapshot().device.name == PrivateSoundServer.sink)
        player.setLevelling(false)
        // On a machine busy with other tests the engine may come too late. It counts that, and
        // a play that it counted nothing for must be whole.
        var missed = 0
        repeat {
            missed = player.snapshot().underruns
            player.load(Fixture.clip(Self.clip))
            player.play()
            ended.wait()
        } while player.snapshot().underruns > missed
        let heard = player.snapshot().coverage
        #expect(heard == .heard(0...1, plays: heard.plays))
        player.shutdown()
        try recording.waitUntil("the clip, sample for sample") { Self.contains(Self.clip, $0) }
    }

    @Test func noticesAServerThatGoesAndSaysWhyWhenItStaysAway() throws {
        let server = try PrivateSoundServer()
        let lost = Awaited(.deviceLost)
        let player = player(server, lost)
        player.load(Fixture.clip(Self.clip))
        player.setLoop(0...1)
        player.play()
        player.settle()
        #expect(player.snapshot().state == .playing)
        try server.stop()
        lost.wait()
        player.play()
        player.settle()
        guard case .unavailable(let reason) = player.snapshot().device else {
            Issue.record("plays to a server that is gone")
            return
        }
        #expect(reason.contains("sound server"))
        #expect(player.snapshot().state == .deviceLost)
        player.shutdown()
    }

    @Test func worksOnWithoutAServer() {
        let told = DispatchSemaphore(value: 0)
        let port = OutputPort.pulse(device: nil, server: "unix:/nowhere/at/all")
        let player = Player(output: port) { if case .unavailable = $0 { told.signal() } }
        told.wait()
        player.load(Fixture.clip(Self.clip))
        player.seek(to: 0.25)
        player.settle()
        #expect(player.snapshot().state == .loaded)
        #expect(player.snapshot().position == 0.25)
        player.play()
        told.wait()
        player.settle()
        #expect(player.snapshot().state == .deviceLost)
        player.shutdown()
    }

    @Test func refusesADeviceThatIsNotThere() throws {
        let server = try PrivateSoundServer()
        let address = server.environment["PULSE_SERVER"]
        let port = OutputPort.pulse(device: "no such sink", server: address)
        #expect(throws: OutputUnavailable.self) {
            _ = try port.open(SampleRing(exponent: 4), nil) { _ in }
        }
    }

    /// What follows the key is counted in samples, not in time: those the sink had played when it
    /// was pressed, as far as the recorder has come, and those it played in all. A busy machine
    /// holds the recorder or the engine up, so the best of a few tries counts.
    @Test(arguments: [true, false]) func silencesWhatTheSinkPlays(atOnce: Bool) throws {
        // The sink's own block, which it takes a buffer's length at a time, and the recorder's;
        // where sound falls, also what the server was asked to hold, and the fall.
        let most = (atOnce ? 2 : 3) * PulseStream.bufferMilliseconds + (atOnce ? 0 : 20)
        var least = Int.max
        for _ in 0..<5 where least > most {
            least = min(least, try soundAfterTheKey(atOnce: atOnce) / (Engine.rate / 1_000))
        }
        print("\(atOnce ? "panic" : "pause"): \(least) ms of sound after the key")
        #expect(least <= most)
    }

    /// Samples heard after the key, at most.
    private func soundAfterTheKey(atOnce: Bool) throws -> Int {
        let server = try PrivateSoundServer(format: .init(channels: 1))
        let recording = try server.record()
        let started = Awaited(.started)
        let player = player(server, started)
        defer { player.shutdown() }
        player.setLevelling(!atOnce)
        player.load(Fixture.clip(Fixture.noise(seconds: 20, amplitude: 0.3, seed: 91)))
        player.play()
        started.wait()
        try recording.waitUntil("half a second") { heard in heard.count { $0 != 0 } > 24_000 }
        let before = recording.samples.count
        if atOnce { player.panic() } else { player.pause() }
        player.settle()
        try recording.waitUntil("silence") { heard in
            heard.count > 48_000 && heard.suffix(24_000).allSatisfy { $0 == 0 }
        }
        #expect(player.snapshot().state == .paused)
        let last = try #require(try recording.stop().lastIndex { $0 != 0 })
        return max(0, last + 1 - before)
    }

    /// Whether `clip` stands unchanged, sample for sample, somewhere in what was heard.
    private static func contains(_ clip: [Float], _ heard: [Float]) -> Bool {
        heard.indices.contains { start in
            heard[start] == clip[0] && heard.count >= start + clip.count
                && heard[start..<start + clip.count].elementsEqual(clip)
        }
    }
}
