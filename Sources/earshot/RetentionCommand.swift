// `earshot retention`: how long clips are kept, and the end of that time.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

struct RetentionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "Say how long a queue's clips are kept, and erase what is over its time.",
        discussion: """
            Clips are kept for so many days after they came in; without a rule, as long as the \
            workspace. Accidental wake-ups are erased at the next 'apply', or after days of their \
            own. Run 'apply' every night.

              earshot retention set --queue english --days 90
              earshot retention show
              earshot retention apply --dry-run
              earshot retention apply --yes
            """,
        subcommands: [Set.self, Show.self, Apply.self])

    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how long a queue's clips are kept.",
            discussion: """
                  earshot retention set --queue english --days 90
                  earshot retention set --queue english --days 90 --accidental-days 7
                  earshot retention set --queue english --no-limit
                """)
        @Option(help: ArgumentHelp("The queue.", valueName: "name"))
        var queue: String
        @Option(help: ArgumentHelp("Days after a clip came in.", valueName: "count"))
        var days: Int?
        @ArgumentParser.Flag(help: "Keep clips as long as the workspace.")
        var noLimit = false
        @Option(
            help: ArgumentHelp(
                "Days after a clip was heard as an accidental wake-up.", valueName: "count"))
        var accidentalDays: Int?
        @OptionGroup var place: WorkspaceOptions

        func validate() throws {
            for count in [days, accidentalDays].compactMap(\.self) {
                guard (0...36_500).contains(count) else {
                    throw ValidationError("Days are a count from 0 to 36500.")
                }
            }
            if noLimit, days != nil { throw ValidationError("Say --days or --no-limit.") }
            if !noLimit, days == nil, accidentalDays == nil {
                throw ValidationError("Say --days, --no-limit or --accidental-days.")
            }
        }

        func run() throws {
            let seat = try place.seat()
            try seat.demand(.erase)
            let queue = try seat.queue(named: queue)
            let rule = try seat.store.papers.retention(.now).first { $0.queue == queue.id }
            try seat.store.papers.setRetention(
                queue.id, noLimit ? nil : days ?? rule?.days,
                accidentalDays ?? rule?.accidentalDays ?? 0, .now)
            seat.log.settle()
            try RetentionCommand.show(seat, only: queue.name)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show every queue's rule, and what is over its time.",
            discussion: """
                  earshot retention show
                """)
        @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            if json {
                return try Output.json(seat.store.papers.retention(.now).map(RuleDocument.init))
            }
            try RetentionCommand.show(seat, only: nil)
        }
    }

    struct Apply: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase what is over its time.",
            discussion: """
                Shows first what it is, and asks. Clips under a legal hold, and clips with a flag \
                of P0 to P2, are kept. It goes by the clock: where that is before the log's last \
                entry, or more than two days after it, it erases nothing until you have looked \
                and say --clock-is-right.

                  earshot retention apply --dry-run
                  earshot retention apply --yes
                """)
        @Option(help: ArgumentHelp("Only this queue.", valueName: "name"))
        var queue: String?
        @ArgumentParser.Flag(help: "Show what would be erased, and erase nothing.")
        var dryRun = false
        @ArgumentParser.Flag(help: "Do not ask.")
        var yes = false
        @ArgumentParser.Flag(help: "The clock was looked at, and is right.")
        var clockIsRight = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            try seat.demand(.erase)
            let now = Timestamp.now
            let only = try queue.map { try seat.queue(named: $0).id }
            let all = try seat.store.papers.retention(now).filter { rule in
                only == nil || rule.queue == only
            }
            Output.lines(RetentionCommand.due(all))
            let rules = all.filter { $0.due > 0 }
            let interruption = Interruption()
            let run = RetentionRun(
                seat: seat, clockIsRight: clockIsRight, isCancelled: { interruption.isAsked })
            try run.requireClock(rules, now: now)
            if dryRun { return }
            guard !rules.isEmpty else { return try Erasing.resume(seat) }
            let due = rules.reduce(0) { $0 + $1.due }
            if !yes { try Confirmation.ask("\(due.counted("clip")) will be erased for good") }
            let progress = ProgressLine("Erasing")
            let done = try run.apply(rules, now: now) { done, total in
                progress.show(
                    count: done, of: "clips",
                    fraction: total > 0 ? Double(done) / Double(total) : nil)
            }
            progress.finish()
            Output.line("\(done.clips.counted("clip")) erased")
            Output.lines(Erasing.lines(done.outcome, of: seat))
            try Erasing.leave(done.outcome)
        }
    }

    private static func show(_ seat: Seat, only name: String?) throws {
        let rules = try seat.store.papers.retention(.now).filter { name == nil || $0.name == name }
        guard !rules.isEmpty else { return Output.line("There are no queues yet.") }
        Output.lines(
            TextTable.lines(
                rules.map { rule in
                    [
                        SanitizedText(rule.name).text,
                        rule.days.map { $0.counted("day") } ?? "no limit",
                        "accidental wake-ups \(rule.accidentalDays.counted("day"))",
                        "\(rule.due.grouped) over their time",
                    ]
                }))
    }

    private static func due(_ rules: [RetentionRule]) -> [String] {
        let rules = rules.filter { $0.due + $0.heldKept + $0.flaggedKept > 0 }
        guard !rules.isEmpty else { return ["Nothing is over its time."] }
        return TextTable.lines(
            rules.map { rule in
                [
                    SanitizedText(rule.name).text, rule.due.counted("clip"),
                    rule.oldest.map { "oldest \($0.shortDay)" } ?? "",
                    "\(rule.dueAccidental.grouped) accidental",
                    rule.heldKept > 0 ? "\(rule.heldKept.grouped) held, kept" : "",
                    rule.flaggedKept > 0 ? "\(rule.flaggedKept.grouped) flagged, kept" : "",
                ]
            })
    }

    private struct RuleDocument: Encodable {
        let queue: String
        let days: Int?
        let accidentalDays: Int
        let due: Int
        let dueAccidental: Int
        let heldKept: Int
        let flaggedKept: Int
        let oldest: String?

        init(_ rule: RetentionRule) {
            queue = rule.name
            days = rule.days
            accidentalDays = rule.accidentalDays
            due = rule.due
            dueAccidental = rule.dueAccidental
            heldKept = rule.heldKept
            flaggedKept = rule.flaggedKept
            oldest = rule.oldest?.isoText
        }
    }
}
