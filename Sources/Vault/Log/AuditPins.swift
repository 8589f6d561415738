// Which key each person signs with, as the log itself says, entry by entry.
import Crypto
import ReviewCore

/// The keys the log has pinned so far.
struct AuditPins {
    struct Pin {
        let key: AuditKey
        let verifying: Curve25519.Signing.PublicKey?
        let sequence: Int64
        var hasLeft = false
    }

    private(set) var pins: [PersonID: Pin] = [:]
    /// Every key that ever was one, for checkpoints signed with it.
    private(set) var allKeys: Set<AuditKey> = []

    /// Takes in what `entry` says of keys, and tells what is wrong with that.
    mutating func note(_ entry: AuditEntry) -> AuditFinding? {
        switch entry.event.action {
        case .personRemoved:
            guard case .person(let person) = entry.event.subject else { return nil }
            pins[person]?.hasLeft = true
            return nil
        case let action where action.pinsKey:
            return pin(entry)
        default:
            return nil
        }
    }

    private mutating func pin(_ entry: AuditEntry) -> AuditFinding? {
        let keys = entry.event.facts.compactMap { fact -> AuditKey? in
            if case .signingKey(let key) = fact { key } else { nil }
        }
        guard let person = person(of: entry), keys.count == 1, let key = keys.first else {
            return .unreadable(entry.sequence)
        }
        let mayReplace = entry.event.action == .personRekeyed
        guard (pins[person] != nil) == mayReplace || pins[person]?.key == key else {
            return .secondKey(entry.sequence, person)
        }
        pins[person] = Pin(key: key, verifying: key.verifying, sequence: entry.sequence)
        allKeys.insert(key)
        return nil
    }

    /// Whoever begins the log brings their own key; everybody else is brought by somebody.
    private func person(of entry: AuditEntry) -> PersonID? {
        if entry.event.action.isFirst { return entry.actor }
        guard case .person(let person) = entry.event.subject else { return nil }
        return person
    }
}
