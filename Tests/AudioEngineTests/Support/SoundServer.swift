// A sound server of the tests' own, whose sink plays to nobody and can be recorded.
import Foundation

@testable import AudioEngine

/// A private PulseAudio with a null sink. Nothing of the machine's own sound is touched.
final class SoundServer {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private let directory: URL
    private let daemon: Process
    private let life = Pipe()
    private var recorder: Process?
    var address: String { "unix:" + directory.appendingPathComponent("socket").path }

    init() throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-sound-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let socket = directory.appendingPathComponent("socket").path
        let script = directory.appendingPathComponent("daemon.pa")
        try """
        load-module module-native-protocol-unix auth-anonymous=1 socket=\(socket)
        load-module module-null-sink sink_name=ear norewinds=1 rate=48000 format=float32le \
        channels=1
        """.write(to: script, atomically: true, encoding: .utf8)
        daemon = try Self.launch(
            [
                "pulseaudio", "-n", "-F", script.path, "--daemonize=no", "--use-pid-file=no",
                "--exit-idle-time=-1", "--disallow-exit", "--disable-shm=yes", "--realtime=no",
                "--high-priority=no",
            ], in: directory, output: life)
        try control(untilItAnswers: ["info"])
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: directory)
    }

    /// Ends the server, as a crash would for those connected to it.
    func stop() {
        recorder?.terminate()
        daemon.terminate()
        // Its end of the pipe closes when it is gone.
        _ = life.fileHandleForReading.readDataToEndOfFile()
    }

    /// Begins to record what the sink plays.
    func record() throws {
        let path = directory.appendingPathComponent("heard.raw").path
        recorder = try Self.launch(
            [
                "parec", "-s", address, "-d", "ear.monitor", "--raw", "--format=float32le",
                "--rate=48000", "--channels=1", "--latency-msec=20", path,
            ], in: directory)
        try control(untilItAnswers: ["list", "short", "source-outputs"], with: "float32le")
    }

    /// What was recorded, up to now.
    func recorded() -> [Float] {
        let path = directory.appendingPathComponent("heard.raw")
        guard let data = try? Data(contentsOf: path) else { return [] }
        return data.withUnsafeBytes { raw in
            (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
        }
    }

    /// Waits on the server's own word, asking again until it says what is looked for.
    func control(untilItAnswers words: [String], with answer: String = "Server Name") throws {
        for _ in 0..<2_000 {
            let pipe = Pipe()
            let process = try Self.launch(
                ["pactl", "-s", address] + words, in: directory, output: pipe)
            let text = String(
                decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            // Reading to the end is the wait: `waitUntilExit` hangs off the main thread.
            withExtendedLifetime(process) {}
            if text.contains(answer) { return }
        }
        throw Failure(description: "the private sound server does not answer")
    }

    private static func launch(
        _ words: [String], in directory: URL, output: Pipe? = nil
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.environment = [
            "PATH": "/usr/bin:/bin", "HOME": directory.path, "XDG_RUNTIME_DIR": directory.path,
            "XDG_CONFIG_HOME": directory.path,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}
