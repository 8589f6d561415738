// Sealing to a public key (HPKE, RFC 9180): whoever has the private half opens it, nobody else.
import Crypto
import Foundation

/// What was sealed to an X25519 key for one place.
///
/// Layout: format (1), encapsulated key (32), ciphertext and tag (16 longer than what it holds).
enum SealedToKey {
    /// The ciphersuite: X25519, HKDF-SHA-256, ChaCha20-Poly1305.
    private static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
    static let format: UInt8 = 1
    private static let encapsulatedKeyBytes = 32

    /// `nil` where nothing can be sealed to this key. `place` must name what is sealed.
    static func seal(_ plain: Data, to publicKey: Data, for place: Place) -> Data? {
        do {
            let receiver = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: publicKey)
            guard try isSecret(towards: receiver) else { return nil }
            return try seal(plain, toUsable: receiver, for: place)
        } catch {
            return nil
        }
    }

    /// For a key that is known to be usable, such as one made in this house.
    static func seal(
        _ plain: Data, toUsable receiver: Curve25519.KeyAgreement.PublicKey, for place: Place
    ) throws -> Data {
        var sender = try HPKE.Sender(
            recipientKey: receiver, ciphersuite: suite, info: Data(place.bytes))
        let sealed = try sender.seal(plain)
        return Data([format]) + sender.encapsulatedKey + sealed
    }

    /// `nil` for anything that `seal` did not make for this key and place. The caller wipes it.
    static func open(
        _ sealed: Data, with privateKey: Curve25519.KeyAgreement.PrivateKey, for place: Place
    ) -> Data? {
        guard sealed.first == format, sealed.count > 1 + encapsulatedKeyBytes else { return nil }
        let body = sealed.dropFirst()
        do {
            var recipient = try HPKE.Recipient(
                privateKey: privateKey, ciphersuite: suite, info: Data(place.bytes),
                encapsulatedKey: Data(body.prefix(encapsulatedKeyBytes)))
            return try recipient.open(Data(body.dropFirst(encapsulatedKeyBytes)))
        } catch {
            return nil
        }
    }

    /// Whether an agreement with `receiver` depends on our half of it. Keys of small order
    /// (RFC 7748, section 6.1) make it zero for everybody, and the library does not refuse them.
    static func isSecret(towards receiver: Curve25519.KeyAgreement.PublicKey) throws -> Bool {
        let shared = try Curve25519.KeyAgreement.PrivateKey()
            .sharedSecretFromKeyAgreement(with: receiver)
        return shared.withUnsafeBytes { $0.contains { $0 != 0 } }
    }
}
