// `earshot-bench`: measures what the aims speak of, and says whether they are met.
import ArgumentParser
import Foundation

@main
struct EarshotBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "earshot-bench",
        abstract:
            "Measure Earshot: medians and p99 beside the aim, and what the machine itself costs.",
        subcommands: [Run.self, ClaimWorker.self], defaultSubcommand: Run.self)
}

/// A measurement by its name on the command line.
enum Measurement: String, CaseIterable, ExpressibleByArgument {
    case keys, sound
    case importing = "import"
    case export, idle, memory, opening, claims, records

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
                if !json { found.forEach { print(Table.line($0)) } }
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
        let aimed = figures.compactMap(\.isMet)
        return "\n\(aimed.count { $0 }) of \(aimed.count) aims met"
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
