// `earshot person`: who works here.
import ArgumentParser
import Foundation
import ReviewCore
import Workstation

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Add and list the people of a workspace.",
        discussion: """
            Roles decide which keys a person gets and what they may do: a reviewer reviews; a \
            supervisor opens and closes queues; an officer looks clips up and holds them; a \
            custodian imports, adds people and hands keys on; an engineer exports. Several people \
            may share a machine account; EARSHOT_PERSON says who sits there.

              earshot person add ana --role reviewer
              EARSHOT_PERSON=ana earshot review --queue english
              earshot person list
            """,
        subcommands: [Add.self, List.self, ProtectKeys.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a colleague with keys on this machine account.",
            discussion: """
                  earshot person add ana
                  earshot person add bogdan --role reviewer --role custodian
                """)
        @Argument(help: "Their handle.") var name: String
        @Option(
            help: ArgumentHelp(
                "\(Role.allCases.map(\.rawValue).joined(separator: ", ")); may be repeated.",
                valueName: "role"))
        var role: [Role] = [.reviewer]
        @ArgumentParser.Flag(help: "Ask for a passphrase to put on their keys.")
        var passphrase = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            let chosen = passphrase ? try place.passphrase.asking().askForNew() : nil
            let person = try seat.add(
                person: name, roles: Set(role), surroundings: .current(), now: .now,
                passphrase: chosen)
            Output.line(
                "\(person.name) is here as \(role.map(\.rawValue).joined(separator: ", ")).")
            Output.line("Sign in with EARSHOT_PERSON=\(person.name)")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List everyone and their roles.",
            discussion: """
                  earshot person list
                """)
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let rows = try place.glance().store.people.list().map { member in
                [
                    member.person.name,
                    member.person.roles.map(\.rawValue).sorted().joined(separator: " "),
                ]
            }
            Output.lines(TextTable.lines(rows))
        }
    }
}

extension Role: ExpressibleByArgument {}
