// A person's own key pairs: one to receive class keys, one to sign.
import Crypto
import Foundation

/// The private halves of a person's keys. Kept in their own config directory, nowhere else.
public struct PersonalKeys: Sendable, Redacted {
    /// X25519: opens what is sealed to the person.
    let agreement: Curve25519.KeyAgreement.PrivateKey
    /// Ed25519: signs what the person does.
    let signing: Curve25519.Signing.PrivateKey

    /// New keys from the system's generator.
    public static func create() -> PersonalKeys {
        PersonalKeys(
            agreement: Curve25519.KeyAgreement.PrivateKey(),
            signing: Curve25519.Signing.PrivateKey())
    }

    /// The halves the workspace may know.
    public var publicKeys: PublicKeys {
        PublicKeys(
            agreement: agreement.publicKey.rawRepresentation,
            signing: signing.publicKey.rawRepresentation)
    }
}
