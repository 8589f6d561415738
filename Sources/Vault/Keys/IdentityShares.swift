// A clip's identity key in two shares, each sealed to one half of the identity: it takes two.
import Crypto
import Foundation
import ReviewCore

extension Keyring {
    /// Cuts a clip's identity key in two shares (one chance, the other the key XOR that chance)
    /// and seals each to the public key of a half. It takes no private key: whoever imports seals,
    /// and opens nothing.
    func wrapIdentity(
        _ key: SymmetricKey, for clip: ClipID
    ) throws(VaultError) -> [WrappedKey] {
        var whole = key.withUnsafeBytes { Data($0) }
        let chance = SymmetricKey(size: .bits256)
        var first = chance.withUnsafeBytes { Data($0) }
        var second = IdentityShare.combine(whole, first)
        defer {
            whole.wipe()
            first.wipe()
            second.wipe()
        }
        var wrapped: [WrappedKey] = []
        for (half, share) in zip(KeyClass.identityHalves, [first, second]) {
            guard let generation = commitments.newest(of: half),
                let known = commitments[half, generation],
                let receiver = try? Curve25519.KeyAgreement.PublicKey(
                    rawRepresentation: known.bytes),
                let sealed = try? SealedToKey.seal(
                    share, toUsable: receiver,
                    for: IdentityShare.place(half, generation, of: clip, in: workspace))
            else { throw .identityKeyUnknown(half) }
            wrapped.append(WrappedKey(keyClass: half, generation: generation, bytes: sealed))
        }
        return wrapped
    }

    /// One share of a clip's identity key; takes that half. The caller wipes it.
    func identityShare(
        _ half: KeyClass, of clip: SealedClip
    ) throws(VaultError) -> Data {
        guard classes.contains(half) else { throw .classNotHeld(half) }
        let ofHalf = clip.wrappedKeys.filter { $0.keyClass == half }
        guard let wrapped = ofHalf.max(by: { $0.generation < $1.generation }) else {
            throw .keyAbsent(half, clip: clip.id)
        }
        let held = try key(half, generation: wrapped.generation)
        let place = IdentityShare.place(half, wrapped.generation, of: clip.id, in: workspace)
        guard let agreement = try? held.agreement,
            let share = SealedToKey.open(wrapped.bytes, with: agreement, for: place),
            share.count == IdentityShare.byteCount
        else { throw .damaged(.dataKey(half), clip: clip.id) }
        return share
    }
}

/// The arithmetic of shares.
enum IdentityShare {
    static let byteCount = SymmetricKeySize.bits256.bitCount / 8

    /// The XOR of two shares, or of a key and a share. Both have the same length.
    static func combine(_ one: Data, _ other: Data) -> Data {
        var combined = one
        for (index, byte) in zip(combined.indices, other) { combined[index] ^= byte }
        return combined
    }

    static func place(
        _ half: KeyClass, _ generation: Int, of clip: ClipID, in workspace: WorkspaceID
    ) -> Place {
        var place = Place(label: "earshot identity share", format: SealedToKey.format)
        place.add(workspace.uuid)
        place.add(clip.uuid)
        place.add(half.rawValue)
        place.add(generation)
        return place
    }
}
