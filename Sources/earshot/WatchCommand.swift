// `earshot watch`: escalation that runs though nobody looks.
import ArgumentParser
import Foundation
import Notify
import ReviewCore
import Workstation

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Watch over incidents: climb the ladder, tell who is to be told.",
        discussion: """
            Runs until it is ended, as the supervisor or officer it was started as. It lets every \
            incident climb that nobody takes or decides in time, and tells the groups that \
            earshot.toml names: by a command, by mail, at a web address. Any number may run, and \
            the board and the incident desk do the same while they are open; nobody is told twice. \
            SIGHUP reads the settings again, SIGTERM ends it.

              earshot watch
              earshot watch --once               one look, for a timer
              earshot watch --check              a test notice to everybody; says how each fared
              earshot watch --check --group supervisor

            docs/systemd/earshot-watch.service runs it from the start of the machine.
            """)

    @ArgumentParser.Flag(help: "Look once, tell who is to be told, and end.")
    var once = false

    @ArgumentParser.Flag(help: "Send a test notice by every way there is, and end.")
    var check = false

    @Option(
        help: ArgumentHelp("With --check: only this group; may be repeated.", valueName: "name"))
    var group: [String] = []

    @ArgumentParser.Flag(
        help: "JSON: a line for each thing that happened; with --check one document.")
    var json = false

    @ArgumentParser.Flag(help: "Say only what went wrong.")
    var quiet = false

    @OptionGroup var place: WorkspaceOptions

    func validate() throws {
        if once && check { throw ValidationError("--once and --check are two things; choose one.") }
        if !group.isEmpty && !check { throw ValidationError("--group goes with --check.") }
    }

    func run() throws {
        let environment = Surroundings.current().environment
        if check { return try tryChannels(environment) }
        let (json, quiet) = (json, quiet)
        let seat = try place.seat()
        let program = try WatchProgram(seat: seat, environment: environment) { news in
            guard !quiet || news.isTrouble else { return }
            let line = WatchLine(news, at: .now)
            Output.line(json ? (try? line.json()) ?? "" : line.plain)
        }
        if once {
            guard program.once() else { throw ExitStatus.partly }
            return
        }
        if !json && !quiet {
            Output.line("Watching \(seat.workspace.directory.path) as \(seat.person.name).")
        }
        if try program.run() == .interrupted { throw ExitStatus.interrupted }
    }

    // MARK: - The trial

    private struct Report: Encodable {
        struct Channel: Encodable {
            let group: String
            let channel: String
            let works: Bool
            let code: String
            let remedy: String?
        }
        let channels: [Channel]
        /// Groups of a ladder that no channel reaches.
        let unreached: [String]
    }

    private func tryChannels(_ environment: [String: String]) throws {
        let seat = try place.seat()
        try seat.demand(.watchIncidents)
        let settings = seat.workspace.settings.incidents
        if let stranger = group.first(where: { settings.channels[$0] == nil }) {
            throw WatchTrouble.noChannels(stranger)
        }
        let outcomes = ChannelCheck(settings, sender: NoticeSender(environment: environment))
            .run(groups: Set(group), at: .now)
        let unreached = group.isEmpty ? try settings.unreachedGroups() : []
        if json {
            try Output.json(
                Report(
                    channels: outcomes.map {
                        Report.Channel(
                            group: $0.group, channel: $0.channel, works: $0.failure == nil,
                            code: $0.code, remedy: $0.failure.map { "\($0)" })
                    }, unreached: unreached))
        } else {
            Output.lines(Self.lines(outcomes, unreached))
        }
        let isWell = outcomes.allSatisfy { $0.failure == nil } && unreached.isEmpty
        guard isWell else { throw ExitStatus.partly }
    }

    private static func lines(_ outcomes: [ChannelOutcome], _ unreached: [String]) -> [String] {
        let rows =
            outcomes.map { outcome in
                [
                    outcome.group, outcome.channel,
                    outcome.failure == nil ? "works" : "fails", outcome.code,
                    outcome.failure.map { "\($0)" } ?? "",
                ]
            }
            + unreached.map {
                [$0, "", "missing", "", "say how in [notify.\($0)] of earshot.toml"]
            }
        return TextTable.lines(rows)
    }
}

enum WatchTrouble: Error, CustomStringConvertible {
    case noChannels(String)

    var description: String {
        switch self {
        case .noChannels(let group):
            "there is no way to tell '\(group)'; say how in [notify.\(group)] of earshot.toml"
        }
    }
}
