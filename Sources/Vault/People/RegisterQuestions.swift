// What is asked of the ledger: whose keys these are, who is due what, which grants are true.
import ReviewCore

extension Register {
    /// The grants that the ledger knows; whatever else stands in the database was planted.
    public func genuine(_ grants: some Sequence<KeyGrant>) -> [KeyGrant] {
        grants.filter {
            members[$0.person]?.granted[$0.keyClass]?[$0.generation] == $0.digest
        }
    }

    /// The classes of which the ledger gave somebody a key that is not among `grants`.
    public func missing(
        from grants: some Sequence<KeyGrant>, of person: PersonID
    ) -> Set<KeyClass> {
        var missing = members[person]?.granted ?? [:]
        for grant in genuine(grants) where grant.person == person {
            missing[grant.keyClass]?[grant.generation] = nil
        }
        return Set(missing.filter { !$0.value.isEmpty }.keys)
    }

    /// What is wrong with somebody's grants as the database has them.
    func findings(_ grants: [KeyGrant], of person: PersonID) -> [AuditFinding] {
        let genuine = Set(genuine(grants).map(\.digest))
        let planted = Set(grants.filter { !genuine.contains($0.digest) }.map(\.keyClass))
        let missing = missing(from: grants, of: person)
        return planted.sorted().map { .grantPlanted(person, $0) }
            + missing.sorted().map { .grantMissing(person, $0) }
    }

    /// Whether these are the public keys the person came with. Seal to no others.
    public func vouches(for keys: PublicKeys, of person: PersonID) -> Bool {
        guard let known = members[person]?.keysDigest else { return false }
        return known == .digest(of: keys.agreement + keys.signing)
    }

    /// Whether this is the handle the person came with.
    public func vouches(forHandleOf person: Person) -> Bool {
        guard let known = members[person.id]?.handleDigest else { return false }
        return known == person.handleDigest
    }

    /// Everybody whose roles and clearances bring the class, in no order.
    public func due(_ keyClass: KeyClass) -> [PersonID] {
        members.filter { !$0.value.hasLeft && $0.value.mayHold(keyClass) }.map(\.key)
    }

    /// Everybody who was given the class and still has it, in no order.
    public func holders(of keyClass: KeyClass) -> [PersonID] {
        members.filter { $0.value.granted[keyClass] != nil }.map(\.key)
    }

    /// The generations that somebody still holds a grant of, oldest first.
    public func generationsHeld(of keyClass: KeyClass) -> [Int] {
        Set(members.values.flatMap { $0.granted[keyClass].map { Array($0.keys) } ?? [] }).sorted()
    }

    /// Everybody with a role that may do `deed`.
    public func able(to deed: Deed) -> [PersonID] {
        members.filter { !$0.value.hasLeft && RolePolicy.may($0.value.roles, deed) }.map(\.key)
    }
}

extension Set<KeyClass> {
    fileprivate func sorted() -> [KeyClass] { sorted { $0.rawValue < $1.rawValue } }
}
