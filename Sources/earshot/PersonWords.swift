// What the commands about people read and say.
import ArgumentParser
import ReviewCore
import TerminalUI
import Vault
import Workstation

enum PersonWords {
    static let choices =
        (Role.allCases.map(\.rawValue) + Clearance.allCases.map(\.rawValue))
        .joined(separator: ", ") + "."

    private static let half = "identity"

    /// Roles and clearances by their names.
    ///
    /// - Parameter halves: whether one's half of the identity key may be named.
    static func parse(
        _ words: [String], halves: Bool
    ) throws -> (roles: Set<Role>, clearances: Set<Clearance>, half: Bool) {
        var roles: Set<Role> = []
        var clearances: Set<Clearance> = []
        var isHalf = false
        for word in words {
            if let role = Role(rawValue: word) {
                roles.insert(role)
            } else if let clearance = Clearance(rawValue: word) {
                clearances.insert(clearance)
            } else if halves, word == half {
                isHalf = true
            } else {
                let known = halves ? choices.dropLast() + ", identity." : choices[...]
                throw ValidationError(
                    "'\(SanitizedText(word).text)' is no role or clearance: \(known)")
            }
        }
        return (roles, clearances, isHalf)
    }

    /// The handle with the id that the log knows somebody by.
    static func known(_ person: Person) -> String { "\(person.name) (\(person.id.short))" }

    /// What taking something from somebody came to.
    static func revoked(_ outcome: PeopleOutcome) -> String {
        let name = known(outcome.person)
        let standing = standing(outcome.person)
        guard outcome.hasChanged else {
            return outcome.person.roles.isEmpty
                ? "\(name) was here no more already; nothing was changed."
                : "\(name) had none of it and is here as \(standing); nothing was changed."
        }
        return outcome.person.roles.isEmpty
            ? "\(name) has no role left and is here no more; their work stays."
            : "\(name) is here as \(standing)."
    }

    /// `reviewer and supervisor, cleared for location`.
    static func standing(_ person: Person) -> String {
        let roles =
            person.roles.isEmpty ? "nothing" : list(person.roles.map(\.rawValue))
        return person.clearances.isEmpty
            ? roles : "\(roles), cleared for \(list(person.clearances.map(\.rawValue)))"
    }

    static func list(_ names: [String]) -> String {
        let names = names.sorted()
        guard let last = names.last, names.count > 1 else { return names.first ?? "nothing" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Where somebody's role may hold a half of the identity key and they have none.
    static func sayHalves(of seat: Seat, _ person: Person) {
        guard let half = seat.register.lacking(person) else { return }
        let holders = seat.register.halves.filter { $0.value.contains(half) }.keys
        let names = (try? seat.store.people.list())?.filter { holders.contains($0.person.id) }
            .map(\.person.name)
        Output.line(
            "Their half of the identity key comes from somebody who holds it"
                + " (\(list(names ?? []))): earshot person grant \(person.name) identity")
    }
}
