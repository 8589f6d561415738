// Sinks and servers that go and come back under a clip that plays.
import Dispatch
import Foundation
import Synchronization
import TerminalHarness
import Testing

@testable import AudioEngine

@Suite(.serialized) struct DeviceLifeTests {
    /// Waits for events in their order; what comes between them is passed over.
    private final class Story: Sendable {
        private let events = Mutex<[PlayerEvent]>([])
        private let news = DispatchSemaphore(value: 0)

        func note(_ event: PlayerEvent) {
            events.withLock { $0.append(event) }
            news.signal()
        }

        /// False when it did not happen within half a minute.
        func wait(for wanted: PlayerEvent) -> Bool {
            while true {
                let found = events.withLock { events -> Bool in
                    guard let place = events.firstIndex(of: wanted) else { return false }
                    events.removeSubrange(...place)
                    return true
                }
                if found { return true }
                if news.wait(timeout: .now() + 30) == .timedOut { return false }
            }
        }
    }

    private static let clip = Fixture.noise(seconds: 2, amplitude: 0.5, seed: 78)

    private func player(_ server: PrivateSoundServer, _ device: String?, _ story: Story) -> Player {
        let port = OutputPort.pulse(device: device, server: server.environment["PULSE_SERVER"])
        let player = Player(output: port) { story.note($0) }
        player.load(Fixture.clip(Self.clip))
        return player
    }

    private func plug(_ name: String, into server: PrivateSoundServer) throws {
        try server.run(
            "pactl",
            [
                "load-module", "module-null-sink", "sink_name=\(name)", "norewinds=1",
                "format=float32le", "rate=48000", "channels=1",
            ])
    }

    private func unplug(_ name: String, from server: PrivateSoundServer) throws {
        let modules = try server.run("pactl", ["list", "short", "modules"]).split(separator: "\n")
        let module = try #require(modules.first { $0.contains("sink_name=\(name) ") })
        let index = try #require(module.split(separator: "\t").first)
        try server.run("pactl", ["unload-module", String(index)])
    }

    @Test(arguments: [nil, PrivateSoundServer.sink]) func goesOnWhenTheSinkIsBack(
        device: String?
    ) throws {
        let server = try PrivateSoundServer(format: .init(channels: 1))
        // Something else to play to, as the loudspeakers are when a headset is pulled.
        try plug("loudspeakers", into: server)
        let story = Story()
        let player = player(server, device, story)
        player.setLoop(0...2)
        player.play()
        #expect(story.wait(for: .started))
        let recording = try server.record()
        try recording.waitUntil("sound") { $0.contains { $0 != 0 } }
        try unplug(PrivateSoundServer.sink, from: server)
        #expect(story.wait(for: .deviceLost))
        let lost = player.snapshot()
        #expect(lost.state == .deviceLost)
        #expect(lost.device == .lost)
        #expect(lost.position > 0)
        // Another device is none to go on with.
        try plug("loudspeakers", into: server)
        try plug("television", into: server)
        player.settle()
        #expect(player.snapshot().state == .deviceLost)
        try plug(PrivateSoundServer.sink, into: server)
        #expect(story.wait(for: .deviceBack))
        #expect(story.wait(for: .started))
        #expect(player.snapshot().device.name == PrivateSoundServer.sink)
        #expect(player.snapshot().position >= lost.position)
        let again = try server.record()
        try again.waitUntil("sound") { $0.contains { $0 != 0 } }
        player.shutdown()
    }

    @Test func followsTheDefaultDevice() throws {
        let server = try PrivateSoundServer(format: .init(channels: 1))
        try plug("headset", into: server)
        try server.run("pactl", ["set-default-sink", "headset"])
        let story = Story()
        let player = player(server, nil, story)
        player.setLoop(0...2)
        player.play()
        #expect(story.wait(for: .started))
        #expect(player.snapshot().device.name == "headset")
        let recording = try server.record()
        try server.run("pactl", ["set-default-sink", PrivateSoundServer.sink])
        try recording.waitUntil("sound") { $0.contains { $0 != 0 } }
        player.settle()
        #expect(player.snapshot().state == .playing)
        #expect(player.snapshot().device.name == PrivateSoundServer.sink)
        player.shutdown()
    }

    @Test func learnsOfTheSystemsVolumeWhileItPlays() throws {
        let server = try PrivateSoundServer(format: .init(channels: 1))
        let story = Story()
        let player = player(server, nil, story)
        player.setLoop(0...2)
        player.play()
        #expect(story.wait(for: .started))
        #expect(player.snapshot().device.volume?.scale == 1)
        #expect(abs(try #require(player.snapshot().device.volume?.decibels)) < 0.01)
        try server.run("pactl", ["set-sink-volume", PrivateSoundServer.sink, "50%"])
        // Asked over another connection the server has told this one before it answers.
        var volume: SystemVolume?
        for _ in 0..<1_000 where volume?.scale != 0.5 {
            _ = try Player.devices(server: server.environment["PULSE_SERVER"])
            player.settle()
            volume = player.snapshot().device.volume
        }
        #expect(volume?.scale == 0.5)
        #expect(abs(try #require(volume?.decibels) + 18.06) < 0.01)
        #expect(player.snapshot().state == .playing)
        player.shutdown()
    }

    @Test func listsDevicesAndGoesToTheChosenOne() throws {
        let server = try PrivateSoundServer(format: .init(channels: 1))
        try plug("headset", into: server)
        let address = try #require(server.environment["PULSE_SERVER"])
        let devices = try Player.devices(server: address)
        #expect(devices.map(\.name) == [PrivateSoundServer.sink, "headset"])
        #expect(devices.map(\.isDefault) == [true, false])
        #expect(devices.allSatisfy { !$0.description.isEmpty })
        #expect(throws: OutputUnavailable.self) {
            try Player.devices(server: "unix:/nowhere/at/all")
        }

        let story = Story()
        let player = player(server, "headset", story)
        player.setLoop(0...2)
        player.play()
        #expect(story.wait(for: .started))
        let recording = try server.record()
        player.choose(device: PrivateSoundServer.sink)
        try recording.waitUntil("sound") { $0.contains { $0 != 0 } }
        #expect(player.snapshot().state == .playing)
        #expect(player.snapshot().device.name == PrivateSoundServer.sink)
        player.shutdown()
    }

    @Test func reachesAServerThatWasRestarted() throws {
        let server = try PrivateSoundServer(format: .init(channels: 1))
        let story = Story()
        let player = player(server, nil, story)
        player.setLoop(0...2)
        player.play()
        #expect(story.wait(for: .started))
        try server.stop()
        #expect(story.wait(for: .deviceLost))
        let position = player.snapshot().position
        let second = try restart(server)
        #expect(story.wait(for: .deviceBack))
        #expect(story.wait(for: .started))
        #expect(player.snapshot().state == .playing)
        #expect(player.snapshot().position >= position)
        player.shutdown()
        second.process.kill(SIGKILL)
        _ = try second.wait()
    }

    @Test func findsAServerThatComesLater() throws {
        let server = try PrivateSoundServer(format: .init(channels: 1))
        try server.stop()
        let told = DispatchSemaphore(value: 0)
        let story = Story()
        let port = OutputPort.pulse(device: nil, server: server.environment["PULSE_SERVER"])
        let player = Player(output: port) {
            if case .unavailable = $0 { told.signal() }
            story.note($0)
        }
        told.wait()
        player.load(Fixture.clip(Self.clip))
        let second = try restart(server)
        #expect(story.wait(for: .deviceBack))
        #expect(player.snapshot().state == .loaded)
        player.play()
        #expect(story.wait(for: .ended))
        player.shutdown()
        second.process.kill(SIGKILL)
        _ = try second.wait()
    }

    @Test func knowsWhereASocketWouldBe() {
        let environment = ["XDG_RUNTIME_DIR": "/run/user/7"]
        let places: [(String?, String?)] = [
            ("unix:/run/a", "/run/a"), ("/run/b", "/run/b"), ("tcp:host:4713", nil),
            ("host", nil), (nil, "/run/user/7/pulse/native"),
        ]
        for (server, path) in places {
            #expect(SocketWatch.path(of: server) { environment[$0] } == path)
        }
    }

    /// Another daemon on the socket of one that was stopped.
    private func restart(_ server: PrivateSoundServer) throws -> PipedProcess {
        let address = try #require(server.environment["PULSE_SERVER"])
        let socket = String(address.dropFirst("unix:".count))
        let folder = (socket as NSString).deletingLastPathComponent
        let arguments = [
            "-n", "-F", "\(folder)/daemon.pa", "--daemonize=no", "--use-pid-file=no",
            "--exit-idle-time=-1", "--disallow-exit", "--disable-shm=yes", "--realtime=no",
            "--high-priority=no", "--log-target=stderr",
        ]
        return try PipedProcess(
            ProgramCall("pulseaudio", arguments, environment: server.environment))
    }
}
