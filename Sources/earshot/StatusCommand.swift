// `earshot status`: queues, people, incidents.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show queues, people and incidents.",
        discussion: """
              earshot status
              earshot status --json | jq '.queues[] | {name, waiting}'
              earshot status --watch
            """)

    @ArgumentParser.Flag(help: "Print one JSON document.")
    var json = false

    @ArgumentParser.Flag(help: "Show again whenever something changes, until interrupted.")
    var watch = false

    @OptionGroup var place: WorkspaceOptions

    func validate() throws {
        if json && watch { throw ValidationError("--json prints one document; leave out --watch.") }
    }

    func run() throws {
        let (workspace, store) = try place.glance()
        var glance = PeopleGlance(workspace, surroundings: .current())
        guard watch else { return try show(workspace, store, &glance) }
        let interruption = Interruption()
        var seen: Int64?
        while !interruption.isAsked, !Output.isBroken {
            let counter = try store.upkeep.changeCounter()
            if counter != seen {
                seen = counter
                if Output.isTerminal { Output.clearScreen() }
                try show(workspace, store, &glance)
            }
            interruption.wait(seconds: 0.5)
        }
        if interruption.isAsked { throw ExitStatus.interrupted }
    }

    private func show(
        _ workspace: Workspace, _ store: ReviewStore, _ glance: inout PeopleGlance
    ) throws {
        let now = Timestamp.now
        let status = try store.records.status(now, now.startOfLocalDay)
        let people = try glance.read()
        if let trouble = people.trouble { Output.complain("earshot: \(trouble)") }
        let strange = people.trouble == nil ? people.handlesNotAsLogged : []
        if json { return try Output.json(StatusDocument(status, notAsLogged: strange)) }
        Output.lines(
            StatusText(status, notAsLogged: strange, workspace: workspace.directory.path).lines)
    }
}

/// The status in lines for people.
struct StatusText {
    let lines: [String]

    init(_ status: WorkspaceStatus, notAsLogged: [String], workspace: String) {
        lines =
            ["Workspace  \(workspace)", ""] + Self.queues(status.queues) + [""]
            + Self.people(status.people, notAsLogged) + [""] + Self.incidents(status.incidents)
            + Self.glass(status.reviewsOwed)
    }

    private static func queues(_ queues: [WorkspaceStatus.QueueCounts]) -> [String] {
        guard !queues.isEmpty else {
            return ["No queues yet; bring clips in with 'earshot import'."]
        }
        let head = [
            "Queue", "Locale", "", "Waiting", "Out", "Done", "Skipped", "Broken", "Flagged",
            "To delete",
        ]
        let rows = queues.map { queue in
            [queue.name, queue.locale, queue.open ? "open" : "closed"]
                + [
                    queue.waiting, queue.leased, queue.annotated, queue.skipped, queue.broken,
                    queue.flagged, queue.deletionWanted,
                ].map { $0.grouped }
        }
        return TextTable.lines([head] + rows, numbersFrom: 3)
    }

    private static func people(
        _ people: [WorkspaceStatus.PersonCounts], _ notAsLogged: [String]
    ) -> [String] {
        let rows = people.map { person in
            [
                person.name, person.roles.map(\.rawValue).sorted().joined(separator: " "),
                person.onShift ? "on \(person.queue ?? "any queue")" : "away",
                person.annotatedToday.grouped,
            ]
        }
        let notes =
            notAsLogged.isEmpty
            ? []
            : [
                "Not as the log has them: \(notAsLogged.joined(separator: ", "));"
                    + " run 'earshot audit verify'"
            ]
        return TextTable.lines([["Person", "Roles", "", "Today"]] + rows, numbersFrom: 3) + notes
    }

    private static func glass(_ owed: Int) -> [String] {
        owed == 0
            ? []
            : ["Glass      \(owed) opened and not reviewed; 'earshot glass list' shows them"]
    }

    private static func incidents(_ incidents: WorkspaceStatus.Incidents) -> [String] {
        guard incidents.open > 0 else { return ["No incident is open."] }
        let severities = incidents.bySeverity.sorted { $0.key < $1.key }
            .map { "\($0.key) \($0.value)" }.joined(separator: "   ")
        return [
            "Incidents  \(incidents.open) open, \(incidents.unacknowledged) unacknowledged,"
                + " \(incidents.breached) late",
            "           \(severities)",
        ]
    }
}
