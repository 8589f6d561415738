// A sound server of a test's own, whose only output is a recording.

import Glibc

/// A PulseAudio daemon on a socket in a folder of its own, with one sink that plays to nowhere
/// at the pace of a real device, and whose monitor can be recorded. Stopped when this goes.
public final class PrivateSoundServer {
    /// What the sink takes: samples a second and channels, 32-bit float.
    public struct Format: Hashable, Sendable {
        public var rate: Int
        public var channels: Int

        public init(rate: Int = 48_000, channels: Int = 2) {
            self.rate = rate
            self.channels = channels
        }
    }

    public static let sink = "earshot"

    public let format: Format
    /// What a program needs to find this server and no other.
    public let environment: [String: String]
    private let folder: TemporaryFolder
    private let daemon: PipedProcess

    /// Starts the daemon and waits until it takes connections. Without a sink, clients connect
    /// and find nothing to play on.
    public init(format: Format = Format(), withSink: Bool = true) throws {
        let folder = try TemporaryFolder()
        let socket = folder.file("native")
        var script = "load-module module-native-protocol-unix auth-anonymous=1 socket=\(socket)\n"
        if withSink {
            // Without norewinds recordings come out late and damaged.
            script += """
                load-module module-null-sink sink_name=\(Self.sink) norewinds=1 \
                format=float32le rate=\(format.rate) channels=\(format.channels)
                set-default-sink \(Self.sink)

                """
        }
        let home = ["HOME": folder.path, "XDG_RUNTIME_DIR": folder.path]
        let arguments = [
            "-n", "-F", try folder.write("daemon.pa", script.utf8), "--daemonize=no",
            "--use-pid-file=no", "--exit-idle-time=-1", "--disallow-exit", "--disable-shm=yes",
            "--realtime=no", "--high-priority=no", "--log-target=stderr", "--log-level=info",
        ]
        daemon = try PipedProcess(ProgramCall("pulseaudio", arguments, environment: home))
        self.folder = folder
        self.format = format
        environment = home.merging(["PULSE_SERVER": "unix:\(socket)"]) { $1 }
        let started = daemon.standardError.wait(timeout: .seconds(20)) {
            String(decoding: $0, as: UTF8.self).contains("Daemon startup complete")
        }
        if !started { throw HarnessFailure("pulseaudio did not start\n\(daemon.errorText)") }
    }

    /// Whether the daemon still runs.
    public var isRunning: Bool { daemon.process.isRunning }

    /// Ends the daemon under its clients, as a crash or a pulled network does.
    public func stop() throws {
        daemon.process.kill(SIGKILL)
        _ = try daemon.wait()
    }

    /// Runs one of PulseAudio's tools against this server; answers what it printed.
    @discardableResult
    public func run(_ tool: String, _ arguments: [String]) throws -> String {
        let call = ProgramCall(tool, arguments, environment: environment)
        let process = try PipedProcess(call)
        let status = try process.wait()
        guard status == .exited(0) else {
            throw HarnessFailure("\(tool) \(arguments): \(status)\n\(process.errorText)")
        }
        return process.outputText
    }

    /// Begins to record what the sink plays; returns once samples arrive.
    public func record() throws -> SoundRecording {
        try SoundRecording(of: self)
    }
}

/// What a sink played since the recording began, silence included.
public final class SoundRecording {
    public let format: PrivateSoundServer.Format
    private let recorder: PipedProcess

    init(of server: PrivateSoundServer) throws {
        format = server.format
        recorder = try PipedProcess(
            ProgramCall(
                "parec",
                [
                    "--raw", "--device=\(PrivateSoundServer.sink).monitor", "--format=float32le",
                    "--rate=\(format.rate)", "--channels=\(format.channels)",
                    "--latency-msec=10",
                ], environment: server.environment))
        guard recorder.standardOutput.wait(timeout: .seconds(20), { !$0.isEmpty }) else {
            throw HarnessFailure("parec recorded nothing\n\(recorder.errorText)")
        }
    }

    /// All samples so far, channels interleaved.
    public var samples: [Float] { Self.decode(recorder.outputBytes) }

    /// One channel, counted from 0.
    public func channel(_ index: Int) -> [Float] {
        let all = samples
        return stride(from: index, to: all.count, by: format.channels).map { all[$0] }
    }

    /// Waits until `predicate` holds for the interleaved samples; it is asked as they arrive.
    public func waitUntil(
        _ what: String, timeout: Duration = .seconds(120), file: StaticString = #fileID,
        line: UInt = #line, _ predicate: ([Float]) -> Bool
    ) throws(HarnessFailure) {
        let held = recorder.standardOutput.wait(timeout: timeout) { predicate(Self.decode($0)) }
        guard held else {
            let heard = samples
            throw HarnessFailure(
                "\(file):\(line): \(what): not heard in \(heard.count / format.channels) frames, "
                    + "peak \(heard.map(abs).max() ?? 0)\n\(recorder.errorText)")
        }
    }

    /// Ends the recording; answers all samples, channels interleaved.
    public func stop() throws -> [Float] {
        recorder.process.kill(SIGTERM)
        _ = try recorder.wait()
        return samples
    }

    private static func decode(_ bytes: [UInt8]) -> [Float] {
        bytes.withUnsafeBytes { raw in
            (0..<raw.count / 4).map { index in
                let bits = raw.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: bits))
            }
        }
    }
}
