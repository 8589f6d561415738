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
              earshot person add ana --role reviewer
              EARSHOT_PERSON=ana earshot review --queue english
              earshot person list
            """,
        subcommands: [Add.self, List.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a colleague with keys on this machine account.")
        @Argument(help: "Their handle.") var name: String
        @Option(help: "\(Role.allCases.map(\.rawValue).joined(separator: ", ")); may be repeated.")
        var role: [Role] = [.reviewer]
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let person = try place.seat().add(
                person: name, roles: Set(role), surroundings: .current(), now: .now)
            print("\(person.name) is here as \(role.map(\.rawValue).joined(separator: ", ")).")
            print("Sign in with EARSHOT_PERSON=\(person.name)")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List everyone and their roles.")
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            for member in try place.open().store.people.list() {
                let roles = member.person.roles.map(\.rawValue).sorted().joined(separator: " ")
                print("\(member.person.name.padding(toLength: 20, withPad: " ", startingAt: 0))\(roles)")
            }
        }
    }
}

extension Role: ExpressibleByArgument {}
