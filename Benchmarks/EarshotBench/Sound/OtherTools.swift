// The peaks and loudness of a thousand clips: Earshot, sox and ffmpeg, over the same files.
import AudioEngine
import Foundation
import TerminalHarness

enum OtherTools {
    /// Turns each of them takes.
    private static let turns = 20

    static func measure(_ bench: Bench) throws -> [Figure] {
        let clips = try LevelClips(count: bench.isQuick ? 100 : 1000, in: bench.scratch.path)
        let ours = Contender(name: "Earshot")
        let peaks = Contender(name: "Earshot")
        let sox = Contender(name: "sox")
        let ffmpeg = Contender(name: "ffmpeg")
        let turn = clips.count / turns
        for start in stride(from: 0, to: clips.count, by: turn) {
            let places = Array(start..<min(start + turn, clips.count))
            try ours.takeTurn { try places.map { try ClipLevel(file: clips.path($0)) } }
            try peaks.takeTurn { try places.map { try ClipLevel(peakOf: clips.path($0)) } }
            try sox.takeTurn(.sox, clips.paths(places), clips)
            try ffmpeg.takeTurn(.ffmpeg, clips.paths(places), clips)
        }
        return try figures(ours, peaks, sox, ffmpeg, started(clips, bench), clips)
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
        _ ours: Contender, _ peaks: Contender, _ sox: Contender, _ ffmpeg: Contender,
        _ started: Series, _ clips: LevelClips
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
                "peaks of clips", peaks.rate, unit: .perSecond, floor: sox.rate,
                ratio: peaks.ratio(to: sox), aim: .ratioBelow(1.5),
                "the same without loudness, which sox does not know; beside it sox's, its starts "
                    + "taken out"),
            Figure(
                "levels of clips, start-up in", started, unit: .perSecond,
                "both, from the spawn of one process to its end"),
        ]
        for (tool, measures) in [(sox, "stats: peak and RMS"), (ffmpeg, "ebur128: both")] {
            let times = Table.number(tool.ratio(to: ours).median)
            rows.append(
                Figure(
                    "levels by \(tool.name)", tool.rate, unit: .perSecond,
                    "\(measures); the same clips joined in one process, less its start: "
                        + "\(times) times Earshot's time"))
            rows.append(
                Figure(
                    "levels by \(tool.name), start-up in", tool.startedRate, unit: .perSecond,
                    "one process a clip, its start left in"))
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
    /// Seconds a clip, with a start for each and without any.
    private var started: [Double] = []
    private var alone: [Double] = []

    init(name: String) { self.name = name }

    /// Measures some clips in this process.
    func takeTurn(_ work: () throws -> [ClipLevel]) rethrows {
        let (found, time) = try timed(work)
        levels += found
        alone.append(time.seconds / Double(found.count))
    }

    /// Measures files by a tool: each in a process of its own, then all of them, one after the
    /// other, in a single one, whose start is taken off by two runs on hardly anything.
    func takeTurn(_ tool: LevelTool, _ files: [String], _ clips: LevelClips) throws {
        let (found, apart) = try timed { try tool.levels(of: files) }
        guard found.count == files.count else {
            throw BenchFailure("\(name) measured \(found.count) of \(files.count) clips")
        }
        levels += found
        started.append(apart.seconds / Double(files.count))
        let before = try timed { try tool.measure(joined: [clips.nearlyEmpty], clips) }.time
        let joined = try timed { try tool.measure(joined: files, clips) }.time
        let after = try timed { try tool.measure(joined: [clips.nearlyEmpty], clips) }.time
        let work = joined.seconds - (before + after).seconds / 2
        alone.append(max(work, 1e-6) / Double(files.count))
    }

    /// Clips a second, starts taken out.
    var rate: Series { Series(alone.map { 1 / $0 }) }
    /// Clips a second, starts left in.
    var startedRate: Series { Series(started.map { 1 / $0 }) }

    /// Turn by turn, our time over the other's, starts taken out.
    func ratio(to other: Contender) -> Series {
        Series(zip(alone, other.alone).map { $0 / $1 })
    }
}
