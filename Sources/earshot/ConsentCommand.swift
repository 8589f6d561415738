// `earshot consent`: who wants to be left alone.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

struct ConsentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent",
        abstract: "Take in that people opted out, and list who did.",
        discussion: """
            For custodians. Opting out takes clips out of queues and out of hands at once, keeps \
            them from every export, and refuses what comes of the same people later. To have what \
            is there erased, use 'earshot erase'.

              earshot consent opt-out withdrawn.txt
              earshot consent list
            """,
        subcommands: [OptOut.self, List.self])

    struct OptOut: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "opt-out",
            abstract: "Take everything of these devices, accounts or clips out of review.",
            discussion: """
                FILE has one id a line: of a device or an account as it came, a pseudonym, or a \
                clip's id: no table, no quotes. '-' is standard input. Again it changes nothing. Exit \
                3 when lines match no clip here: look whether they are written as they came.

                  earshot consent opt-out withdrawn.txt --dry-run
                  earshot consent opt-out withdrawn.txt
                """)

        @Argument(help: "A list of ids, one a line; '-' is standard input.")
        var file: String
        @ArgumentParser.Flag(help: "Say what would be done, and do nothing.")
        var dryRun = false
        @ArgumentParser.Flag(help: "Print one JSON document instead of words.")
        var json = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            try seat.demand(.withdrawConsent)
            let list = try OptOutList(try text(), seat.vault)
            let interruption = Interruption()
            let progress = ProgressLine("Opting out")
            let (report, isComplete) = try list.carryOut(
                in: seat, dryRun: dryRun, isCancelled: { interruption.isAsked },
                onProgress: { progress.show(count: $0, of: "lines", fraction: nil) })
            progress.finish()
            try show(report)
            guard isComplete else {
                Output.complain("earshot: interrupted; the same command goes on from here")
                throw ExitStatus.interrupted
            }
            if !dryRun { try Erasing.resume(seat) }
            // Whoever meant somebody who is here must not take this for done.
            if report.unmatched > 0 { throw ExitStatus.partly }
        }

        private func text() throws -> String {
            let read: Data?
            do {
                read =
                    if file == "-" {
                        try BoundedFile.read(
                            FileHandle.standardInput, longest: OptOutList.longest)
                    } else {
                        try BoundedFile.read(file, longest: OptOutList.longest)
                    }
            } catch {
                throw OptOutListError.tooLarge
            }
            guard let bytes = read else { throw ConsentCommandError.unreadable(file) }
            guard let text = String(data: bytes, encoding: .utf8) else {
                throw OptOutListError.notText
            }
            return text
        }

        private func show(_ report: OptOutReport) throws {
            if json { return try Output.json(Document(dryRun: dryRun, report: report)) }
            let would = dryRun ? "would be " : ""
            Output.line(
                "\(report.clips.counted("clip")) \(would)taken out of review,"
                    + " \(report.inHands.grouped) of them out of hands")
            if report.held > 0 {
                Output.line(
                    "\(report.held.grouped) of them under a legal hold, kept sealed until it ends")
            }
            if report.already > 0 {
                Output.line("\(report.already.counted("line")) changed nothing")
            }
            if report.unmatched > 0 {
                Output.line(
                    "\(report.unmatched.counted("line matches", "lines match")) no clip here; later imports of them"
                        + " are refused all the same")
            }
        }

        /// What was done, for scripts.
        private struct Document: Encodable {
            let dryRun: Bool
            let report: OptOutReport

            private enum Key: CodingKey { case dryRun }

            func encode(to encoder: any Encoder) throws {
                try report.encode(to: encoder)
                var fields = encoder.container(keyedBy: Key.self)
                try fields.encode(dryRun, forKey: .dryRun)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the devices and accounts that opted out.",
            discussion: """
                  earshot consent list
                """)
        @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let list = try place.seat().store.consent.optedOut()
            if json { return try Output.json(list.map(Entry.init)) }
            guard !list.isEmpty else { return Output.line("Nobody has opted out.") }
            Output.lines(
                TextTable.lines(
                    list.map { entry in
                        [
                            entry.subjects.map { "\($0.kind.rawValue) \($0.pseudonym.rawValue)" }
                                .joined(separator: " or "),
                            "since \(entry.since.shortDay)", "\(entry.clips.counted("clip")) here",
                        ]
                    }))
        }

        private struct Entry: Encodable {
            struct Subject: Encodable {
                let kind: String
                let pseudonym: String
            }

            /// Several where nothing of it was here, so that nobody knows which it is.
            let subjects: [Subject]
            let since: String
            let clips: Int

            init(_ entry: OptedOut) {
                subjects = entry.subjects.map {
                    Subject(kind: $0.kind.rawValue, pseudonym: $0.pseudonym.rawValue)
                }
                since = entry.since.isoText
                clips = entry.clips
            }
        }
    }
}

enum ConsentCommandError: Error, CustomStringConvertible {
    case unreadable(String)

    var description: String {
        switch self {
        case .unreadable(let file):
            "\(SanitizedText(file).text) cannot be read; check the path and its mode"
        }
    }
}
