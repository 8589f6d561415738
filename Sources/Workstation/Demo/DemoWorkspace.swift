// A workspace to try things in: made from the sample clips, thrown away afterwards.
import Foundation
import Interchange
import ReviewCore

/// The throw-away workspace of `earshot demo`, with its keys beside it and nothing outside it.
public struct DemoWorkspace {
    public let surroundings: Surroundings
    public let directory: URL
    /// The reviewer everything is shown to.
    static let person = "you"

    /// Who can sit at the demonstration's desk.
    public enum Sitter: String, Sendable, CaseIterable {
        /// Founded the workspace: every role and clearance.
        case you
        /// A reviewer who may see locations and contacts where a request needs them.
        case cleared
        /// A reviewer who may not.
        case uncleared

        var clearances: Set<Clearance> { self == .cleared ? Set(Clearance.allCases) : [] }
    }

    /// Makes the directory; `remove` takes it away with all that is in it.
    public init(_ surroundings: Surroundings) throws {
        let base = surroundings["XDG_RUNTIME_DIR"] ?? NSTemporaryDirectory()
        directory = URL(filePath: base, directoryHint: .isDirectory)
            .appending(path: "earshot-demo-\(UUID().uuidString.prefix(8).lowercased())")
        try Workspace.makePrivateDirectory(directory)
        var inside = surroundings
        // A theme and keys of the person's own still hold, and sound goes where they chose; what
        // the demo keeps stays with the demo.
        let own = surroundings.configuration
        inside.environment["XDG_CONFIG_HOME"] = directory.appending(path: "config").path
        inside.environment["XDG_STATE_HOME"] = directory.appending(path: "state").path
        inside.environment["EARSHOT_PERSON"] = Self.person
        inside.environment["EARSHOT_WORKSPACE"] = nil
        self.surroundings = inside
        try Self.bring(own, into: inside.configuration)
        try SoundMemory(surroundings).keep(inside)
    }

    private static func bring(_ own: URL, into configuration: URL) throws {
        try Workspace.makePrivateDirectory(configuration)
        for name in [
            "keys.toml", "keys-board.toml", "keys-incidents.toml", "theme", "themes",
            "snippets.toml", "headsets.toml",
        ] {
            let from = own.appending(path: name)
            guard FileManager.default.fileExists(atPath: from.path) else { continue }
            try FileManager.default.copyItem(at: from, to: configuration.appending(path: name))
        }
    }

    /// Fills the workspace from the sample clips, a queue a language.
    public func fill(from samples: URL, onProgress: (String) -> Void) throws -> Seat {
        let workspace = try Workspace.create(
            in: directory.appending(path: "workspace"), firstPerson: Self.person,
            surroundings: surroundings, now: .now)
        let seat = try Seat.take(in: workspace, surroundings: surroundings)
        for manifest in try Self.manifests(in: samples) {
            guard let locale = try ManifestPeek(path: manifest.path).locale else { continue }
            var random = SystemRandomNumberGenerator()
            let queue = Queue(
                id: QueueID(at: .now, using: &random), name: locale, locale: locale)
            try seat.store.queues.create(queue, .now)
            let report = try Importer(seat: seat, queue: queue).run(
                path: manifest.path, format: .earshot, onProgress: { _ in },
                onProblem: onProgress)
            onProgress("\(locale): \(report.added.counted("clip"))")
        }
        try DemoCrowd(
            seat: seat, samples: samples, directory: directory.appending(path: "crowd")
        ).bring()
        return seat
    }

    /// Lets the two colleagues of `you` in, and seats whoever it is.
    public func seat(_ sitter: Sitter, beside founder: Seat) throws -> Seat {
        for colleague in Sitter.allCases where colleague != .you {
            _ = try founder.add(
                person: colleague.rawValue, roles: [.reviewer], clearances: colleague.clearances,
                surroundings: surroundings, now: .now)
        }
        guard sitter != .you else { return founder }
        var there = surroundings
        there.environment["EARSHOT_PERSON"] = sitter.rawValue
        return try Seat.take(in: founder.workspace, surroundings: there)
    }

    private static func manifests(in samples: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: samples, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasPrefix("manifest") && $0.pathExtension == "jsonl" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    public func remove() {
        try? FileManager.default.removeItem(at: directory)
    }

    /// The folder of sample clips: where `EARSHOT_SAMPLES` says, beside the program's source,
    /// installed beside the program, or here.
    public static func samples(_ surroundings: Surroundings) throws -> URL {
        let program = URL(filePath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        let executable =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            .map { URL(filePath: $0) } ?? program
        var places = surroundings["EARSHOT_SAMPLES"].map { [URL(filePath: $0)] } ?? []
        var above = executable.deletingLastPathComponent()
        places.append(above.appending(path: "../share/earshot/sample-audio").standardizedFileURL)
        for _ in 0..<5 {
            places.append(above.appending(path: "sample-audio"))
            above = above.deletingLastPathComponent()
        }
        places.append(
            URL(filePath: FileManager.default.currentDirectoryPath)
                .appending(path: "sample-audio"))
        for place in places {
            if let found = try? manifests(in: place), !found.isEmpty { return place }
        }
        throw DemoError.noSamples
    }
}

/// Why the demonstration could not be given.
public enum DemoError: Error, CustomStringConvertible, Equatable {
    case noSamples
    case stuck(String)
    case interrupted

    public var description: String {
        switch self {
        case .noSamples:
            "the sample clips were not found; run 'make demo' in Earshot's folder, or say where"
                + " they are with EARSHOT_SAMPLES"
        case .stuck(let step):
            "the recorded shift came to a halt at: \(step);"
                + " 'earshot doctor' says whether sound works here"
        case .interrupted: "the recorded shift was interrupted; start it again when you like"
        }
    }
}
