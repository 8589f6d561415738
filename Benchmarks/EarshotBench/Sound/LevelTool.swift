// sox and ffmpeg as a shell would run them, one process a clip, and what they print.
import Foundation
import TerminalHarness

/// A program that measures levels.
enum LevelTool: String {
    case sox
    case ffmpeg

    /// One clip, the shell's `$f`; what is told goes to standard output.
    private var command: String {
        switch self {
        case .sox: "sox \"$f\" -n stats 2>&1"
        case .ffmpeg:
            "ffmpeg -nostdin -hide_banner -nostats -i \"$f\" "
                + "-af ebur128=peak=sample:framelog=verbose -f null - 2>&1"
        }
    }

    /// Measures files, each in a process of its own, one after the other.
    func levels(of files: [String]) throws -> [ClipLevel] {
        let script = "for f in \"$@\"; do \(command) || exit 1; done"
        let output = try run("sh", ["-c", script, "sh"] + files)
        let lines = output.split(separator: "\n")
        switch self {
        case .sox:
            // The peak alone: sox has no R128.
            return numbers(lines, after: "Pk lev dB").map { ClipLevel(loudness: .nan, peak: $0) }
        case .ffmpeg:
            return zip(numbers(lines, after: "I:"), numbers(lines, after: "Peak:")).map {
                ClipLevel(loudness: $0, peak: $1)
            }
        }
    }

    /// Measures files in one process, as if they were one: the same work without the starts.
    func measure(joined files: [String], _ clips: LevelClips) throws {
        switch self {
        case .sox: _ = try run("sox", files + ["-n", "stats"])
        case .ffmpeg:
            let list = "\(clips.folder)/joined.txt"
            try Data(files.map { "file '\($0)'\n" }.joined().utf8).write(
                to: URL(filePath: list))
            _ = try run(
                "ffmpeg",
                [
                    "-nostdin", "-hide_banner", "-nostats", "-f", "concat", "-safe", "0", "-i",
                    list, "-af", "ebur128=peak=sample:framelog=verbose", "-f", "null", "-",
                ])
        }
    }

    private func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = try PipedProcess(ProgramCall(program, arguments))
        guard try process.wait(timeout: .seconds(300)) == .exited(0) else {
            throw BenchFailure(
                "\(rawValue) could not measure (is it installed?): "
                    + "\(process.outputText.suffix(200))\(process.errorText.suffix(200))")
        }
        return process.outputText
    }

    /// The number on each line that begins with `name`.
    private func numbers(_ lines: [Substring], after name: String) -> [Double] {
        lines.compactMap { line in
            let text = line.drop { $0 == " " }
            guard text.hasPrefix(name) else { return nil }
            return text.dropFirst(name.count).split(separator: " ").first.flatMap {
                Double($0)
            }
        }
    }
}
