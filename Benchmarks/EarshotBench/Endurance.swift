// A long sitting: memory after many clips, and what the desk does when nobody does anything.
import Foundation
import TerminalHarness

enum Endurance {
    /// Resident memory over a sitting of a thousand clips.
    static func memory(_ bench: Bench) throws -> [Figure] {
        let clips = bench.isQuick ? 150 : 1000
        let site = try Site(bench, "sitting")
        try site.importClips(Recordings(count: clips + 10, seconds: 0.08...0.12))
        let robot = try Robot(site)
        _ = try robot.firstFrame()
        var early = 0.0
        var late = Series()
        var most = 0.0
        for reviewed in 1...clips {
            try robot.submitInHaste()
            let resident = try robot.resident()
            if reviewed == 100 { early = resident }
            if reviewed > clips - 20 { late.add(resident) }
            most = max(most, resident)
        }
        let growth = (late.median - early) / Double(clips - 100) * 1000
        return [
            Figure(
                "memory after 100 clips", early, unit: .megabytes, aim: .medianBelow(100),
                "resident set of the desk, reviewing clips of a tenth of a second"),
            Figure(
                "memory after \(clips) clips", late.median, unit: .megabytes,
                aim: .medianBelow(100),
                "the same sitting; at most \(Table.number(most)) MB"),
            Figure(
                "growth per 1,000 clips", growth, unit: .megabytes, aim: .medianBelow(5),
                "after the first hundred; flat is the aim"),
        ]
    }

    /// Time on a processor and wake-ups while nothing happens.
    static func idling(_ bench: Bench) throws -> [Figure] {
        let site = try Site(bench, "idling")
        try site.importClips(Recordings(count: 5, seconds: 0.3...0.3))
        let robot = try Robot(site)
        _ = try robot.firstFrame()
        try robot.hearOut()
        // Threads that waited for work leave after a few seconds.
        robot.watch(for: .seconds(8))
        let before = try Work(of: robot.terminal.process)
        let drawnBefore = robot.terminal.output.count
        let time = timed { robot.watch(for: .seconds(bench.idleSeconds)) }.time
        let after = try Work(of: robot.terminal.process)
        let share = (after.busy - before.busy).seconds / time.seconds * 100
        let seconds = Table.number(time.seconds)
        return [
            Figure(
                "idle CPU", share, unit: .percent, aim: .medianBelow(0.2),
                "time on a processor over \(seconds) s without a key, all threads; "
                    + "\(robot.terminal.output.count - drawnBefore) bytes drawn"),
            Figure(
                "idle wake-ups a minute",
                Double(after.switches(since: before)) * 60 / time.seconds, unit: .count,
                "times the program went to sleep again, all threads"),
        ]
    }
}

extension Robot {
    /// Resident memory in megabytes (10^6 bytes).
    fileprivate func resident() throws -> Double {
        Double(try terminal.process.usage().residentBytes) / 1e6
    }
}

/// What a process did so far, by the kernel's count.
private struct Work {
    let busy: Duration
    /// By thread.
    private var switches: [String: Int] = [:]

    init(of process: ChildProcess) throws {
        busy = try process.usage().processorTime
        let tasks = "/proc/\(process.processID)/task"
        for task in try FileManager.default.contentsOfDirectory(atPath: tasks) {
            let status = try String(contentsOfFile: "\(tasks)/\(task)/status", encoding: .utf8)
            for line in status.split(separator: "\n") where line.hasPrefix("voluntary_ctxt") {
                switches[task] = line.split(separator: "\t").last.flatMap { Int($0) } ?? 0
            }
        }
    }

    /// Of the threads there are.
    func switches(since before: Work) -> Int {
        switches.reduce(0) { $0 + $1.value - (before.switches[$1.key] ?? 0) }
    }
}
