// The peaks and loudness of a thousand clips: Earshot, sox and ffmpeg, over the same files.
import AudioEngine
import Foundation
import TerminalHarness

enum OtherTools {
    /// Clips a tool measures before it is another's turn.
    private static let turn = 50

    static func measure(_ bench: Bench) throws -> [Figure] {
        let clips = try LevelClips(count: bench.isQuick ? 100 : 1000, in: bench.scratch.path)
        let ours = Contender(name: "Earshot")
        let sox = Contender(name: "sox")
        let ffmpeg = Contender(name: "ffmpeg")
        for start in stride(from: 0, to: clips.count, by: turn) {
            let places = Array(start..<min(start + turn, clips.count))
            try ours.takeTurn(places.count) {
                try places.map { try ClipLevel(file: clips.path($0)) }
            } startUp: {
            }
            try sox.takeTurn(places.count) {
                try LevelTool.sox.levels(of: clips.paths(places))
            } startUp: {
                _ = try LevelTool.sox.levels(of: places.map { _ in clips.nearlyEmpty })
            }
            try ffmpeg.takeTurn(places.count) {
                try LevelTool.ffmpeg.levels(of: clips.paths(places))
            } startUp: {
                _ = try LevelTool.ffmpeg.levels(of: places.map { _ in clips.nearlyEmpty })
            }
        }
        return try figures(ours, sox, ffmpeg, started(clips, bench), clips)
    }

    /// Clips a second of one process for all, from its spawn to its end.
    private static func started(_ clips: LevelClips, _ bench: Bench) throws -> Series {
        let call = ProgramCall(
            try Bench.worker(),
            ["level-worker", "--folder", clips.folder, "--clips", "\(clips.count)"])
        return Series(
            try (0..<(bench.isQuick ? 2 : 5)).map { _ in
                let time = try timed {
                    let process = try PipedProcess(call)
                    guard try process.wait(timeout: .seconds(120)) == .exited(0) else {
                        throw BenchFailure("a worker failed: \(process.errorText)")
                    }
                }.time
                return Double(clips.count) / time.seconds
            })
    }

    private static func figures(
        _ ours: Contender, _ sox: Contender, _ ffmpeg: Contender, _ started: Series,
        _ clips: LevelClips
    ) -> [Figure] {
        let work =
            "\(Table.number(Double(clips.count))) WAV files of 1 to 3.5 s, "
            + "\(Table.number(clips.seconds)) s of speech at 16 kHz"
        var rows = [
            Figure(
                "levels of clips", ours.rate, unit: .perSecond, floor: ffmpeg.rate,
                ratio: ours.ratio(to: ffmpeg), aim: .ratioBelow(1),
                "\(work): integrated loudness and peak, in one process, its start not counted; "
                    + "beside it ffmpeg's, its starts taken out"),
            Figure(
                "levels of clips, start-up in", started, unit: .perSecond,
                "the same from the spawn of one process to its end"),
        ]
        for (tool, measures) in [(sox, "stats: peak and RMS"), (ffmpeg, "ebur128: both")] {
            let times = Table.number(tool.ratio(to: ours).median)
            rows.append(
                Figure(
                    "levels by \(tool.name)", tool.rate, unit: .perSecond,
                    "\(measures), one process a clip, less as many runs on a hundredth of a second: "
                        + "\(times) times Earshot's time"))
            rows.append(
                Figure(
                    "levels by \(tool.name), start-up in", tool.startedRate, unit: .perSecond,
                    "the same with the start of each process left in"))
        }
        return rows + agreement(ours, sox, ffmpeg)
    }

    private static func agreement(
        _ ours: Contender, _ sox: Contender, _ ffmpeg: Contender
    ) -> [Figure] {
        let loudness = zip(ours.levels, ffmpeg.levels).map { abs($0.loudness - $1.loudness) }
        let peaks = zip(ours.levels, sox.levels).map { abs($0.peak - $1.peak) }
        return [
            Figure(
                "loudness apart from ffmpeg", Series(loudness), unit: .loudness,
                aim: .p99Below(0.5), "what was measured in the rows above, clip by clip"),
            Figure(
                "peak apart from sox", Series(peaks), unit: .decibels, aim: .p99Below(0.1),
                "the same; sox says two decimals"),
        ]
    }
}

/// One of those that measure, turn by turn.
private final class Contender {
    let name: String
    private(set) var levels: [ClipLevel] = []
    private var sizes: [Int] = []
    private var whole: [Double] = []
    private var alone: [Double] = []

    init(name: String) { self.name = name }

    /// Times `work` on so many clips, and as many starts without work.
    func takeTurn(
        _ clips: Int, work: () throws -> [ClipLevel], startUp: () throws -> Void
    ) throws {
        let (found, time) = try timed(work)
        guard found.count == clips else {
            throw BenchFailure("\(name) measured \(found.count) of \(clips) clips")
        }
        levels += found
        sizes.append(clips)
        whole.append(time.seconds)
        // On a busy machine a start may take longer than start and work: it is work all the same.
        alone.append(max(time.seconds - (try timed(startUp).time.seconds), 1e-6))
    }

    /// Clips a second, starts taken out.
    var rate: Series { Series(zip(sizes, alone).map { Double($0) / $1 }) }
    /// Clips a second, starts left in.
    var startedRate: Series { Series(zip(sizes, whole).map { Double($0) / $1 }) }

    /// Turn by turn, our time over the other's, starts taken out.
    func ratio(to other: Contender) -> Series {
        Series(zip(alone, other.alone).map { $0 / $1 })
    }
}
