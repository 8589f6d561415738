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
            for name in Personalisation.themeNames(surroundings) {
                let theme = try Personalisation.theme(named: name, in: surroundings)
                let mark = name == current ? "*" : " "
                print("\(mark) \(name.padding(toLength: 20, withPad: " ", startingAt: 0))"
                    + "\(theme.appearance.rawValue)   \(theme.title)")
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a theme's roles.")
        @Argument(help: "The theme's name.") var name: String

        func run() throws {
            let theme = try Personalisation.theme(named: name, in: .current())
            print("\(theme.name): \(theme.title), \(theme.appearance.rawValue)")
            let depth = ColorDepth.ofStandardOutput(.current())
            for role in StyleRole.allCases {
                let style = theme.adapted(to: depth)[role]
                print("  \(style.escapeCodes(around: " \(role.themeKey) ", depth: depth))")
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
            print("The theme is \(name) from the next start on.")
        }
    }
}
