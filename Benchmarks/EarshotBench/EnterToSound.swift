// Enter to the first sample of the next clip, at the output.
import Foundation
import TerminalHarness

enum EnterToSound {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let runs = bench.runs(150)
        let site = try Site(bench, "sound")
        try site.importClips(Recordings(count: 2 * runs + 10, seconds: 0.25...0.3))
        return [try recording(bench, site, runs), try server(bench, site, bench.runs(80))]
    }

    /// The recording output takes samples as a device does; its file is watched as it grows.
    private static func recording(_ bench: Bench, _ site: Site, _ runs: Int) throws -> Figure {
        let path = "\(site.folder)/heard.wav"
        let robot = try Robot(site, ["EARSHOT_AUDIO": "file:\(path)"])
        _ = try robot.firstFrame()
        try robot.hearOut()
        let file = try GrowingFile(path)
        let floorFile = try GrowthFloor(in: site.folder)
        var times = Series()
        var floor = Series()
        for _ in 0..<runs {
            floor.add(try floorFile.measure())
            file.mark()
            let pressed = try robot.submit()
            times.add(try file.growth() - pressed)
            try robot.waitForNext()
            try robot.hearOut()
        }
        return Figure(
            "Enter to first sample", times, floor: floor, aim: .p99Below(30),
            "Enter written to the next clip's first 10 ms in the recording output, which has no "
                + "delay of its own; floor: another process's write seen the same way")
    }

    /// Through a sound server: its sink's monitor is recorded and watched for the first sound.
    private static func server(_ bench: Bench, _ site: Site, _ runs: Int) throws -> Figure {
        let server = try PrivateSoundServer(format: .init(rate: 48_000, channels: 1))
        let path = "\(site.folder)/monitor.raw"
        let recorder = try PipedProcess(
            ProgramCall(
                "sh",
                [
                    "-c",
                    "exec parec --raw --device=\(PrivateSoundServer.sink).monitor "
                        + "--format=float32le --rate=48000 --channels=1 --latency-msec=5 >'\(path)'",
                ], environment: server.environment))
        let environment = server.environment.merging(["EARSHOT_AUDIO": "default"]) { $1 }
        let robot = try Robot(site, environment)
        _ = try robot.firstFrame()
        try robot.hearOut()
        let monitor = try GrowingFile(path)
        var times = Series()
        for _ in 0..<runs {
            try monitor.waitForSilence()
            let pressed = try robot.submit()
            times.add(try monitor.sound() - pressed)
            try robot.waitForNext()
            try robot.hearOut()
        }
        recorder.process.kill(SIGTERM)
        return Figure(
            "Enter to sound, sound server", times,
            "the same through a private PulseAudio server: includes its stream, its null sink, "
                + "and the monitor and parec that record it")
    }
}

/// A file that another process makes longer.
private final class GrowingFile {
    private let descriptor: Int32
    private var offset: off_t = 0

    init(_ path: String) throws {
        let deadline = ContinuousClock.now + .seconds(10)
        var opened = open(path, O_RDONLY | O_CLOEXEC)
        while opened < 0, ContinuousClock.now < deadline {
            usleep(10_000)
            opened = open(path, O_RDONLY | O_CLOEXEC)
        }
        guard opened >= 0 else { throw BenchFailure("\(path) does not appear") }
        descriptor = opened
    }

    deinit { close(descriptor) }

    private var size: off_t {
        var facts = stat()
        return fstat(descriptor, &facts) == 0 ? facts.st_size : 0
    }

    func mark() { offset = size }

    /// When the file had become longer.
    func growth() throws -> ContinuousClock.Instant {
        let deadline = ContinuousClock.now + .seconds(5)
        while size <= offset {
            guard ContinuousClock.now < deadline else { throw BenchFailure("no sound came") }
            usleep(50)
        }
        return .now
    }

    /// Float samples that came since the last call.
    private func news() -> [Float] {
        let count = Int(size - offset) / 4
        guard count > 0 else { return [] }
        var samples = [Float](repeating: 0, count: count)
        let got = pread(descriptor, &samples, count * 4, offset)
        guard got > 0 else { return [] }
        offset += off_t(got / 4 * 4)
        return Array(samples.prefix(got / 4))
    }

    /// When a sample that is not silence arrived.
    func sound() throws -> ContinuousClock.Instant {
        let deadline = ContinuousClock.now + .seconds(5)
        while !news().contains(where: { abs($0) > 1e-4 }) {
            guard ContinuousClock.now < deadline else { throw BenchFailure("no sound came") }
            usleep(50)
        }
        return .now
    }

    /// Passes over what sounds still.
    func waitForSilence() throws {
        let deadline = ContinuousClock.now + .seconds(5)
        var quiet = 0
        while quiet < 4800 {
            let samples = news()
            quiet = samples.contains { abs($0) > 1e-4 } ? 0 : quiet + samples.count
            guard ContinuousClock.now < deadline else { throw BenchFailure("no silence came") }
            usleep(1000)
        }
    }
}

/// How soon a write of another process is seen by looking at a file's size.
private final class GrowthFloor {
    private let terminal: PseudoTerminal
    private let file: GrowingFile

    init(in folder: String) throws {
        let path = "\(folder)/floor"
        terminal = try PseudoTerminal(
            ProgramCall("sh", ["-c", "stty raw -echo; printf ready; exec cat >'\(path)'"]))
        try terminal.waitFor("ready")
        file = try GrowingFile(path)
    }

    func measure() throws -> Duration {
        file.mark()
        let pressed = ContinuousClock.now
        try terminal.press("x")
        return try file.growth() - pressed
    }
}
