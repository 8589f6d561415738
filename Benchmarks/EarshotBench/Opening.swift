// Start to first frame, with a million clips in the store.
import Foundation

enum Opening {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let crowded = try bench.crowdedSite()
        let small = try Site(bench, "opening")
        try small.importClips(Recordings(count: 20, seconds: 0.3...0.3))
        var floor = Series()
        let few = try frames(small, bench.runs(40), &floor)
        let many = try frames(crowded, bench.runs(40), &floor)
        return [
            Figure(
                "start to first frame", many, floor: floor, aim: .p99Below(150),
                "\(Table.number(Double(bench.manyClips))) clips in the store; spawn of `earshot "
                    + "review` to the first picture with a clip in it; floor: `earshot --help`"),
            Figure(
                "start to first frame, 20 clips", few, "the same with twenty clips in the store"),
        ]
    }

    private static func frames(_ site: Site, _ runs: Int, _ floor: inout Series) throws -> Series {
        var times = Series()
        for _ in 0..<runs {
            floor.add(try site.run(["--help"]).time)
            let robot = try Robot(site)
            times.add(try robot.firstFrame())
        }
        return times
    }
}
