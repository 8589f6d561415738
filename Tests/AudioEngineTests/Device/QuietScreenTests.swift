// The sound server's library has nothing to say to the screen, whatever becomes of the server.
import Dispatch
import Foundation
import Synchronization
import TerminalHarness
import Testing

@testable import AudioEngine

@Suite struct QuietScreenTests {
    @Test func nothingIsWrittenWhenTheServerIsMissingOrKilled() async throws {
        let result = await #expect(
            processExitsWith: .success,
            observing: [\.standardErrorContent, \.standardOutputContent]
        ) {
            try QuietScreenTests.playToAServerThatIsMissing()
            try QuietScreenTests.playToAServerThatIsKilled()
        }
        let written = try #require(result)
        #expect(String(decoding: written.standardErrorContent, as: UTF8.self) == "")
        #expect(String(decoding: written.standardOutputContent, as: UTF8.self) == "")
    }

    private static func clip() -> PreparedClip {
        Fixture.clip(Fixture.noise(seconds: 1, amplitude: 0.5, seed: 5))
    }

    private static func playToAServerThatIsMissing() throws {
        let told = DispatchSemaphore(value: 0)
        let port = OutputPort.pulse(device: nil, server: "unix:/nowhere/at/all")
        let player = Player(output: port) { if case .unavailable = $0 { told.signal() } }
        told.wait()
        player.load(clip())
        player.play()
        told.wait()
        player.shutdown()
    }

    private static func playToAServerThatIsKilled() throws {
        let server = try PrivateSoundServer(format: .init(channels: 1))
        let (started, lost) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let address = server.environment["PULSE_SERVER"]
        let player = Player(output: .pulse(device: nil, server: address)) { event in
            if event == .started { started.signal() }
            if event == .deviceLost { lost.signal() }
        }
        player.load(clip())
        player.setLoop(0...1)
        player.play()
        started.wait()
        try server.stop()
        lost.wait()
        player.play()
        player.settle()
        player.shutdown()
    }
}
