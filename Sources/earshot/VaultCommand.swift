// `earshot vault`: the class keys, how they stand, and their rotation.
import ArgumentParser
import Foundation
import ReviewCore
import Workstation

struct VaultCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vault",
        abstract: "See how the keys stand, and rotate them.",
        discussion: """
            Each clip has data keys of its own, wrapped under the keys of five classes. Who loses a \
            role loses its keys, and everything new is sealed under new ones at once; 'vault \
            rotate' puts the clips that are there already under them too.

              earshot vault status
              earshot vault rotate
              earshot vault rotate location contacts
            """,
        subcommands: [Status.self, Rotate.self])

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Classes, generations, holders, and clips that wait to be rewrapped.",
            discussion: """
                  earshot vault status
                """)
        @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let classes = try KeyRotation(seat: place.seat()).status()
            if json { return try Output.json(["classes": classes]) }
            let rows = classes.map { status in
                [
                    status.keyClass.rawValue, "generation \(status.generation)",
                    "held by \(status.holders.grouped)", note(status),
                ]
            }
            Output.lines(TextTable.lines(rows))
        }

        private func note(_ status: ClassStatus) -> String {
            guard status.keyClass.rotates else { return "does not rotate" }
            var notes: [String] = []
            if status.waiting > 0 {
                notes.append("\(status.waiting.counted("clip")) to rewrap")
            } else if !status.older.isEmpty {
                notes.append("an older generation to retire")
            }
            if status.damaged > 0 {
                notes.append("\(status.damaged.grouped) under a generation that never was")
            }
            return notes.joined(separator: ", ")
        }
    }

    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put every clip under new class keys, and delete the old ones.",
            discussion: """
                Makes a new generation where none is under way, rewraps each clip's data keys \
                (nothing of a clip is sealed anew), and deletes the older grants when nothing needs \
                them. It may be interrupted or killed, and goes on where it was; desks and imports \
                go on beside it.

                  earshot vault rotate
                  earshot vault rotate audio text
                """)
        @Argument(
            help: ArgumentHelp(
                "\(KeyRotation.rotating.map(\.rawValue).joined(separator: ", ")); all of them when"
                    + " none is named.", valueName: "class"))
        var classes: [KeyClass] = []
        @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            let interruption = Interruption()
            let progress = ProgressLine("Rotating keys")
            let chosen = classes.isEmpty ? KeyRotation.rotating : classes
            let report = try KeyRotation(seat: seat, isCancelled: { interruption.isAsked }).run(
                chosen, now: .now
            ) { step in
                progress.show(
                    count: step.done, of: "keys",
                    fraction: step.total > 0 ? Double(step.done) / Double(step.total) : nil)
            }
            progress.finish()
            if json {
                try Output.json(report)
            } else {
                show(report)
            }
            if report.interrupted { throw ExitStatus.interrupted }
            if !report.isWhole { throw ExitStatus.partly }
        }

        private func show(_ report: RotationReport) {
            if report.interrupted {
                Output.complain(
                    "earshot: stopped after \(report.rewrapped.counted("key")); nothing is half done,"
                        + " and 'earshot vault rotate' goes on")
                return
            }
            for (name, generation) in report.generations.sorted(by: { $0.key < $1.key }) {
                Output.line("\(name): generation \(generation)")
            }
            Output.line("\(report.rewrapped.counted("key")) rewrapped")
            for (name, count) in report.damaged.sorted(by: { $0.key < $1.key }) {
                let kept =
                    report.notRetired.contains(name)
                    ? ", and the older \(name) keys are kept for them" : ""
                Output.complain(
                    "earshot: \(count.grouped) \(name) keys of clips were changed and do not open, so"
                        + " they stayed as they were\(kept); compare the workspace with a backup")
            }
        }
    }
}

extension KeyClass: ExpressibleByArgument {}
