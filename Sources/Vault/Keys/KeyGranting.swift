// Handing keys from person to person: sealed by HPKE to the receiver, bound to the place.
import Crypto
import Foundation
import ReviewCore

extension Keyring {
    /// Seals the newest generation of a class to a person.
    ///
    /// - Throws: `classNotHeld` when the granter does not hold it: what one has not, one cannot
    ///   give.
    public func grant(
        _ keyClass: KeyClass, to person: PersonID, publicKeys: PublicKeys
    ) throws(VaultError) -> KeyGrant {
        let newest = try current(keyClass)
        return try grant(newest.key, keyClass, newest.generation, to: person, publicKeys)
    }

    /// Seals every generation held, oldest first: whoever comes while clips are still wrapped
    /// under an older one opens those too.
    public func grants(
        of keyClass: KeyClass, to person: PersonID, publicKeys: PublicKeys
    ) throws(VaultError) -> [KeyGrant] {
        _ = try current(keyClass)
        var grants: [KeyGrant] = []
        for generation in generations(of: keyClass) {
            let held = try key(keyClass, generation: generation)
            grants.append(try grant(held, keyClass, generation, to: person, publicKeys))
        }
        return grants
    }

    private func grant(
        _ key: ClassKey, _ keyClass: KeyClass, _ generation: Int, to person: PersonID,
        _ publicKeys: PublicKeys
    ) throws(VaultError) -> KeyGrant {
        var plain = key.key.withUnsafeBytes { Data($0) }
        defer { plain.wipe() }
        let place = Self.place(
            keyClass, generation: generation, person: person, workspace: workspace)
        guard let sealed = SealedToKey.seal(plain, to: publicKeys.agreement, for: place) else {
            throw .publicKeyUnusable
        }
        return KeyGrant(
            person: person, keyClass: keyClass, generation: generation, sealed: sealed)
    }

    /// Opens what was granted to `person`; grants to others are passed over.
    ///
    /// - Parameter commitments: what the keys must be. Hand in grants that the ledger knows
    ///   (`Register.genuine`).
    /// - Throws: `grantDamaged` or `grantUntrue`, and then nothing is opened: a ring with a
    ///   foreign key in it would seal new clips for a stranger.
    public static func open(
        _ grants: some Sequence<KeyGrant>, for person: PersonID, in workspace: WorkspaceID,
        with personal: PersonalKeys, against commitments: KeyCommitments
    ) throws(VaultError) -> Keyring {
        var keys: [KeyClass: [Int: ClassKey]] = [:]
        for grant in grants where grant.person == person {
            let opened = try open(grant, in: workspace, with: personal)
            let (keyClass, generation) = (grant.keyClass, grant.generation)
            guard let promised = commitments[keyClass, generation],
                opened.commitment(to: keyClass, generation, in: workspace) == promised
            else { throw .grantUntrue(keyClass, generation: generation) }
            keys[keyClass, default: [:]][generation] = opened
        }
        return Keyring(workspace: workspace, keys: keys, commitments: commitments)
    }

    private static func open(
        _ grant: KeyGrant, in workspace: WorkspaceID, with personal: PersonalKeys
    ) throws(VaultError) -> ClassKey {
        let place = place(
            grant.keyClass, generation: grant.generation, person: grant.person,
            workspace: workspace)
        guard var plain = SealedToKey.open(grant.sealed, with: personal.agreement, for: place)
        else { throw .grantDamaged(grant.keyClass, generation: grant.generation) }
        defer { plain.wipe() }
        guard plain.count == SymmetricKeySize.bits256.bitCount / 8 else {
            throw .grantDamaged(grant.keyClass, generation: grant.generation)
        }
        return ClassKey(key: SymmetricKey(data: plain))
    }

    private static func place(
        _ keyClass: KeyClass, generation: Int, person: PersonID, workspace: WorkspaceID
    ) -> Place {
        var place = Place(label: "earshot key grant", format: SealedToKey.format)
        place.add(workspace.uuid)
        place.add(person.uuid)
        place.add(keyClass.rawValue)
        place.add(generation)
        return place
    }
}
