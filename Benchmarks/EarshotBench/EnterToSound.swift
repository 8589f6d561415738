// Enter to the first sample of the next clip, at the output.
import Foundation
import TerminalHarness

enum EnterToSound {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let runs = bench.runs(150)
        let site = try Site(bench, "sound")
        try site.importClips(Recordings(count: 2 * runs + 10, seconds: 0.25...0.3))
        return [try recording(bench, site, runs), try server(bench, site, bench.runs(80))]
    }

    /// The recording output takes samples as a device does; its file is watched as it grows.
    private static func recording(_ bench: Bench, _ site: Site, _ runs: Int) throws -> Figure {
        let path = "\(site.folder)/heard.wav"
        let robot = try Robot(site, ["EARSHOT_AUDIO": "file:\(path)"])
        _ = try robot.firstFrame()
        try robot.hearOut()
        let file = try GrowingFile(path)
        let floorFile = try GrowthFloor(in: site.folder)
        var times = Series()
        var floor = Series()
        for _ in 0..<runs {
            floor.add(try floorFile.measure())
            file.mark()
            let pressed = try robot.submit()
            times.add(try file.growth() - pressed)
            try robot.waitForNext()
            try robot.hearOut()
        }
        return Figure(
            "Enter to first sample", times, floor: floor, aim: .p99Below(30),
            "Enter written to the next clip's first 10 ms in the recording output, which has no "
                + "delay of its own; floor: another process's write seen the same way")
    }

    /// Through a sound server: its sink's monitor is recorded and watched for the first sound.
    private static func server(_ bench: Bench, _ site: Site, _ runs: Int) throws -> Figure {
        let server = try PrivateSoundServer(format: .init(rate: 48_000, channels: 1))
        let monitor = try SinkMonitor(of: server, in: site.folder)
        let environment = server.environment.merging(["EARSHOT_AUDIO": "default"]) { $1 }
        let robot = try Robot(site, environment)
        _ = try robot.firstFrame()
        try robot.hearOut()
        var times = Series()
        for _ in 0..<runs {
            try monitor.file.waitForSilence()
            let pressed = try robot.submit()
            times.add(try monitor.file.sound() - pressed)
            try robot.waitForNext()
            try robot.hearOut()
        }
        return Figure(
            "Enter to sound, sound server", times,
            "the same through a private PulseAudio server: includes its stream, its null sink, "
                + "and the monitor and parec that record it")
    }
}
