// People come, are given and lose roles and clearances, and the keys that go with them.
import Foundation
import ReviewCore
import Store
import Vault

extension Seat {
    /// Adds a colleague: their keys are made on this machine account, and every class their
    /// roles and clearances need is sealed to them.
    ///
    /// A handle that is taken is refused before anything is made. Keys that a killed try left
    /// are taken up by the next one.
    public func add(
        person name: String, roles: Set<Role>, clearances: Set<Clearance> = [],
        surroundings: Surroundings, now: Timestamp, passphrase: Passphrase? = nil
    ) throws -> Person {
        let name = try Self.checkedHandle(name)
        guard try store.people.named(name) == nil else { throw WorkspaceError.nameTaken(name) }
        try demand(.addPerson)
        var random = SystemRandomNumberGenerator()
        let person = Person(
            id: PersonID(at: now, using: &random), name: name, roles: roles,
            clearances: clearances)
        let file = Workspace.keyFile(of: name, workspace: workspace.id, surroundings)
        let publicKeys = try Self.publicKeys(in: file, protectedBy: passphrase)
        if let founder = register.founderKey {
            try FounderPin.save(
                founder, to: LedgerKeeper.founderFile(beside: file).path, replacing: true)
        }
        let member = Member(person: person, keys: publicKeys)
        try changePeople(now) { register in
            [.add(member)] + (try due(to: member, register))
        }
        return person
    }

    /// The public keys of somebody who is not in the workspace yet: of new ones, or of those a
    /// killed try left.
    private static func publicKeys(
        in file: URL, protectedBy passphrase: Passphrase?
    ) throws -> PublicKeys {
        if FileManager.default.fileExists(atPath: file.path) {
            return try PersonalKeysFile.read(file.path).publicKeys
        }
        let keys = PersonalKeys.create()
        try keys.save(to: file.path, protectedBy: passphrase)
        return keys.publicKeys
    }

    /// Gives a colleague more roles and clearances, and the keys that they bring.
    ///
    /// - Returns: the colleague as they are from here on, and what was given that they lacked.
    @discardableResult
    public func grant(
        to name: String, roles: Set<Role> = [], clearances: Set<Clearance> = [], now: Timestamp
    ) throws -> PeopleOutcome {
        try demand(.grant)
        return try changing(name, now) { member, register, outcome in
            let known = try register.standing(of: member.person)
            // Only a role takes somebody back, and the log goes on knowing which half they had.
            guard !known.hasLeft || !roles.isEmpty else {
                throw PeopleError.hasLeft(member.person.name)
            }
            outcome.hasReturned = known.hasLeft
            outcome.person.roles = known.roles.union(roles)
            outcome.person.clearances = known.clearances.union(clearances)
            let after = Member(person: outcome.person, keys: member.keys)
            let changes =
                known.roles != after.person.roles || known.clearances != after.person.clearances
            let stand: [PeopleStep] =
                changes
                ? [.stand(after.person.id, after.person.roles, after.person.clearances)] : []
            let keys = try due(to: after, register)
            outcome.given = Set(keys.compactMap(\.given))
            return stand + keys
        }
    }

    /// Hands this person's half of the identity on to somebody whose roles let them hold it.
    @discardableResult
    public func passHalf(to name: String, now: Timestamp) throws -> PeopleOutcome {
        try demand(.passHalf)
        return try changing(name, now) { member, register, outcome in
            outcome.person = member.person
            guard try !register.standing(of: member.person).hasLeft else {
                throw PeopleError.hasLeft(member.person.name)
            }
            let steps = try half(to: member, register)
            guard !steps.isEmpty else { throw PeopleError.noHalfToPass(name) }
            outcome.given = Set(steps.compactMap(\.given))
            return steps
        }
    }

    /// Runs one change of one colleague, on the ledger as it is at that moment.
    func changing(
        _ name: String, _ now: Timestamp,
        _ steps: (Member, Register, inout PeopleOutcome) throws -> [PeopleStep]
    ) throws -> PeopleOutcome {
        var outcome: PeopleOutcome?
        try changePeople(now) { register in
            let member = try member(named: name, register)
            var made = PeopleOutcome(person: member.person)
            let steps = try steps(member, register, &made)
            made.hasChanged = !steps.isEmpty
            outcome = made
            return steps
        }
        guard let outcome else { throw WorkspaceError.noSuchPerson(name) }
        return outcome
    }

    /// Whom the table of people has under this handle, where the ledger has them under it too.
    func member(named name: String, _ register: Register) throws -> Member {
        guard let member = try store.people.named(name) else {
            throw WorkspaceError.noSuchPerson(name)
        }
        guard register.members[member.person.id] != nil else { throw LedgerTrouble.unknown(name) }
        guard register.vouches(forHandleOf: member.person) else {
            throw LedgerTrouble.handleSwapped(member.person.name)
        }
        return member
    }

    /// Makes a change on the newest ledger; where a colleague was faster, on theirs.
    func changePeople(_ now: Timestamp, _ steps: (Register) throws -> [PeopleStep]) throws {
        var tries = 0
        var isDone = false
        while !isDone {
            let register = try hands.renew()
            let steps = try steps(register)
            guard !steps.isEmpty else { return }
            try foresee(steps, on: register)
            tries += 1
            isDone = try offer(steps, register, now, isLast: tries == Self.attempts)
        }
        // Whoever gave their own last role away has nothing left to read.
        _ = try? hands.renew()
        log.settle()
    }

    private static let attempts = 20

    /// Refuses what would be found wrong by everybody who signs in, or leave nobody to let others
    /// in. Asked of the ledger, not of the tables.
    private func foresee(_ steps: [PeopleStep], on register: Register) throws {
        let (after, findings) = register.after(steps.map(\.event), by: person.id)
        if let finding = findings.first { throw PeopleError.wouldNotHold(finding) }
        guard !after.able(to: .grant).isEmpty else { throw PeopleError.lastCustodian }
    }

    /// `false` where people or keys changed since the register was read.
    private func offer(
        _ steps: [PeopleStep], _ register: Register, _ now: Timestamp, isLast: Bool
    ) throws -> Bool {
        do {
            try store.people.change(steps, register.end.leaf, now)
            return true
        } catch {
            guard error == StoreError(.peopleChanged), !isLast else { throw error }
            return false
        }
    }

    // MARK: - Keys

    /// The keys that somebody is due and does not have, each generation of them. What the ledger
    /// gave them and the database lost is taken and given anew.
    private func due(to member: Member, _ register: Register) throws -> [PeopleStep] {
        let person = member.person
        let (had, lost) = (try held(by: person, register), try lost(by: person, register))
        let classes = RolePolicy.classes(for: person.roles, clearances: person.clearances)
            .filter { $0.otherHalf == nil }
        let keys = try publicKeys(of: member, register)
        let steps = try classes.sorted(by: { $0.rawValue < $1.rawValue }).flatMap { keyClass in
            let missing = Set(vault.keyring.generations(of: keyClass))
                .subtracting(had[keyClass] ?? [])
            // A class this person does not hold is asked for all the same, and refused.
            if missing.isEmpty, had[keyClass] != nil { return [PeopleStep]() }
            let grants = try vault.keyring.grants(of: keyClass, to: person.id, publicKeys: keys)
            // The log takes no second grant in the place of one.
            return lost.contains(keyClass)
                ? [takingAll(of: keyClass, from: person, register)] + grants.map(PeopleStep.give)
                : grants.filter { missing.contains($0.generation) }.map(PeopleStep.give)
        }
        return steps + (try half(to: member, register))
    }

    /// The classes of which the ledger knows a grant to somebody that is not in the database.
    private func lost(by person: Person, _ register: Register) throws -> Set<KeyClass> {
        guard register.members[person.id] != nil else { return [] }
        return register.missing(from: try store.people.grants(person.id), of: person.id)
    }

    /// The step that takes every generation of a class from somebody.
    func takingAll(
        of keyClass: KeyClass, from person: Person, _ register: Register
    ) -> PeopleStep {
        .take(
            keyClass, through: register.commitments.newest(of: keyClass) ?? .max, from: person.id)
    }

    /// The generations that somebody can open: granted by the ledger, and there in the database.
    private func held(
        by person: Person, _ register: Register
    ) throws -> [KeyClass: Set<Int>] {
        guard register.members[person.id] != nil else { return [:] }
        let grants = try store.people.grants(person.id)
        return register.genuine(grants).reduce(into: [:]) { held, grant in
            held[grant.keyClass, default: []].insert(grant.generation)
        }
    }

    /// A half of the identity for somebody whose roles let them hold one, where it is this
    /// person's to give. Who still holds both, as a founder alone does, lets go of that one.
    private func half(to member: Member, _ register: Register) throws -> [PeopleStep] {
        let receiver = member.person
        let lost = try lost(by: receiver, register)
        let theirs = (register.halves[receiver.id] ?? []).subtracting(lost)
        let mine = register.halves[person.id] ?? []
        let wanted = RolePolicy.halves(for: receiver.roles).first {
            mine.contains($0) && register.mayReceive($0, receiver.id)
        }
        guard theirs.isEmpty, receiver.id != person.id, let half = wanted else { return [] }
        let keys = try publicKeys(of: member, register)
        let grants = try vault.keyring.grants(of: half, to: receiver.id, publicKeys: keys)
        let anew = lost.contains(half) ? [takingAll(of: half, from: receiver, register)] : []
        // Giving comes first: by the ledger, only who holds a half hands it on.
        let letGo = mine.count > 1 ? [takingAll(of: half, from: person, register)] : []
        return anew + grants.map(PeopleStep.give) + letGo
    }

    /// A colleague's public keys, which the ledger must know; somebody who is just coming brings
    /// theirs.
    func publicKeys(of member: Member, _ register: Register) throws -> PublicKeys {
        let isComing = register.members[member.person.id] == nil
        guard isComing || register.vouches(for: member.keys, of: member.person.id) else {
            throw LedgerTrouble.keysSwapped(member.person.name)
        }
        return member.keys
    }
}

/// What a change made of a colleague.
public struct PeopleOutcome: Sendable, Equatable {
    public var person: Person
    public var given: Set<KeyClass> = []
    public var taken: Set<KeyClass> = []
    /// Classes that go on under a new key.
    public var rotated: Set<KeyClass> = []
    /// Whether anything came of it: false where all was as wanted already.
    public internal(set) var hasChanged = false

    /// Whether they had left, and are here again.
    public internal(set) var hasReturned = false

    init(person: Person) {
        self.person = person
    }
}

extension PeopleStep {
    var given: KeyClass? {
        if case .give(let grant) = self { grant.keyClass } else { nil }
    }
}

extension Register {
    /// What the ledger says of somebody whom the table names.
    func standing(of person: Person) throws -> Register.Standing {
        guard let known = members[person.id] else { throw LedgerTrouble.unknown(person.name) }
        return known
    }

    /// The half that somebody's roles bring and that may come to them, where they hold none.
    public func lacking(_ person: Person) -> KeyClass? {
        guard halves[person.id] == nil else { return nil }
        return RolePolicy.halves(for: person.roles).first { mayReceive($0, person.id) }
    }
}
