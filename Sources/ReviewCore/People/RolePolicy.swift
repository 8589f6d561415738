// The one place that says what a role may do, and which keys come with roles and clearances.

/// What roles and clearances allow. The store asks it before every deed, the ledger of people
/// before every signature it accepts, and `person add` before it seals a key.
public enum RolePolicy {
    /// The roles that may do a deed. Everyone with any role may see the status and who is here.
    public static func roles(for deed: Deed) -> Set<Role> {
        switch deed {
        case .seeStatus, .listPeople: Set(Role.allCases)
        case .review: [.reviewer]
        case .disclose: [.reviewer, .officer]
        // The two who hold a half each; whoever reviews it afterwards is one of them too.
        case .breakGlass: [.custodian, .officer]
        case .lookUp: [.supervisor, .officer, .custodian]
        case .openQueue: [.supervisor, .custodian]
        // Exact moments join an export with others: for that, an engineer is a custodian too.
        case .bringIn, .exportExactTimes, .withdrawConsent, .erase, .exportSubject: [.custodian]
        // Whoever ends a hold finishes what it kept waiting; asking for more takes a custodian.
        case .finishErasure: [.custodian, .officer]
        case .seeExports: [.engineer, .custodian]
        case .seeRecord: [.supervisor, .officer, .custodian]
        case .seeReports: [.supervisor]
        case .export: [.engineer]
        case .hold: [.officer]
        case .addPerson, .grant, .revoke, .rotate: [.custodian]
        // Custodians cannot hand on the officers' half, which they do not hold.
        case .passHalf: [.custodian, .officer]
        case .readLog: [.officer, .custodian]
        case .seeIncidents: [.supervisor, .officer, .custodian]
        case .answerIncident: [.supervisor, .officer]
        case .watchIncidents: [.supervisor, .officer, .watcher]
        // Whoever holds the keys for it, and answers for what they hear.
        case .hearIncident: [.officer]
        case .watchBoard, .steer, .message: [.supervisor]
        }
    }

    public static func may(_ roles: Set<Role>, _ deed: Deed) -> Bool {
        !roles.isDisjoint(with: self.roles(for: deed))
    }

    /// The keys that come with roles and clearances. What is not here is never sealed to the
    /// person, and a sealed key that was is refused. Of the identity's halves it names the one
    /// that fits best; see `halves`.
    public static func classes(
        for roles: Set<Role>, clearances: Set<Clearance> = []
    ) -> Set<KeyClass> {
        var classes = roles.reduce(into: Set<KeyClass>()) { $0.formUnion(self.classes(for: $1)) }
        // A clearance adds to a role that meets speakers; alone it opens nothing.
        if may(roles, .disclose) {
            classes.formUnion(clearances.map { $0 == .location ? .location : .contacts })
        }
        if let half = halves(for: roles).first { classes.insert(half) }
        return classes
    }

    /// The halves of the identity key that these roles may hold **one** of, the usual one first:
    /// whoever is custodian and officer holds the custodians', and the officers' only where they
    /// founded the workspace and the first half that left their hands was the custodians'.
    public static func halves(for roles: Set<Role>) -> [KeyClass] {
        (roles.contains(.custodian) ? [.identityCustodian] : [])
            + (roles.contains(.officer) ? [.identityOfficer] : [])
    }

    /// Whether a key of the class may be in somebody's hands.
    public static func mayHold(
        _ keyClass: KeyClass, _ roles: Set<Role>, clearances: Set<Clearance>
    ) -> Bool {
        classes(for: roles, clearances: clearances).contains(keyClass)
            || halves(for: roles).contains(keyClass)
    }

    private static func classes(for role: Role) -> Set<KeyClass> {
        switch role {
        case .reviewer, .engineer: [.audio, .text]
        case .officer: [.audio, .text, .incident]
        case .supervisor: [.incident]
        case .watcher: []
        // Whoever brings clips in seals every field of them, and passes keys on.
        case .custodian: Set(KeyClass.allCases).subtracting(KeyClass.identityHalves)
        }
    }
}

/// A deed that was not done, because nobody with these roles may.
public struct DeedRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    public let deed: Deed
    /// What the person is; empty when nobody signed in, or everything was revoked.
    public let roles: Set<Role>

    public init(_ deed: Deed, roles: Set<Role>) {
        self.deed = deed
        self.roles = roles
    }

    public var description: String {
        let needed = Self.list(RolePolicy.roles(for: deed), "or")
        let held = roles.isEmpty ? "have no role here" : "are \(Self.list(roles, "and"))"
        return "\(deed.words) takes the role \(needed), and you \(held); ask somebody who has it"
            + " ('earshot person list' shows who), or a custodian for the role"
    }

    private static func list(_ roles: Set<Role>, _ joint: String) -> String {
        let names = roles.map(\.rawValue).sorted()
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " \(joint) " + last
    }
}
