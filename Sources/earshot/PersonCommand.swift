// `earshot person`: who works here.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import Workstation

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Add, list, grant to and revoke from the people of a workspace.",
        discussion: """
            Roles decide which keys a person gets and what they may do: a reviewer reviews; a \
            supervisor opens and closes queues; an officer looks clips up and holds them; a \
            custodian imports, adds people and hands keys on; an engineer exports. A clearance \
            (location, contacts) lets a reviewer or officer see that field where a request needs \
            it. Several people may share a machine account; EARSHOT_PERSON says who sits there.

              earshot person add ana --role reviewer --clearance location
              EARSHOT_PERSON=ana earshot review --queue english
              earshot person grant ana supervisor contacts
              earshot person revoke ana supervisor
              earshot person list
            """,
        subcommands: [Add.self, List.self, Grant.self, Revoke.self, ProtectKeys.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a colleague with keys on this machine account.",
            discussion: """
                  earshot person add ana
                  earshot person add bogdan --role reviewer --role custodian
                  earshot person add cleo --role reviewer --clearance location
                """)
        @Argument(help: "Their handle.") var name: String
        @Option(
            help: ArgumentHelp(
                "\(Role.allCases.map(\.rawValue).joined(separator: ", ")); may be repeated.",
                valueName: "role"))
        var role: [Role] = [.reviewer]
        @Option(
            help: ArgumentHelp(
                "\(Clearance.allCases.map(\.rawValue).joined(separator: ", ")); may be repeated.",
                valueName: "clearance"))
        var clearance: [Clearance] = []
        @ArgumentParser.Flag(help: "Ask for a passphrase to put on their keys.")
        var passphrase = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let seat = try place.seat()
            let mine = PersonWords.halves(of: seat.person.id, in: seat)
            let chosen = passphrase ? try place.passphrase.asking().askForNew() : nil
            let person = try seat.add(
                person: name, roles: Set(role), clearances: Set(clearance),
                surroundings: .current(), now: .now, passphrase: chosen)
            Output.line("\(PersonWords.known(person)) is here as \(PersonWords.standing(person)).")
            Output.line("Sign in with EARSHOT_PERSON=\(person.name)")
            PersonWords.sayHalves(of: seat, person, before: mine)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List everyone: roles, clearances, keys held, since when.",
            discussion: """
                The table of people is held to the log, which takes no key: who is not there as the \
                log has them is marked. Whoever has left stays in it, as left: their work does.

                  earshot person list
                  earshot person list --json
                """)
        @ArgumentParser.Flag(help: "Print one JSON document.") var json = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let known = try place.people()
            let people = known.people.map(PersonDocument.init)
            if let trouble = known.trouble { Output.complain("earshot: \(trouble)") }
            if json { return try Output.json(["people": people]) }
            let rows = people.map { person in
                [
                    person.name, person.left ? "left" : words(person.roles),
                    words(person.clearances),
                    words(person.classes),
                    "since \(person.since.prefix(10))"
                        + (person.asLogged ? "" : "  not as the log has them"),
                ]
            }
            let heading = ["name", "roles", "clearances", "keys", ""]
            Output.lines(TextTable.lines([heading] + rows))
        }

        private func words(_ codes: [String]) -> String {
            codes.isEmpty ? "-" : codes.joined(separator: " ")
        }
    }

    struct Grant: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a colleague roles and clearances, and the keys they bring.",
            discussion: """
                'identity' hands on your half of the key that opens identities, to somebody whose \
                role may hold it. Without a word it gives the keys that their roles bring and they \
                lack. Whoever has left comes back with a role.

                  earshot person grant ana supervisor
                  earshot person grant ana location contacts
                  earshot person grant otto identity
                """)
        @Argument(help: "Their handle.") var name: String
        @Argument(help: ArgumentHelp(PersonWords.gifts, valueName: "role-or-clearance"))
        var what: [String] = []
        @OptionGroup var place: WorkspaceOptions

        func validate() throws {
            _ = try PersonWords.parse(what, halves: true)
        }

        func run() throws {
            let (roles, clearances, half) = try PersonWords.parse(what, halves: true)
            let seat = try place.seat()
            let mine = PersonWords.halves(of: seat.person.id, in: seat)
            var outcome: PeopleOutcome?
            if !half || !roles.isEmpty || !clearances.isEmpty {
                outcome = try seat.grant(
                    to: name, roles: roles, clearances: clearances, now: .now)
            }
            if half { outcome = try seat.passHalf(to: name, now: .now) }
            guard let outcome else { return }
            let person = outcome.person
            let here = outcome.hasReturned ? "had left, and is here again" : "is here"
            Output.line("\(PersonWords.known(person)) \(here) as \(PersonWords.standing(person)).")
            if !outcome.given.isEmpty {
                Output.line("Keys given: \(PersonWords.list(outcome.given.map(\.rawValue)))")
            }
            PersonWords.sayHalves(of: seat, person, before: mine)
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take roles and clearances from a colleague, and the keys with them.",
            discussion: """
                Their keys are deleted and the classes go on under new ones at once, so that \
                nothing sealed from now on opens for them. What is here already is put under the \
                new keys by 'earshot vault rotate'. It is asked before it is done.

                  earshot person revoke ana supervisor
                  earshot person revoke ana location --yes
                  earshot person revoke ana --all
                """)
        @Argument(help: "Their handle.") var name: String
        @Argument(help: ArgumentHelp(PersonWords.choices, valueName: "role-or-clearance"))
        var what: [String] = []
        @ArgumentParser.Flag(help: "Everything: their work stays, they do not.") var all = false
        @ArgumentParser.Flag(help: "Do not ask.") var yes = false
        @ArgumentParser.Flag(
            help: "Go on although nobody else holds their half of the identity key.")
        var giveUpIdentities = false
        @OptionGroup var place: WorkspaceOptions

        func validate() throws {
            guard all != !what.isEmpty else {
                throw ValidationError("name roles and clearances to take, or --all")
            }
            _ = try PersonWords.parse(what, halves: false)
        }

        func run() throws {
            let (roles, clearances, _) = try PersonWords.parse(what, halves: false)
            let seat = try place.seat()
            let taking: Seat.Taking = all ? .everything : .these(roles, clearances)
            if !yes { try confirm(seat, taking) }
            let outcome = try seat.revoke(
                from: name, taking, givingUpIdentities: giveUpIdentities, now: .now)
            Output.line(PersonWords.revoked(outcome))
            guard !outcome.rotated.isEmpty else { return }
            Output.line("New keys: \(PersonWords.list(outcome.rotated.map(\.rawValue)))")
            Output.line("Put the clips that are here under them too: earshot vault rotate")
        }

        private func confirm(_ seat: Seat, _ taking: Seat.Taking) throws {
            let outcome = try seat.foresee(revokingFrom: name, taking)
            let keys = outcome.taken.map(\.rawValue)
            try Confirmation.ask(
                "\(PersonWords.known(outcome.person)) will be "
                    + (outcome.person.roles.isEmpty
                        ? "nothing here" : PersonWords.standing(outcome.person))
                    + (keys.isEmpty ? "" : ", without the keys \(PersonWords.list(keys))")
                    + ". What they read before they can have kept.")
        }
    }
}

/// A person as `person list --json` has them.
private struct PersonDocument: Encodable {
    let name: String
    let id: String
    let roles: [String]
    let clearances: [String]
    let classes: [String]
    let since: String
    /// Whoever has no role is here no more; their work stays.
    let left: Bool
    let asLogged: Bool

    init(_ entry: KnownPerson) {
        let person = entry.member.person
        name = person.name
        id = person.id.description
        roles = person.roles.map(\.rawValue).sorted()
        clearances = person.clearances.map(\.rawValue).sorted()
        classes = entry.classes.map(\.rawValue).sorted()
        left = person.roles.isEmpty
        since = entry.since.date.formatted(.iso8601)
        asLogged = entry.isAsLogged
    }
}

extension Role: ExpressibleByArgument {}
extension Clearance: ExpressibleByArgument {}
