// `earshot theme`: the looks there are, and what each is like.
import ArgumentParser
import Foundation
import TerminalUI
import Workstation

struct ThemeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "theme",
        abstract: "List, look at and choose themes.",
        discussion: """
              earshot theme list
              earshot theme show paper
              earshot theme use paper

            Your own go into the folder 'themes' of your configuration directory, as TOML.
            """,
        subcommands: [List.self, Show.self, Use.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Name every theme.")

        func run() throws {
            let surroundings = Surroundings.current()
            let current = try Personalisation(surroundings).theme.name
            let rows = Personalisation.themeNames(surroundings).map { name in
                Self.row(name, surroundings, isCurrent: name == current)
            }
            Output.lines(TextTable.lines(rows))
        }

        /// A theme of the person's own that has a mistake is listed with it.
        private static func row(
            _ name: String, _ surroundings: Surroundings, isCurrent: Bool
        ) -> [String] {
            let mark = isCurrent ? "*" : " "
            do {
                let theme = try Personalisation.theme(named: name, in: surroundings)
                return [mark, name, theme.appearance.rawValue, theme.title]
            } catch {
                return [mark, name, "broken", "\(error)"]
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a theme's roles.")
        @Argument(help: "The theme's name.") var name: String

        func run() throws {
            let theme = try Personalisation.theme(named: name, in: .current())
            Output.line("\(theme.name): \(theme.title), \(theme.appearance.rawValue)")
            let depth = ColorDepth.ofStandardOutput(.current())
            for role in StyleRole.allCases {
                let style = theme.adapted(to: depth)[role]
                Output.line("  \(style.escapeCodes(around: " \(role.themeKey) ", depth: depth))")
            }
        }
    }

    struct Use: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Choose a theme for yourself.")
        @Argument(help: "The theme's name.") var name: String

        func run() throws {
            let surroundings = Surroundings.current()
            _ = try Personalisation.theme(named: name, in: surroundings)
            try FileManager.default.createDirectory(
                at: surroundings.configuration, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try Data("\(name)\n".utf8).write(
                to: surroundings.configuration.appending(path: "theme"), options: .atomic)
            Output.line("The theme is \(name) from the next start on.")
        }
    }
}
