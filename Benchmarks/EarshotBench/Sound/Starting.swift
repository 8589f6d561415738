// A prepared clip in hand to its first sample at the output, without desk or terminal.
import AudioEngine
import Dispatch
import Foundation
import TerminalHarness

enum Starting {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let clip = try Player.prepare(bytes: Tone(seconds: 0.3, rate: 48_000).wave(seconds: 0.3))
        return [
            try recording(bench, clip, bench.runs(150)), try server(bench, clip, bench.runs(80)),
        ]
    }

    /// The recording output fills no buffer ahead: what is in its file has been played.
    private static func recording(
        _ bench: Bench, _ clip: PreparedClip, _ runs: Int
    ) throws -> Figure {
        let path = "\(bench.scratch.path)/started.wav"
        let session = Session(.file(path: path))
        let file = try GrowingFile(path)
        let floorFile = try GrowthFloor(in: bench.scratch.path)
        var floor = Series()
        let times = try Series(
            (0..<runs).map { _ in
                floor.add(try floorFile.measure())
                file.mark()
                let asked = ContinuousClock.now
                session.play(clip)
                let time = try file.growth() - asked
                try session.waitForEnd()
                return time.milliseconds
            })
        session.end()
        return Figure(
            "load to first sample", times, floor: floor, aim: .p99Below(10),
            "a prepared clip loaded and played, to its first 10 ms in the recording output; floor: "
                + "another process's write seen the same way")
    }

    private static func server(
        _ bench: Bench, _ clip: PreparedClip, _ runs: Int
    ) throws -> Figure {
        let server = try PrivateSoundServer(format: .init(rate: 48_000, channels: 1))
        let monitor = try SinkMonitor(of: server, in: bench.scratch.path)
        let session = try Session(on: server)
        session.play(clip)
        try session.waitForEnd()
        let times = try Series(
            (0..<runs).map { _ in
                try monitor.file.waitForSilence()
                let asked = ContinuousClock.now
                session.play(clip)
                let time = try monitor.file.sound() - asked
                try session.waitForEnd()
                return time.milliseconds
            })
        session.end()
        return Figure(
            "load to sound, sound server", times,
            "the same through a private PulseAudio server: includes its stream, its null sink, "
                + "and the monitor and parec that record it")
    }
}

/// A player, and when it comes to the end of a clip.
final class Session {
    let player: Player
    private let ended: DispatchSemaphore

    init(_ choice: AudioOutputChoice) {
        let ended = DispatchSemaphore(value: 0)
        self.ended = ended
        player = Player(choice: choice) { if $0 == .ended { ended.signal() } }
    }

    /// Plays to a private server: libpulse finds it by its environment, as it would for a person.
    convenience init(on server: PrivateSoundServer) throws {
        for name in ["PULSE_SERVER", "XDG_RUNTIME_DIR"] {
            if let value = server.environment[name] { setenv(name, value, 1) }
        }
        self.init(.device(name: PrivateSoundServer.sink))
    }

    func play(_ clip: PreparedClip) {
        player.load(clip)
        player.play()
    }

    func waitForEnd() throws {
        guard ended.wait(timeout: .now() + 10) == .success else {
            throw BenchFailure("a clip did not come to its end: \(player.snapshot().device)")
        }
    }

    func end() { player.shutdown() }
}
