// What the commands about people read and say.
import ArgumentParser
import ReviewCore
import TerminalUI
import Vault
import Workstation

enum PersonWords {
    private static let codes = Role.allCases.map(\.rawValue) + Clearance.allCases.map(\.rawValue)
    private static let half = "identity"

    /// What can be taken, and what can be given.
    static let choices = codes.joined(separator: ", ") + "."
    static let gifts = (codes + [half]).joined(separator: ", ") + "."

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
                throw ValidationError(
                    "'\(SanitizedText(word).text)' is no role or clearance:"
                        + " \(halves ? gifts : choices)")
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

    /// The halves that somebody holds, by the log.
    static func halves(of person: PersonID, in seat: Seat) -> Set<KeyClass> {
        seat.register.halves[person] ?? []
    }

    /// Which half of the identity key somebody has now, what became of one's own, and who has it
    /// where their role may hold one and they have none.
    ///
    /// - Parameter mine: what whoever sits here held before.
    static func sayHalves(of seat: Seat, _ person: Person, before mine: Set<KeyClass>) {
        for half in halves(of: person.id, in: seat) where person.id != seat.person.id {
            Output.line(
                "They hold \(words(half)) of the identity key."
                    + (RolePolicy.halves(for: person.roles).count > 1
                        ? " Nobody is given both, with both roles neither." : ""))
        }
        let left = halves(of: seat.person.id, in: seat)
        for half in left where mine.count > left.count {
            Output.line("You hold \(words(half)) alone from now on.")
        }
        guard let half = seat.register.lacking(person) else { return }
        let holders = seat.register.halves.filter { $0.value.contains(half) }.keys
        let names = (try? seat.store.people.list())?.filter { holders.contains($0.person.id) }
            .map(\.person.name)
        Output.line(
            "Their half of the identity key comes from somebody who holds it"
                + " (\(list(names ?? []))): earshot person grant \(person.name) identity")
    }

    private static func words(_ half: KeyClass) -> String {
        half == .identityOfficer ? "the officers' half" : "the custodians' half"
    }
}
