// A clip's data keys under the class keys: rotating a class rewraps these and no content.
import Crypto
import Foundation
import ReviewCore

extension Keyring {
    /// Wraps a data key under the newest generation of its class.
    func wrap(
        _ key: SymmetricKey, of keyClass: KeyClass, for clip: ClipID
    ) throws(VaultError) -> WrappedKey {
        let newest = try current(keyClass)
        var plain = key.withUnsafeBytes { Data($0) }
        defer { plain.wipe() }
        let bytes = try SealedBytes.seal(
            plain, with: newest.key.key,
            for: .dataKey(keyClass, generation: newest.generation, clip: clip))
        return WrappedKey(keyClass: keyClass, generation: newest.generation, bytes: bytes)
    }

    func unwrap(_ wrapped: WrappedKey, for clip: ClipID) throws(VaultError) -> SymmetricKey {
        let classKey = try key(wrapped.keyClass, generation: wrapped.generation)
        var plain = try SealedBytes.open(
            wrapped.bytes, with: classKey.key,
            for: .dataKey(wrapped.keyClass, generation: wrapped.generation, clip: clip))
        defer { plain.wipe() }
        return SymmetricKey(data: plain)
    }

    /// The same data key under the newest generation `ring` has of its class; `nil` where it is
    /// under that already.
    ///
    /// - Parameter ring: the ring that wraps; it may be newer than this one, which unwraps.
    public func rewrap(
        _ wrapped: WrappedKey, for clip: ClipID, into ring: Keyring
    ) throws(VaultError) -> WrappedKey? {
        // What does not rotate is not asked for: nobody holds both halves of the identity.
        guard wrapped.keyClass.rotates else { return nil }
        guard wrapped.generation < (try ring.current(wrapped.keyClass).generation) else {
            return nil
        }
        return try ring.wrap(unwrap(wrapped, for: clip), of: wrapped.keyClass, for: clip)
    }

    /// The data key of one class of a clip.
    func dataKey(_ keyClass: KeyClass, of clip: SealedClip) throws(VaultError) -> SymmetricKey {
        guard classes.contains(keyClass) else { throw .classNotHeld(keyClass) }
        let ofClass = clip.wrappedKeys.filter { $0.keyClass == keyClass }
        guard let wrapped = ofClass.max(by: { $0.generation < $1.generation }) else {
            throw .keyAbsent(keyClass, clip: clip.id)
        }
        return try unwrap(wrapped, for: clip.id)
    }
}
