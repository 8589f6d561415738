// What a real sound server received is the clip that was played.
import Dispatch
import Foundation
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

    private func player(_ server: SoundServer, _ awaited: Awaited) -> Player {
        Player(output: .pulse(device: "ear", server: server.address)) { awaited.note($0) }
    }

    @Test func hearsTheClipThatWasPlayed() throws {
        let server = try SoundServer()
        try server.record()
        let ended = Awaited(.ended)
        let player = player(server, ended)
        player.settle()
        #expect(player.snapshot().device == .ready(name: "ear"))
        player.setLevelling(false)
        player.load(Fixture.clip(Self.clip))
        player.play()
        ended.wait()
        #expect(player.snapshot().underruns == 0)
        #expect(player.snapshot().heard == [0...1])
        player.shutdown()
        #expect(find(Self.clip, in: server))
    }

    @Test func noticesAServerThatGoesAndSaysWhyWhenItStaysAway() throws {
        let server = try SoundServer()
        let lost = Awaited(.deviceLost)
        let player = player(server, lost)
        player.load(Fixture.clip(Self.clip))
        player.setLoop(0...1)
        player.play()
        player.settle()
        #expect(player.snapshot().state == .playing)
        server.stop()
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
        let server = try SoundServer()
        let port = OutputPort.pulse(device: "no such sink", server: server.address)
        #expect(throws: OutputUnavailable.self) {
            _ = try port.open(SampleRing(exponent: 4)) {}
        }
    }

    /// The recorder is behind by its own buffers: it is read until the clip is in it.
    private func find(_ clip: [Float], in server: SoundServer) -> Bool {
        for _ in 0..<2_000 {
            let recorded = server.recorded()
            if let start = recorded.firstIndex(where: { $0 == clip[0] }),
                recorded.count >= start + clip.count
            {
                return Array(recorded[start..<start + clip.count]) == clip
            }
            // One question to the server is a measure of its progress, not of time.
            try? server.control(untilItAnswers: ["info"])
        }
        return false
    }
}
