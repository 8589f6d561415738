// `earshot keys`: every command of the desk with its keys, from the one command table.
import ArgumentParser
import Foundation
import Screens
import TerminalUI
import Workstation

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "List the desk's commands and keys.",
        discussion: """
            Rebind any of them in 'keys.toml' of your configuration directory, by the command's \
            id, under the mode's name:

              [listening]
              play-pause = ["space", "f5"]

              earshot keys
              earshot keys --mode typing
            """)

    @Option(help: "Only this mode: \(DeskMode.allCases.map(\.rawValue).joined(separator: ", ")).")
    var mode: DeskMode?

    func run() throws {
        let personal = try Personalisation(.current())
        Output.complain(personal.complaints)
        for mode in mode.map({ [$0] }) ?? DeskMode.allCases {
            Output.line("[\(mode.rawValue)]")
            let rows = personal.commands.commands.compactMap { command -> [String]? in
                let keys = personal.commands.keys(of: command.id, in: mode)
                guard !keys.isEmpty else { return nil }
                return [
                    "  \(command.id)", keys.map(\.name).joined(separator: " "), command.help,
                ]
            }
            Output.line(TextTable.lines(rows, numbersFrom: 3).joined(separator: "\n"))
            Output.line("")
        }
    }
}

extension DeskMode: ExpressibleByArgument {}
