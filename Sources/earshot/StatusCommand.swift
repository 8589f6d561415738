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
              earshot status --prometheus /var/lib/node_exporter/earshot.prom --watch
            """)

    @ArgumentParser.Flag(help: "Print one JSON document.")
    var json = false

    @ArgumentParser.Flag(help: "Show again whenever something changes, until interrupted.")
    var watch = false

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "Write the figures to this file for Prometheus, in place of showing them.",
            discussion: "The text format that node_exporter's textfile collector takes up.",
            valueName: "file"))
    var prometheus: String?

    @OptionGroup var place: WorkspaceOptions

    func validate() throws {
        if json && watch { throw ValidationError("--json prints one document; leave out --watch.") }
        if json && prometheus != nil {
            throw ValidationError("--prometheus writes a file of its own; leave out --json.")
        }
    }

    func run() throws {
        let (workspace, store) = try place.glance()
        var look = StatusLook(workspace, store, json: json, prometheus: prometheus)
        guard watch else { return try look.show(isFirst: true) }
        let interruption = Interruption()
        let news = StoreWatch(workspace)
        var isFirst = true
        while !interruption.isAsked, !Output.isBroken {
            try look.show(isFirst: isFirst)
            isFirst = false
            // Desks fall silent and deadlines pass without anybody writing so.
            interruption.wait(for: news, seconds: 60)
        }
        if interruption.isAsked { throw ExitStatus.interrupted }
    }
}

/// The status, shown where it is wanted and again where it changed.
private struct StatusLook {
    private let workspace: Workspace
    private let store: ReviewStore
    private let json: Bool
    private let prometheus: PrometheusFile?
    private var glance: PeopleGlance
    private var seen: [String] = []
    /// Whether the file could not be written, and that was said.
    private var isComplaining = false
    private var hasWritten = false

    init(_ workspace: Workspace, _ store: ReviewStore, json: Bool, prometheus: String?) {
        self.workspace = workspace
        self.store = store
        self.json = json
        self.prometheus = prometheus.map(PrometheusFile.init)
        glance = PeopleGlance(workspace, surroundings: .current())
    }

    /// A watch goes on where a disk is full for a while, and says so once; the first try tells
    /// whether there is such a place at all.
    private mutating func write(_ page: PrometheusText, _ file: PrometheusFile) throws {
        do {
            try file.write(page)
            isComplaining = false
        } catch {
            let words = "\(error); give a file in a folder you may write, or free some space"
            guard hasWritten else { throw PrometheusTrouble(description: words) }
            if !isComplaining { Output.complain("earshot: \(words)") }
            isComplaining = true
            return
        }
        hasWritten = true
    }

    mutating func show(isFirst: Bool) throws {
        let now = Timestamp.now
        let status = try store.records.status(now, now.startOfLocalDay)
        if let prometheus { return try write(PrometheusText(status, now: now), prometheus) }
        let people = try glance.read()
        if isFirst, let trouble = people.trouble { Output.complain("earshot: \(trouble)") }
        let strange = people.trouble == nil ? people.handlesNotAsLogged : []
        if json { return try Output.json(StatusDocument(status, notAsLogged: strange)) }
        let lines =
            StatusText(status, notAsLogged: strange, workspace: workspace.directory.path).lines
        guard lines != seen else { return }
        if !isFirst {
            // On a terminal it stands in one place; elsewhere one status follows the other.
            if Output.isTerminal { Output.clearScreen() } else { Output.line() }
        }
        seen = lines
        Output.lines(lines)
    }
}

/// The figures could not be written.
private struct PrometheusTrouble: Error, CustomStringConvertible {
    let description: String
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
