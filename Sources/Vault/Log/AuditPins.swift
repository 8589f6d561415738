// Which key each person signs with and what they are, as the log itself says, entry by entry.
import Crypto
import ReviewCore

/// The keys the log has pinned so far.
struct AuditPins {
    struct Pin {
        let key: AuditKey
        let verifying: Curve25519.Signing.PublicKey?
        let sequence: Int64
        /// What the person is here to do, as the log has it so far.
        var roles: Set<Role>
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
        case .rolesChanged:
            guard case .person(let person) = entry.event.subject else { return nil }
            pins[person]?.roles = entry.event.roles
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
        // New keys change nothing of what a person is.
        let roles = mayReplace ? pins[person]?.roles : nil
        pins[person] = Pin(
            key: key, verifying: key.verifying, sequence: entry.sequence,
            roles: roles ?? entry.event.roles)
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

extension AuditEvent {
    fileprivate var roles: Set<Role> {
        Set(facts.compactMap { fact in if case .role(let role) = fact { role } else { nil } })
    }
}
