// A flag to the program that is told of it, through the daemon of the real binary.
import Foundation
import ReviewCore
import Store
import TerminalHarness
import Vault
import Workstation

enum FlagToHook {
    static func measure(_ bench: Bench) throws -> [Figure] {
        let runs = bench.runs(100)
        let site = try Site(bench, "hooks")
        let told = try ToldPipe("\(site.folder)/told")
        try Data(told.settings.utf8).write(to: URL(filePath: "\(site.workspace)/earshot.toml"))
        let seat = try site.seat()
        try site.fill(runs + 5)
        let watcher = try PipedProcess(site.call(["watch"]))
        guard watcher.waitForOutput({ $0.contains("Watching") }) else {
            throw BenchFailure("the watch did not start: \(watcher.errorText)")
        }
        var times = Series()
        var floor = Series()
        for run in 0..<runs + 5 {
            // Flags come to a daemon that sleeps.
            usleep(250_000)
            let start = try told.start()
            let flagged = try flag(seat, site)
            let heard = try told.wait()
            // The first ones find everything cold.
            guard run >= 5 else { continue }
            floor.add(start)
            times.add(heard - flagged)
        }
        watcher.process.kill(SIGTERM)
        _ = try watcher.wait()
        return [
            Figure(
                "flag to notified hook", times, floor: floor, aim: .p99Below(1000),
                "submit of a flag of P0 in one process to the first byte from the command that "
                    + "`earshot watch` told in another; floor: the same command started by itself")
        ]
    }

    /// Submits the next clip with a flag; answers when that began.
    private static func flag(_ seat: Seat, _ site: Site) throws -> ContinuousClock.Instant {
        let queue = try site.queue(in: seat.store)
        let claims = try seat.store.work.claim(
            ClaimRequest(
                person: seat.person.id, queues: [queue.id], ttl: 900, now: .now, resumes: false))
        guard let claimed = claims.first else { throw BenchFailure("the queue is empty") }
        var random = SystemRandomNumberGenerator()
        let annotation = SealedAnnotation(
            id: AnnotationID(at: .now, using: &random), clip: claimed.clip.id,
            person: seat.person.id, outcome: .annotated, judgments: Judgments(),
            correctedIntent: nil, flag: Flag(category: "weapon_or_gunshot", severity: .p0),
            effort: Effort(), submittedAt: .now, content: Data(count: 400))
        let began = ContinuousClock.now
        guard case .stored = try seat.store.work.submit(annotation, claimed.lease.token) else {
            throw BenchFailure("the flag was not taken")
        }
        return began
    }
}

/// A pipe by name, which the command that is told writes to.
private final class ToldPipe {
    private let path: String
    private let end: Int32

    init(_ path: String) throws {
        self.path = path
        guard mkfifo(path, 0o600) == 0 else { throw BenchFailure("no pipe could be made") }
        end = open(path, O_RDWR | O_CLOEXEC)
    }

    deinit { close(end) }

    private var command: [String] { ["/bin/sh", "-c", "echo > \(path)"] }

    var settings: String {
        let words = command.map { "\"\($0)\"" }.joined(separator: ", ")
        return "[notify.supervisor]\ncommand = [\(words)]\n"
    }

    /// How long the command takes by itself.
    func start() throws -> Duration {
        let began = ContinuousClock.now
        let process = try PipedProcess(ProgramCall(command[0], Array(command.dropFirst())))
        let heard = try wait()
        _ = try process.wait()
        return heard - began
    }

    /// When somebody wrote to it.
    func wait() throws -> ContinuousClock.Instant {
        var watched = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
        guard poll(&watched, 1, 30_000) == 1 else { throw BenchFailure("nobody was told") }
        let heard = ContinuousClock.now
        var byte: UInt8 = 0
        _ = read(end, &byte, 1)
        return heard
    }
}
