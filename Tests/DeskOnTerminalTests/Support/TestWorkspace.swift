// A workspace of a test's own: a home, its files and every command of the built program in it.

import Foundation
import TerminalHarness

/// How a command ended and what it said.
struct CommandOutcome {
    var status: ExitStatus
    var output: String
    var errors: String

    /// The lines on standard error.
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
}

/// A home folder with a workspace in it, gone with its owner.
final class TestWorkspace {
    static let queue = "english"
    /// Long enough for a slow machine under load; nothing waits this long when all is well.
    static let patience = Duration.seconds(120)

    let folder: TemporaryFolder
    var environment: [String: String]
    /// A shell that starts each command in its own place. What is preloaded into the first program
    /// of a process leaves Swift without its arguments; into the second it does not.
    var startsByShell = false

    /// An empty home; `init` has not run.
    init(audio: String = "null") throws {
        folder = try TemporaryFolder()
        environment = [
            "HOME": folder.path, "XDG_CONFIG_HOME": folder.file("config"),
            "XDG_DATA_HOME": folder.file("data"), "XDG_STATE_HOME": folder.file("state"),
            "EARSHOT_WORKSPACE": folder.file("workspace"), "EARSHOT_AUDIO": audio,
            "USER": "tess",
        ]
    }

    /// A workspace whose queue `english` holds these clips.
    convenience init(_ clips: [TinyClip], audio: String = "null") throws {
        try self.init(audio: audio)
        try run("init")
        try importClips(clips)
    }

    /// Writes a manifest with its sound and imports it.
    func importClips(_ clips: [TinyClip], queue: String = queue) throws {
        let manifest = try writeManifest(clips, name: "\(queue)-clips")
        try run("import", manifest, "--queue", queue)
    }

    /// Writes clips to a folder of their own; answers the manifest's path.
    func writeManifest(_ clips: [TinyClip], name: String) throws -> String {
        let place = folder.file(name)
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        for clip in clips { try folder.write("\(name)/\(clip.file)", clip.sound) }
        return try folder.write(
            "\(name)/manifest.jsonl", clips.reduce(into: Data()) { $0 += try $1.manifestLine })
    }

    /// The workspace's `earshot.toml`, replaced.
    func configure(_ toml: String) throws {
        try folder.write("workspace/earshot.toml", toml.utf8)
    }

    /// Flips a byte in the middle of one clip's sealed sound, as a failing disk might.
    func damageOneSealedSound() throws {
        let clips = folder.file("workspace/clips")
        let files =
            FileManager.default.enumerator(atPath: clips)?.compactMap { $0 as? String } ?? []
        for name in files.sorted() {
            let place = URL(fileURLWithPath: "\(clips)/\(name)")
            guard var bytes = try? Data(contentsOf: place), bytes.count > 100 else { continue }
            bytes[bytes.count / 2] ^= 0xFF
            return try bytes.write(to: place)
        }
        throw HarnessFailure("there is no sealed sound in \(clips)")
    }

    // MARK: - Commands

    func call(_ arguments: [String], _ changes: [String: String] = [:]) throws -> ProgramCall {
        var call = try ProgramCall.built(
            "earshot", arguments, environment: environment.merging(changes) { $1 },
            directory: folder.path)
        if startsByShell {
            call.arguments = ["-c", #"exec "$0" "$@""#, call.executable] + call.arguments
            call.executable = "sh"
        }
        return call
    }

    /// Runs a command without a terminal and lets it end as it likes.
    func attempt(_ arguments: String..., with changes: [String: String] = [:]) throws
        -> CommandOutcome
    {
        let process = try PipedProcess(call(arguments, changes))
        let status = try process.wait(timeout: Self.patience)
        return CommandOutcome(
            status: status, output: process.outputText, errors: process.errorText)
    }

    /// Runs a command that must succeed; answers what it printed.
    @discardableResult
    func run(_ arguments: String...) throws -> String {
        let process = try PipedProcess(call(arguments))
        let status = try process.wait(timeout: Self.patience)
        guard status == .exited(0) else {
            throw HarnessFailure("earshot \(arguments): \(status)\n\(process.errorText)")
        }
        return process.outputText
    }

    /// The desk on a terminal of its own.
    func desk(
        queue: String = queue, size: TerminalSize = TerminalSize(columns: 100, rows: 30),
        with changes: [String: String] = [:]
    ) throws -> Desk {
        try Desk(PseudoTerminal(call(["review", "--queue", queue], changes), size: size))
    }

    // MARK: - What the commands say

    func status() throws -> StatusDocument {
        try JSONDecoder().decode(StatusDocument.self, from: Data(run("status", "--json").utf8))
    }

    /// The counts of one queue.
    func counts(queue: String = queue) throws -> StatusDocument.Queue {
        guard let counts = try status().queues.first(where: { $0.name == queue }) else {
            throw HarnessFailure("status knows no queue \(queue)")
        }
        return counts
    }

    /// Exports a queue natively, without sound; by the machine's text.
    func exported(queue: String = queue) throws -> [String: ExportedClip] {
        let path = folder.file("\(queue)-export.jsonl")
        try run("export", "--queue", queue, "--format", "earshot", "--output", path, "--no-audio")
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let clips = try lines.map {
            try JSONDecoder().decode(ExportedClip.self, from: Data($0.utf8))
        }
        return try Dictionary(clips.map { ($0.hypothesis?.text ?? "", $0) }) { first, _ in
            throw HarnessFailure("two exported lines for \(first)")
        }
    }

    /// Whether `doctor --deep` finds the store sound.
    func storeIsSound() throws -> Bool {
        struct Report: Decodable {
            struct Finding: Decodable {
                var area: String
                var condition: String
            }
            var findings: [Finding]
        }
        let answer = try attempt("doctor", "--deep", "--json").output
        let report = try JSONDecoder().decode(Report.self, from: Data(answer.utf8))
        let store = report.findings.filter { $0.area == "store" }
        return !store.isEmpty && store.allSatisfy { $0.condition != "broken" }
    }
}
