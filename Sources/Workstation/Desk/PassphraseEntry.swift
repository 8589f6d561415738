// A passphrase as it is typed at a locked desk: in memory that leaves no trace, and wiped.
import Foundation
import LockedMemory
import Vault

/// The characters typed so far. Stays on the loop's thread.
final class PassphraseEntry {
    private let room = LockedMemory(roomFor: Passphrase.mostBytes, of: UInt8.self)
    /// Where each character ends.
    private var ends: [Int] = []

    private var count: Int { ends.last ?? 0 }

    func append(_ text: String) {
        for character in text {
            let bytes = String(character).utf8
            guard count + bytes.count <= room.bytes.count else { return }
            for (offset, byte) in bytes.enumerated() { room.bytes[count + offset] = byte }
            ends.append(count + bytes.count)
        }
    }

    func erase() {
        guard !ends.isEmpty else { return }
        ends.removeLast()
        wipe(from: count)
    }

    func clear() {
        ends = []
        wipe(from: 0)
    }

    /// Hands over what was typed and begins anew.
    func take() throws -> Passphrase {
        defer { clear() }
        return try Passphrase { (target) throws(VaultError) in
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: room.bytes[..<count]))
            return count
        }
    }

    private func wipe(from start: Int) {
        guard let base = room.bytes.baseAddress else { return }
        explicit_bzero(base + start, room.bytes.count - start)
    }
}
