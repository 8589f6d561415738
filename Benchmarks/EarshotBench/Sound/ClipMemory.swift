// What a clip that is ready to play holds of the machine's memory, and that it is given back.
import AudioEngine
import Foundation
import TerminalHarness

enum ClipMemory {
    /// Clips held at once; a desk holds three.
    private static let clips = 200

    static func measure(_ bench: Bench) throws -> [Figure] {
        try bench.soundingVoices().flatMap { voice in
            let path = "\(bench.scratch.path)/clip.flac"
            try Data(voice.file(.flac)).write(to: URL(filePath: path))
            var report = ClipMemoryReport()
            for _ in 0..<(bench.isQuick ? 1 : 5) { report.add(try work(path)) }
            return [
                Figure(
                    "a clip in flight, \(voice.name)", report.growth, unit: .kilobytes,
                    floor: report.counted,
                    "what a process grows by for each of \(clips) prepared clips; beside it the "
                        + "bytes that the clip's samples and pictures count to"),
                Figure(
                    "given back, \(voice.name)", report.returned, unit: .percent,
                    aim: .medianAbove(90),
                    "share of that growth that is gone when the clips are dropped"),
            ]
        }
    }

    /// In a process of its own, where nothing else is held or was freed.
    private static func work(_ path: String) throws -> ClipMemoryReport {
        let process = try PipedProcess(
            ProgramCall(
                try Bench.worker(),
                ["clip-memory-worker", "--file", path, "--clips", "\(clips)"]))
        guard try process.wait(timeout: .seconds(120)) == .exited(0) else {
            throw BenchFailure("a worker failed: \(process.errorText)")
        }
        return try JSONDecoder().decode(ClipMemoryReport.self, from: Data(process.outputBytes))
    }
}

/// What workers measured: kilobytes a clip, and per cent.
struct ClipMemoryReport: Codable {
    private(set) var growths: [Double] = []
    private(set) var counts: [Double] = []
    private(set) var returns: [Double] = []

    var growth: Series { Series(growths) }
    var counted: Series { Series(counts) }
    var returned: Series { Series(returns) }

    mutating func add(_ other: ClipMemoryReport) {
        growths += other.growths
        counts += other.counts
        returns += other.returns
    }

    mutating func add(growth: Double, counted: Double, returned: Double) {
        growths.append(growth)
        counts.append(counted)
        returns.append(returned)
    }
}

/// Prepares one clip many times, holds all of them, and lets go.
struct ClipMemoryWork {
    let file: String
    let clips: Int

    func run() throws -> ClipMemoryReport {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        // What is made once for the whole process is none of the clips'.
        for _ in 0..<3 { keep(try Player.prepare(bytes: bytes)) }
        let before = try Self.resident()
        var held: [PreparedClip] = []
        for _ in 0..<clips { held.append(try Player.prepare(bytes: bytes)) }
        let full = try Self.resident()
        let counted = held.reduce(0) { $0 + $1.byteCount }
        held = []
        let after = try Self.resident()
        var report = ClipMemoryReport()
        let growth = Double(full - before)
        report.add(
            growth: growth / Double(clips) / 1000, counted: Double(counted / clips) / 1000,
            returned: Double(full - after) / max(1, growth) * 100)
        return report
    }

    /// Bytes of this process in memory.
    private static func resident() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}
