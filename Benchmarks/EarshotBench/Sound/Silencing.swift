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
            // Anywhere within an audio period, and well within the clip.
            robot.watch(for: .milliseconds(.random(in: 100...130)))
            let pressed = try robot.panic()
            file.mark()
            times.add((file.lastGrowth(before: .milliseconds(60)) ?? pressed) - pressed)
            try robot.playAgain()
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
                try monitor.file.soundGoesOn(
                    afterPressing: robot.panic, in: .milliseconds(.random(in: 200...260))))
            try robot.playAgain()
        }
        return Figure(
            "panic key to silence, server", times,
            "the same to the last sound a listener has from a private PulseAudio server's null "
                + "sink, at most: what the sink had taken ahead counts until it has been played")
    }
}

extension Robot {
    /// Presses the panic key; answers when.
    fileprivate func panic() throws -> ContinuousClock.Instant {
        let pressed = ContinuousClock.now
        try terminal.press("x")
        return pressed
    }

    /// Shows the hidden clip, and has it play from its start again.
    fileprivate func playAgain() throws {
        try terminal.waitUntil("a hidden clip") { $0.contains("HIDDEN") }
        try terminal.press(.control("o"))
        try terminal.waitUntil("the clip again") { !$0.contains("HIDDEN") }
        try terminal.press("r")
    }
}
