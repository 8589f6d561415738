// The one cipher: AES-256-GCM with a format byte in front and the place it belongs to bound in.
import Crypto
import Foundation
import ReviewCore

/// Seals and opens bytes for one place. Layout: format (1), nonce (12), ciphertext, tag (16).
enum SealedBytes {
    /// The format this version writes; another cipher or layout takes another number.
    static let format: UInt8 = 1
    /// Bytes a ciphertext is longer than what it holds.
    static let overhead = 1 + 12 + 16

    static func seal(
        _ plain: some DataProtocol, with key: SymmetricKey, for binding: Binding
    ) throws(VaultError) -> Data {
        do {
            let box = try AES.GCM.seal(
                plain, using: key, authenticating: binding.bytes(format: format))
            guard let body = box.combined else {
                throw VaultError.unwritable(binding.item, clip: binding.clip)
            }
            var sealed = Data(capacity: plain.count + overhead)
            sealed.append(format)
            sealed.append(body)
            return sealed
        } catch {
            throw .unwritable(binding.item, clip: binding.clip)
        }
    }

    /// The caller wipes what it gets.
    static func open(
        _ sealed: Data, with key: SymmetricKey, for binding: Binding
    ) throws(VaultError) -> Data {
        guard let first = sealed.first else {
            throw .damaged(binding.item, clip: binding.clip)
        }
        guard first == format else {
            throw .unknownFormat(binding.item, clip: binding.clip, format: first)
        }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.dropFirst())
            return try AES.GCM.open(
                box, using: key, authenticating: binding.bytes(format: format))
        } catch {
            throw .damaged(binding.item, clip: binding.clip)
        }
    }
}
