// `earshot report`: a shift or a queue in figures and charts.
import ArgumentParser
import Foundation
import Interchange
import ReviewCore
import TerminalUI
import Workstation

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show a shift or a queue in figures and charts.",
        discussion: """
              earshot report shift
              earshot report queue english --days 14 --html english.html
            """,
        subcommands: [ShiftReportCommand.self, QueueReportCommand.self])
}

struct ShiftReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shift",
        abstract: "Report on your own shift; for a supervisor, on everybody's together.",
        discussion: """
            A reviewer's report is their own, with breaks and hearing. A supervisor's says nothing \
            of one person: where fewer than five people worked it has the sum alone.

              earshot report shift
              earshot report shift --day 2026-11-27 --html shift.html
              earshot report shift --team --json
            """)

    @Option(help: ArgumentHelp("A day, as 2026-11-27; today without it.", valueName: "date"))
    var day: String?
    @ArgumentParser.Flag(
        help: "Everybody's work together, for a supervisor who reviews as well.")
    var team = false
    @OptionGroup var form: ReportForm
    @OptionGroup var place: WorkspaceOptions

    func run() throws {
        let day =
            try day.map { text throws(ReportError) in try ReportDay(text) }
            ?? ReportDay(of: .now)
        let seat = try place.seat()
        let reporting = Reporting(seat, surroundings: .current())
        let isTeam = team || !RolePolicy.may(seat.person.roles, .review)
        let report =
            try isTeam
            ? reporting.teamShift(day)
            : reporting.ownShift(day) { Output.complain("earshot: \($0)") }
        try form.show(
            report.document(Reporting.words()), figures: ShiftReportFigures(report))
    }
}

struct QueueReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Report on a queue over some days.",
        discussion: """
            For supervisors: what came of the clips, how many a day, and when the queue will be \
            empty. It says nothing of one person: where fewer than five people worked it has the \
            sum alone.

              earshot report queue english
              earshot report queue english --days 28 --html english.html
            """)

    @Argument(help: ArgumentHelp("The queue.", valueName: "name"))
    var queue: String
    @Option(help: ArgumentHelp("How many days, today among them; 1 to 366.", valueName: "count"))
    var days = 14
    @OptionGroup var form: ReportForm
    @OptionGroup var place: WorkspaceOptions

    func validate() throws {
        guard (1...366).contains(days) else { throw ValidationError("Say 1 to 366 days.") }
    }

    func run() throws {
        let seat = try place.seat()
        try seat.demand(.seeReports)
        let reporting = Reporting(seat, surroundings: .current())
        let report = try reporting.queue(seat.queue(named: queue), days: days, now: .now)
        try form.show(
            report.document(Reporting.wordsForDays()), figures: QueueReportFigures(report))
    }
}

/// How a report is given out.
struct ReportForm: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write one HTML file with charts, for your eyes only.", valueName: "path"))
    var html: String?
    @ArgumentParser.Flag(help: "Print one JSON document.") var json = false

    func show(_ document: ReportDocument, figures: some Encodable) throws {
        if let html {
            let page = ReportPage(document, made: Timestamp.now.date.formatted(.iso8601))
            var file = try AtomicFile(path: html)
            try file.write(Array(page.html.utf8))
            try file.commit()
        }
        if json { return try Output.json(figures) }
        if let html { return Output.line("\(SanitizedText(html).text): \(document.title)") }
        Output.lines(ReportText(document).lines)
    }
}
