// Opening stored clips, and sealing what a reviewer adds to them.
import Crypto
import Foundation
import ReviewCore

extension ClipVault {
    /// Unwraps a clip's `audio` and `text` keys once, for everything the desk does with it.
    public func openKeys(of sealed: SealedClip) -> OpenedClipKeys {
        OpenedClipKeys(sealed, keyring: keyring)
    }

    /// The clip as the desk sees it. Needs the `text` class.
    public func open(_ sealed: SealedClip) throws(VaultError) -> Clip {
        try openKeys(of: sealed).open(sealed)
    }

    /// The sound file as it came. Needs the `audio` class.
    public func openAudio(
        _ sealedAudio: Data, of sealed: SealedClip
    ) throws(VaultError) -> SecretBytes {
        try openKeys(of: sealed).openAudio(sealedAudio)
    }

    /// What a reviewer wrote. Needs the `text` class.
    public func openAnnotation(
        _ annotation: SealedAnnotation, for sealed: SealedClip
    ) throws(VaultError) -> AnnotationContent {
        try openKeys(of: sealed).open(annotation)
    }

    /// Seals unsubmitted work. Needs the `text` class.
    public func seal(
        _ draft: Draft, for sealed: SealedClip, by person: PersonID
    ) throws(VaultError) -> Data {
        try openKeys(of: sealed).seal(draft, by: person)
    }

    /// A person's unsubmitted work. Needs the `text` class.
    public func openDraft(
        _ sealedDraft: Data, for sealed: SealedClip, by person: PersonID
    ) throws(VaultError) -> Draft {
        try openKeys(of: sealed).openDraft(sealedDraft, by: person)
    }

    func open<Value: Decodable>(
        _ type: Value.Type, in field: SealedField, of sealed: SealedClip
    ) throws(VaultError) -> Value {
        guard let bytes = sealed.fields[field] else {
            throw .fieldAbsent(field, clip: sealed.id)
        }
        // The one field of no class opens by `openIdentity` alone.
        guard let keyClass = field.keyClass else { throw .halvesInOneHand }
        let key = try keyring.dataKey(keyClass, of: sealed)
        return try SealedJSON.open(
            type, from: bytes, with: key, for: .field(field, clip: sealed.id))
    }
}
