// The halves of the identity in the ledger: who holds one, who ever did, and who may be given one.
import ReviewCore

extension Register {
    /// Whoever holds a half, and which.
    public var halves: [PersonID: Set<KeyClass>] {
        members.compactMapValues { member in
            let held = member.classes.intersection(KeyClass.identityHalves)
            return held.isEmpty ? nil : held
        }
    }

    /// Whether a half may come to somebody, known here or just coming: never to who ever had the
    /// other. The founder has both until the first of them is handed on, and neither is given
    /// back to them after that.
    public func mayReceive(_ half: KeyClass, _ person: PersonID) -> Bool {
        guard let other = half.otherHalf else { return true }
        guard members[person]?.halvesEver.contains(other) ?? false else { return true }
        return person == founder && !isShared
    }

    /// Whether a half ever left the founder's hands.
    private var isShared: Bool {
        members.contains { $0.key != founder && !$0.value.halvesEver.isEmpty }
    }

    /// What is wrong with a key that is handed on; of a half, the giver holds it at that moment,
    /// and who held both lets go of it with that.
    mutating func pass(
        _ half: KeyClass, to person: PersonID, by actor: PersonID, _ sequence: Int64
    ) -> AuditFinding? {
        guard half.otherHalf != nil else { return nil }
        let isFounding =
            actor == founder && person == founder
            && !members.contains { $0.value.halvesEver.contains(half) }
        guard isFounding || members[actor]?.granted[half] != nil else {
            return .grantNotTheirs(sequence, actor: actor)
        }
        guard mayReceive(half, person) else { return .bothHalves(sequence, person) }
        if let mine = halves[actor], mine.count > 1, person != actor {
            members[actor]?.granted[half] = nil
        }
        members[person]?.halvesEver.insert(half)
        return nil
    }
}
