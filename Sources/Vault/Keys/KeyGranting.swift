// Handing class keys from person to person: sealed by HPKE to the receiver, bound to the place.
import Crypto
import Foundation
import ReviewCore

extension Keyring {
    /// The ciphersuite of grants: X25519, HKDF-SHA-256, ChaCha20-Poly1305 (RFC 9180).
    private static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
    /// The format of a grant: this byte, the encapsulated key (32), ciphertext and tag (48).
    private static let format: UInt8 = 1
    private static let encapsulatedKeyBytes = 32

    /// Seals the newest generation of a class to a person.
    ///
    /// - Throws: `classNotHeld` when the granter does not hold it: what one has not, one cannot
    ///   give.
    public func grant(
        _ keyClass: KeyClass, to person: PersonID, publicKeys: PublicKeys
    ) throws(VaultError) -> KeyGrant {
        let newest = try current(keyClass)
        let info = Self.info(
            keyClass, generation: newest.generation, person: person, workspace: workspace)
        do {
            let receiver = try Curve25519.KeyAgreement.PublicKey(
                rawRepresentation: publicKeys.agreement)
            guard try Self.isSecret(towards: receiver) else { throw VaultError.publicKeyUnusable }
            var sender = try HPKE.Sender(
                recipientKey: receiver, ciphersuite: Self.suite, info: info)
            var plain = newest.key.key.withUnsafeBytes { Data($0) }
            defer { plain.wipe() }
            let sealed = try sender.seal(plain)
            return KeyGrant(
                person: person, keyClass: keyClass, generation: newest.generation,
                sealed: Data([Self.format]) + sender.encapsulatedKey + sealed)
        } catch {
            throw .publicKeyUnusable
        }
    }

    /// Opens what was granted to `person`; grants to others are passed over.
    ///
    /// - Throws: `grantDamaged` or `grantsDisagree`, and then nothing is opened: a ring with a
    ///   foreign key in it would seal new clips for a stranger.
    public static func open(
        _ grants: some Sequence<KeyGrant>, for person: PersonID, in workspace: WorkspaceID,
        with personal: PersonalKeys
    ) throws(VaultError) -> Keyring {
        var keys: [KeyClass: [Int: ClassKey]] = [:]
        for grant in grants where grant.person == person {
            let opened = try open(grant, in: workspace, with: personal)
            let before = keys[grant.keyClass]?[grant.generation]
            guard before == nil || before?.key == opened.key else {
                throw .grantsDisagree(grant.keyClass, generation: grant.generation)
            }
            keys[grant.keyClass, default: [:]][grant.generation] = opened
        }
        return Keyring(workspace: workspace, keys: keys)
    }

    private static func open(
        _ grant: KeyGrant, in workspace: WorkspaceID, with personal: PersonalKeys
    ) throws(VaultError) -> ClassKey {
        let damaged = VaultError.grantDamaged(grant.keyClass, generation: grant.generation)
        guard grant.sealed.first == format, grant.sealed.count > 1 + encapsulatedKeyBytes else {
            throw damaged
        }
        let body = grant.sealed.dropFirst()
        do {
            var recipient = try HPKE.Recipient(
                privateKey: personal.agreement, ciphersuite: suite,
                info: info(
                    grant.keyClass, generation: grant.generation, person: grant.person,
                    workspace: workspace),
                encapsulatedKey: Data(body.prefix(encapsulatedKeyBytes)))
            var plain = try recipient.open(Data(body.dropFirst(encapsulatedKeyBytes)))
            defer { plain.wipe() }
            guard plain.count == SymmetricKeySize.bits256.bitCount / 8 else { throw damaged }
            return ClassKey(key: SymmetricKey(data: plain))
        } catch {
            throw damaged
        }
    }

    /// Whether an agreement with `receiver` depends on our half of it. Keys of small order
    /// (RFC 7748, section 6.1) make it zero for everybody, and the library does not refuse them.
    private static func isSecret(
        towards receiver: Curve25519.KeyAgreement.PublicKey
    ) throws -> Bool {
        let shared = try Curve25519.KeyAgreement.PrivateKey()
            .sharedSecretFromKeyAgreement(with: receiver)
        return shared.withUnsafeBytes { $0.contains { $0 != 0 } }
    }

    private static func info(
        _ keyClass: KeyClass, generation: Int, person: PersonID, workspace: WorkspaceID
    ) -> Data {
        var place = Place(label: "earshot key grant", format: format)
        place.add(workspace.uuid)
        place.add(person.uuid)
        place.add(keyClass.rawValue)
        place.add(generation)
        return Data(place.bytes)
    }
}
