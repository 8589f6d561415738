// Watches sound arrive in a file that somebody else writes.
import Foundation
import TerminalHarness

/// A file that another process makes longer.
final class GrowingFile {
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

    /// How long after `press`, which is called `wait` from now, sound is heard in a recording at
    /// 48 kHz, once there is silence.
    ///
    /// A sink takes sound ahead of its time, some tens of milliseconds at once, and its monitor has
    /// it at that moment. So arrival does not tell when a sample is heard; but the first sample of
    /// such a block is heard no later than it arrives, which ties the recording to the clock.
    func soundGoesOn(
        afterPressing press: () throws -> ContinuousClock.Instant, in wait: Duration
    ) throws -> Duration {
        mark()
        let began = ContinuousClock.now
        let rate = 48_000.0
        var (count, lastLoud) = (0, 0)
        // When the recording's first sample was heard, in seconds from `began`.
        var origin = -Double.infinity
        var pressed: ContinuousClock.Instant?
        while pressed == nil || Double(count - lastLoud) < 0.15 * rate {
            let samples = news()
            let now = (ContinuousClock.now - began).seconds
            if pressed == nil, !samples.isEmpty { origin = max(origin, now - Double(count) / rate) }
            if let last = samples.lastIndex(where: { abs($0) > 1e-4 }) {
                lastLoud = count + last + 1
            }
            count += samples.count
            if pressed == nil, now > wait.seconds { pressed = try press() }
            guard now < 5 else { throw BenchFailure("no silence came") }
            usleep(50)
        }
        let end = began + .seconds(origin + Double(lastLoud) / rate)
        return max(.zero, end - (pressed ?? began))
    }

    /// When the file was seen to grow for the last time, once it has not for `quiet`.
    func lastGrowth(before quiet: Duration) -> ContinuousClock.Instant? {
        var last: ContinuousClock.Instant?
        var since = ContinuousClock.now
        while ContinuousClock.now - since < quiet {
            if size > offset {
                mark()
                since = .now
                last = since
            }
            usleep(50)
        }
        return last
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
final class GrowthFloor {
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

/// What a private sound server's sink plays, in a file that grows: mono float at 48 kHz.
final class SinkMonitor {
    let file: GrowingFile
    private let recorder: PipedProcess

    /// The server must have been made with one channel at 48 kHz.
    init(of server: PrivateSoundServer, in folder: String) throws {
        let path = "\(folder)/monitor.raw"
        recorder = try PipedProcess(
            ProgramCall(
                "sh",
                [
                    "-c",
                    "exec parec --raw --device=\(PrivateSoundServer.sink).monitor "
                        + "--format=float32le --rate=48000 --channels=1 --latency-msec=5 >'\(path)'",
                ], environment: server.environment))
        file = try GrowingFile(path)
    }

    deinit { recorder.process.kill(SIGTERM) }
}
