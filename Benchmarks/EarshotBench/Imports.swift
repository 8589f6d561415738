// How fast clips come in.
import Foundation
import ReviewCore
import Store
import Workstation

enum Imports {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let count = bench.isQuick ? 500 : 5000
        let recordings = Recordings(count: count, seconds: 0.5...2)
        let folder = "\(bench.scratch.path)/recordings"
        let manifest = try recordings.make(in: folder)
        var whole = Series()
        var inside = Series()
        var startUp = Series()
        var floor = Series()
        for run in 0..<(bench.isQuick ? 1 : 4) {
            let site = try Site(bench, "import-\(run)")
            floor.add(try writing(count, of: 40_000, in: "\(site.folder)/floor"))
            startUp.add(try site.run(["status"]).time)
            let time = try site.run(["import", manifest, "--queue", Site.queue]).time
            whole.add(Double(count) / time.seconds)
            inside.add(try importInProcess(manifest, count, site))
        }
        return [
            Figure(
                "import", whole, unit: .perSecond, floor: floor, aim: .medianAbove(2000),
                "\(count) WAV files of 0.5 to 2 s through `earshot import`, start-up included, "
                    + "sealed and on disk; floor: as many files of that size written and synced"),
            Figure(
                "import, without start-up", inside, unit: .perSecond,
                "the same recordings into a second queue within one process"),
            Figure(
                "start-up of a command", startUp,
                "`earshot status` on an empty workspace, from spawn to exit"),
        ]
    }

    private static func importInProcess(
        _ manifest: String, _ count: Int, _ site: Site
    ) throws -> Double {
        let seat = try site.seat()
        let queue = try site.queue("second", in: seat.store)
        let importing = try timed {
            try Importer(seat: seat, queue: queue).run(
                path: manifest, format: nil, onProgress: { _ in }, onProblem: { _ in })
        }
        guard importing.result.added == count else {
            throw BenchFailure("\(importing.result.added) of \(count) clips were imported")
        }
        try seat.store.upkeep.close()
        return Double(count) / importing.time.seconds
    }

    /// Files written and synced a second, as fast as one thread writes them.
    private static func writing(_ count: Int, of size: Int, in folder: String) throws -> Double {
        let files = SealedAudioFiles(directory: folder)
        var random = SystemRandomNumberGenerator()
        let bytes = Data(repeating: 0x5A, count: size)
        let time = try timed {
            for start in stride(from: 0, to: count, by: 256) {
                try files.write(
                    (start..<min(count, start + 256)).map { _ in
                        (ClipID(at: .now, using: &random), bytes)
                    })
            }
        }.time
        return Double(count) / time.seconds
    }
}
