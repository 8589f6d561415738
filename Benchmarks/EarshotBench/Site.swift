// A workspace to measure in, made and used through the real program, or filled through the store.
import Foundation
import ReviewCore
import Store
import TerminalHarness
import Workstation

/// A workspace of its own person, with its own configuration folder.
final class Site {
    static let queue = "bench"
    static let locale = "en-US"

    let folder: String
    private let program: String

    /// Makes the workspace with `earshot init`.
    init(_ bench: Bench, _ name: String) throws {
        folder = "\(bench.scratch.path)/\(name)"
        program = try bench.program()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try run(["init", "--person", "ana"])
    }

    var workspace: String { "\(folder)/workspace" }

    var environment: [String: String] {
        [
            "EARSHOT_WORKSPACE": workspace, "XDG_CONFIG_HOME": "\(folder)/config",
            "XDG_STATE_HOME": "\(folder)/state", "EARSHOT_AUDIO": "null", "EARSHOT_PERSON": "ana",
        ]
    }

    func call(_ arguments: [String], _ more: [String: String] = [:]) -> ProgramCall {
        ProgramCall(program, arguments, environment: environment.merging(more) { $1 })
    }

    /// Runs the program to its end; answers what it printed and how long it took.
    @discardableResult
    func run(_ arguments: [String]) throws -> (output: String, time: Duration) {
        let (process, time) = try timed {
            let process = try PipedProcess(call(arguments))
            let status = try process.process.wait(timeout: .seconds(300))
            guard status == .exited(0) else {
                _ = try process.wait()
                throw BenchFailure("earshot \(arguments): \(status)\n\(process.errorText)")
            }
            return process
        }
        _ = try process.wait()
        return (process.outputText, time)
    }

    /// Makes the recordings and imports them. Answers how long the import took, start-up included.
    @discardableResult
    func importClips(_ recordings: Recordings, into queue: String = queue) throws -> Duration {
        let manifest = try recordings.make(in: "\(folder)/recordings-\(UUID().uuidString)")
        return try run(["import", manifest, "--queue", queue]).time
    }

    /// The store, as a worker of the site uses it.
    func open() throws -> Workspace {
        try Workspace.open(URL(filePath: workspace))
    }

    func seat() throws -> Seat {
        try Seat.take(
            in: open(), surroundings: Surroundings(environment: environment, home: folder))
    }

    /// The named queue.
    func queue(_ name: String = queue, in store: ReviewStore) throws -> Queue {
        if let there = try store.queues.named(name) { return there }
        var random = SystemRandomNumberGenerator()
        let made = Queue(
            id: QueueID(at: .now, using: &random), name: name, locale: Self.locale)
        try store.queues.create(made, .now)
        return made
    }

    /// Fills the queue with clips that have no sound and cannot be opened: they only wait.
    func fill(_ count: Int) throws {
        let store = try seat().store
        let queue = try queue(in: store)
        var clips = SyntheticClips()
        var left = count
        while left > 0 {
            let batch = clips.next(min(left, 20_000))
            _ = try store.queues.ingest(queue.id, batch, .now)
            left -= batch.count
        }
        try store.upkeep.close()
    }
}
