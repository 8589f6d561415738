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
            try robot.hearOut()
            try robot.submit()
            try robot.waitForNext()
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
                "memory after \(clips) clips", late.median, unit: .megabytes, aim: .medianBelow(100),
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
        robot.settle(.seconds(2))
        let before = try Work(of: robot.terminal.process.processID)
        let drawnBefore = robot.terminal.output.count
        let time = timed { robot.settleFor(bench.idleSeconds) }.time
        let after = try Work(of: robot.terminal.process.processID)
        let share = (after.seconds - before.seconds) / time.seconds * 100
        let seconds = Table.number(time.seconds)
        return [
            Figure(
                "idle CPU", share, unit: .percent, aim: .medianBelow(0.2),
                "time on a processor over \(seconds) s without a key, all threads; "
                    + "\(robot.terminal.output.count - drawnBefore) bytes drawn"),
            Figure(
                "idle wake-ups a minute",
                Double(after.switches - before.switches) * 60 / time.seconds, unit: .count,
                "times the program went to sleep again, all threads"),
        ]
    }
}

extension Robot {
    /// Resident memory in megabytes (10^6 bytes).
    fileprivate func resident() throws -> Double {
        Double(try terminal.process.usage().residentBytes) / 1e6
    }

    /// Takes in what is drawn for so long.
    fileprivate func settleFor(_ seconds: Double) {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            _ = terminal.nextOutput(within: end - ContinuousClock.now)
        }
    }
}

/// What a process did so far, by the kernel's scheduler.
private struct Work {
    var seconds = 0.0
    var switches = 0

    init(of process: Int32) throws {
        let tasks = "/proc/\(process)/task"
        for task in try FileManager.default.contentsOfDirectory(atPath: tasks) {
            let schedule = try String(contentsOfFile: "\(tasks)/\(task)/schedstat", encoding: .utf8)
            seconds += (schedule.split(separator: " ").first.flatMap { Double($0) } ?? 0) / 1e9
            let status = try String(contentsOfFile: "\(tasks)/\(task)/status", encoding: .utf8)
            for line in status.split(separator: "\n") where line.hasPrefix("voluntary_ctxt") {
                switches += line.split(separator: "\t").last.flatMap { Int($0) } ?? 0
            }
        }
    }
}
