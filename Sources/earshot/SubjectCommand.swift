// `earshot subject`: a person's own copy of what is here of them.
import ArgumentParser
import Foundation
import ReviewCore
import Workstation

struct SubjectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subject",
        abstract: "Make a person's own copy of what is here of them.",
        discussion: """
              earshot subject export --account 6co67gv3x2iftbmt --output copy
            """,
        subcommands: [Export.self])

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write everything of a device or account to a new folder.",
            discussion: """
                For custodians. Text as JSON lines, sound as it came, and a page that says what is \
                what. The folder appears whole or not at all, for your eyes only; it holds \
                everything in the clear. Refused while a legal hold is on any of it.

                  earshot subject export --account 6co67gv3x2iftbmt --output copy
                """)
        @Option(help: ArgumentHelp("A device, as it came or by pseudonym.", valueName: "id"))
        var device: String?
        @Option(help: ArgumentHelp("An account, as it came or by pseudonym.", valueName: "id"))
        var account: String?
        @Option(help: ArgumentHelp("A new folder.", valueName: "dir"))
        var output: String
        @OptionGroup var place: WorkspaceOptions

        func validate() throws {
            guard (device == nil) != (account == nil) else {
                throw ValidationError("Say --device or --account.")
            }
        }

        func run() throws {
            let seat = try place.seat()
            try seat.demand(.exportSubject)
            try Leftovers.sweep(seat)
            let interruption = Interruption()
            let progress = ProgressLine("Copying")
            let count = try SubjectExport(seat: seat, isCancelled: { interruption.isAsked }).run(
                device == nil ? .account : .device, device ?? account ?? "",
                to: URL(filePath: output),
                onProgress: { progress.show(count: $0, of: "clips", fraction: nil) })
            progress.finish()
            guard let count else { throw ExitStatus.interrupted }
            Output.line("\(SanitizedText(output).text): \(count.counted("clip")), in the clear")
        }
    }
}
