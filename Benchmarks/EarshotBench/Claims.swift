// Claiming out of a queue of a million: one process, and eight at once.
import Foundation
import ReviewCore
import Store
import TerminalHarness
import Workstation

enum Claims {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let site = try bench.crowdedSite()
        let clips = Table.number(Double(bench.manyClips))
        let alone = try workers(1, claims: bench.runs(1000), pause: 0, bench, site)
        let paced = try workers(8, claims: bench.runs(300), pause: 50, bench, site)
        let rushed = try workers(8, claims: bench.runs(300), pause: 0, bench, site)
        return [
            Figure(
                "claim, alone", alone.claims, floor: alone.syncs, aim: .p99Below(5),
                "\(clips) clips queued; one clip leased, its sealed fields and keys read, on disk "
                    + "when it returns; floor: a 4 KB overwrite and fdatasync"),
            Figure(
                "claim, 8 processes", paced.claims, floor: paced.syncs, aim: .p99Below(5),
                "each claims 20 times a second (some 500 times a reviewer's pace); floor: the "
                    + "same sync in the same processes between the claims"),
            Figure(
                "claim, 8 processes, no pause", rushed.claims, floor: rushed.syncs,
                "each claims as fast as it can: \(Table.number(rushed.rate)) claims a second in "
                    + "all; most of the time is the wait for seven others' commits"),
        ]
    }

    /// What the workers found, together.
    private struct Crowd {
        var claims = Series()
        var syncs = Series()
        var rate = 0.0
    }

    private static func workers(
        _ count: Int, claims: Int, pause: Int, _ bench: Bench, _ site: Site
    ) throws -> Crowd {
        let own = try Bench.worker()
        let start = DispatchTime.now().uptimeNanoseconds + 500_000_000
        let processes = try (0..<count).map { index in
            try PipedProcess(
                ProgramCall(
                    own,
                    [
                        "claim-worker", "--claims", "\(claims)", "--pause", "\(pause)", "--start",
                        "\(start)", "--scratch", "\(site.folder)/sync-\(index)",
                    ], environment: site.environment))
        }
        var crowd = Crowd()
        var longest = 0.0
        for process in processes {
            guard try process.wait(timeout: .seconds(120)) == .exited(0) else {
                throw BenchFailure("a worker failed: \(process.errorText)")
            }
            let report = try JSONDecoder().decode(
                ClaimReport.self, from: Data(process.outputBytes))
            crowd.claims.add(report.claims)
            crowd.syncs.add(report.syncs)
            longest = max(longest, report.seconds)
        }
        crowd.rate = Double(crowd.claims.count) / longest
        return crowd
    }
}

/// What one worker measured, in milliseconds.
struct ClaimReport: Codable {
    var claims: [Double]
    var syncs: [Double]
    var seconds: Double
}

/// One process that claims.
struct ClaimWork {
    let claims: Int
    /// Milliseconds between claims, on average.
    let pause: Int
    /// When all begin, on the system's monotonic clock in nanoseconds.
    let start: UInt64
    /// A file for the floor's syncs.
    let scratch: String

    func run() throws -> ClaimReport {
        let surroundings = Surroundings.current()
        let workspace = try Workspace.open(surroundings.workspace(option: nil))
        let seat = try Seat.take(in: workspace, surroundings: surroundings)
        guard let queue = try seat.store.queues.named(Site.queue) else {
            throw BenchFailure("there is no queue")
        }
        let disk = try DiskFloor(scratch)
        // The first claim prepares statements and warms what a desk at work has warm.
        _ = try claim(seat, queue.id)
        let now = DispatchTime.now().uptimeNanoseconds
        if start > now { usleep(UInt32((start - now) / 1000)) }
        var times = Series()
        var syncs = Series()
        let total = try timed {
            for index in 0..<claims {
                if pause > 0 { usleep(.random(in: 0...UInt32(pause * 2000))) }
                // Between the claims, so that both meet the same machine.
                if index % 5 == 0 { syncs.add(try disk.measure()) }
                times.add(try timed { try claim(seat, queue.id) }.time)
            }
        }.time
        return ClaimReport(claims: times.values, syncs: syncs.values, seconds: total.seconds)
    }

    private func claim(_ seat: Seat, _ queue: QueueID) throws {
        let request = ClaimRequest(
            person: seat.person.id, queues: [queue], ttl: 900, now: .now, resumes: false)
        guard try seat.store.work.claim(request).count == 1 else {
            throw BenchFailure("the queue is empty")
        }
    }
}
