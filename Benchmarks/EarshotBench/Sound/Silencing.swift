// The panic key to silence: how long what distresses is still heard.
import Foundation
import TerminalHarness

enum Silencing {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let site = try Site(bench, "silencing")
        try site.importClips(Recordings(count: 3, seconds: 8...8))
        return [try recording(bench, site), try server(bench, site)]
    }

    private static func recording(_ bench: Bench, _ site: Site) throws -> Figure {
        let path = "\(site.folder)/silenced.wav"
        let robot = try Robot(site, ["EARSHOT_AUDIO": "file:\(path)"])
        _ = try robot.firstFrame()
        let file = try GrowingFile(path)
        let floorFile = try GrowthFloor(in: site.folder)
        var floor = Series()
        var times = Series()
        for _ in 0..<bench.runs(100) {
            floor.add(try floorFile.measure())
            file.mark()
            _ = try file.growth()
            times.add(
                try robot.silence { pressed in
                    file.mark()
                    return (file.lastGrowth(before: .milliseconds(60)) ?? pressed) - pressed
                })
        }
        return Figure(
            "panic key to silence", times, floor: floor, aim: .p99Below(20),
            "x written to the last sample that still reaches the recording output, which takes 10 ms "
                + "at a time, 0 where none does; floor: another process's write seen the same way")
    }

    private static func server(_ bench: Bench, _ site: Site) throws -> Figure {
        let server = try PrivateSoundServer(format: .init(rate: 48_000, channels: 1))
        let monitor = try SinkMonitor(of: server, in: site.folder)
        let environment = server.environment.merging(["EARSHOT_AUDIO": "default"]) { $1 }
        let robot = try Robot(site, environment)
        _ = try robot.firstFrame()
        var times = Series()
        for _ in 0..<bench.runs(60) {
            _ = try monitor.file.sound()
            times.add(
                try robot.silence { pressed in
                    monitor.file.mark()
                    return (try monitor.file.lastSound(before: 0.15) ?? pressed) - pressed
                })
        }
        return Figure(
            "panic key to silence, server", times,
            "the same to the last sound in the monitor of a private PulseAudio server's null sink: "
                + "includes what the sink had taken before, and parec")
    }
}

extension Robot {
    /// Lets the clip sound for a moment, presses the panic key, asks `measure` for the time since,
    /// and has the clip play from its start again.
    fileprivate func silence(_ measure: (ContinuousClock.Instant) throws -> Duration) throws
        -> Duration
    {
        // Anywhere within an audio period, and well within the clip.
        watch(for: .milliseconds(.random(in: 100...130)))
        let pressed = ContinuousClock.now
        try terminal.press("x")
        let time = try measure(pressed)
        try terminal.waitUntil("a hidden clip") { $0.contains("HIDDEN") }
        try terminal.press(.control("o"))
        try terminal.waitUntil("the clip again") { !$0.contains("HIDDEN") }
        try terminal.press("r")
        return time
    }
}
