// What every measurement is given: how thorough to be, the program, a place on disk.
import Foundation
import TerminalHarness

/// The surroundings of a run. Measurements take from it and give figures back.
final class Bench {
    /// Fewer runs and fewer clips, to see that everything works.
    let isQuick: Bool
    /// Clips queued where an aim speaks of a million.
    let manyClips: Int
    let idleSeconds: Double
    /// On the disk that is measured; gone when the run ends.
    let scratch: ScratchFolder
    private var crowded: Site?
    private var voices: [Voice]?
    private let say: (String) -> Void

    init(
        isQuick: Bool, idleSeconds: Double, folder: String, say: @escaping (String) -> Void
    ) throws {
        self.isQuick = isQuick
        self.idleSeconds = idleSeconds
        manyClips = isQuick ? 50_000 : 1_000_000
        scratch = try ScratchFolder(in: folder)
        self.say = say
    }

    /// The optimised program, built beside this one.
    func program() throws -> String { try Self.beside("earshot") }

    /// This program, to be started again as a worker of a measurement.
    static func worker() throws -> String { try beside("earshot-bench") }

    /// Times `ours` and `bare` in turn for as long as a figure is worth.
    func duel(ours: () throws -> Void, bare: () throws -> Void) rethrows -> Duel {
        try Duel(seconds: isQuick ? 0.3 : 2, ours: ours, bare: bare)
    }

    /// A tenth when quick, and never so few that a median means nothing.
    func runs(_ thorough: Int) -> Int {
        isQuick ? max(5, thorough / 10) : thorough
    }

    /// Says on standard error what is going on.
    func note(_ text: String) {
        say(text)
    }

    /// The workspace with `manyClips` clips, made when first asked for. Twenty of them, first in
    /// the queue, have sound and can be opened.
    func crowdedSite() throws -> Site {
        if let crowded { return crowded }
        note("making a workspace of \(Table.number(Double(manyClips))) clips")
        let site = try Site(self, "crowd")
        try site.importClips(
            Recordings(count: 20, seconds: 0.3...0.3, priority: 5), into: Site.queue)
        let time = try timed { try site.fill(manyClips) }.time
        note("  made in \(Table.number(time.seconds)) s")
        crowded = site
        return site
    }

    /// The voices that sound is measured on, made when first asked for.
    func soundingVoices() throws -> [Voice] {
        if let voices { return voices }
        let made = try Voice.all()
        voices = made
        return made
    }

    /// An executable in the folder of this one.
    static func beside(_ name: String) throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(filePath: own).deletingLastPathComponent().appending(path: name).path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw BenchFailure(
                "\(path) is not there; build it with 'swift build -c release --product \(name)'")
        }
        return path
    }
}

/// What kept a measurement from being made.
struct BenchFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// A folder that goes with its owner.
final class ScratchFolder {
    let path: String

    init(in parent: String) throws {
        path = "\(parent)/earshot-bench-\(getpid())"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
