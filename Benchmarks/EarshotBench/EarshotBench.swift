// `earshot-bench`: measures what the aims speak of, and says whether they are met.
import ArgumentParser
import Foundation

@main
struct EarshotBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "earshot-bench",
        abstract:
            "Measure Earshot: medians and p99 beside the aim, and what the machine itself costs.",
        subcommands: [Run.self, ClaimWorker.self, ClipMemoryWorker.self, LevelWorker.self],
        defaultSubcommand: Run.self)
}

/// A measurement by its name on the command line.
enum Measurement: String, CaseIterable, ExpressibleByArgument {
    case keys, sound
    case importing = "import"
    case export, idle, memory, opening, claims, records
    case decode, loudness, stretch, picture, prepare, start, panic, playing
    case clipMemory = "clip-memory"
    case tools
    case sealing, audit, grants, rotate, erase
    case hook
    /// Last, for it fills the crowded workspace with people.
    case board

    func run(_ bench: Bench) throws -> [Figure] {
        switch self {
        case .keys: try KeyToScreen.measure(bench)
        case .sound: try EnterToSound.measure(bench)
        case .importing: try Imports.measure(bench)
        case .export: try Exports.measure(bench)
        case .idle: try Endurance.idling(bench)
        case .memory: try Endurance.memory(bench)
        case .opening: try Opening.measure(bench)
        case .claims: try Claims.measure(bench)
        case .records: try Records.measure(bench)
        case .decode: try Decoding.measure(bench)
        case .loudness: try Levelling.measure(bench)
        case .stretch: try Stretching.measure(bench)
        case .picture: try Pictures.measure(bench)
        case .prepare: try Preparing.measure(bench)
        case .start: try Starting.measure(bench)
        case .panic: try Silencing.measure(bench)
        case .playing: try PlayingCost.measure(bench)
        case .clipMemory: try ClipMemory.measure(bench)
        case .tools: try OtherTools.measure(bench)
        case .sealing: try Sealing.measure(bench)
        case .audit: try LogVerification.measure(bench)
        case .grants: try KeysAtWork.grants(bench)
        case .rotate: try KeysAtWork.rotate(bench)
        case .erase: try Erasures.measure(bench)
        case .hook: try FlagToHook.measure(bench)
        case .board: try Boards.measure(bench)
        }
    }
}

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the measurements (the default).")

    @Flag(help: "Fewer runs and 50,000 clips in place of a million.")
    var quick = false

    @Option(
        help: ArgumentHelp(
            "Only these: \(Measurement.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "name"))
    var only: [Measurement] = []

    @Flag(help: "One JSON document on standard output.")
    var json = false

    @Option(help: "Seconds of idling to watch (EARSHOT_BENCH_IDLE; by default 60, quick 10).")
    var idle: Double?

    @Option(help: "A folder on the disk to measure; by default the system's temporary folder.")
    var scratch = FileManager.default.temporaryDirectory.path

    func run() throws {
        let environment = ProcessInfo.processInfo.environment["EARSHOT_BENCH_IDLE"]
        let bench = try Bench(
            isQuick: quick,
            idleSeconds: idle ?? environment.flatMap(Double.init) ?? (quick ? 10 : 60),
            folder: scratch
        ) { FileHandle.standardError.write(Data("  \($0)\n".utf8)) }
        if !json { print("\(Machine.description)\n\n\(Table.header)") }
        var figures: [Figure] = []
        var failed = false
        for measurement in only.isEmpty ? Measurement.allCases : only {
            bench.note("measuring: \(measurement.rawValue)")
            do {
                let found = try measurement.run(bench)
                if !json { print(found.map(Table.line).joined(separator: "\n")) }
                fflush(nil)
                figures += found
            } catch {
                // The others are worth their while all the same.
                bench.note("\(measurement.rawValue) could not be measured: \(error)")
                failed = true
            }
        }
        if json { try Report(figures).print() } else { print(verdict(on: figures)) }
        if failed { throw ExitCode.failure }
    }

    private func verdict(on figures: [Figure]) -> String {
        let verdicts = figures.compactMap(\.verdict)
        let noisy = verdicts.count { $0 == .noisy }
        return "\n\(verdicts.count { $0 == .met }) of \(verdicts.count) aims met"
            + (noisy > 0 ? "; \(noisy) could not be told from the machine's noise" : "")
    }
}

/// Started by the measurement of claims; no use to people.
struct ClaimWorker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim-worker", abstract: "One process that claims.", shouldDisplay: false)

    @Option var claims: Int
    @Option var pause: Int
    @Option var start: UInt64
    @Option var scratch: String

    func run() throws {
        let report = try ClaimWork(
            claims: claims, pause: pause, start: start, scratch: scratch
        ).run()
        print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    }
}

/// Started by the measurement of clips in memory; no use to people.
struct ClipMemoryWorker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clip-memory-worker", abstract: "One process that holds clips.",
        shouldDisplay: false)

    @Option var file: String
    @Option var clips: Int

    func run() throws {
        let report = try ClipMemoryWork(file: file, clips: clips).run()
        print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    }
}

/// Started by the comparison with other programs; no use to people.
struct LevelWorker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "level-worker", abstract: "One process that measures levels.",
        shouldDisplay: false)

    @Option var folder: String
    @Option var clips: Int

    func run() throws { try LevelWork(folder: folder, clips: clips).run() }
}
