// A row of the log, decoded, hashed and held to a key, on every core.
import Crypto
import Foundation
import ReviewCore
import Synchronization

/// A row, decoded and hashed.
struct ReadRow: Sendable {
    let sequence: Int64
    let signed: SignedAuditEntry
    let hashes: Data
    let leaf: MerkleHash
    let entry: AuditEntry?

    init(_ row: StoredAuditEntry) {
        sequence = row.sequence
        signed = row.entry
        hashes = row.hashes
        leaf = row.entry.leaf
        entry = AuditEntryFormat.decode(row.entry.bytes)
    }
}

/// An entry and the key its signature must fit.
struct UncheckedSignature: Sendable {
    let sequence: Int64
    let actor: PersonID
    let entry: SignedAuditEntry
    let key: Curve25519.Signing.PublicKey?

    /// - Parameter trust: to tell a key that was put in another's place; absent where it is not
    ///   asked for.
    func finding(_ trust: AuditTrust?, _ workspace: WorkspaceID) -> AuditFinding? {
        let message = AuditEntry.message(entry.bytes, in: workspace)
        if key?.isValidSignature(entry.signature, for: message) == true { return nil }
        let other = trust?.register[actor]?.verifying
        let fits = other?.isValidSignature(entry.signature, for: message) == true
        return .signature(sequence, actor: actor, fitsRegister: fits)
    }
}

/// Maps in pieces over the cores; results keep their order.
public func onEveryCore<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Result
) -> [Result] {
    let cores = max(1, min(ProcessInfo.processInfo.activeProcessorCount, items.count / 16))
    guard cores > 1 else { return items.map(body) }
    // Small pieces, so that a core that is busy elsewhere holds nobody up.
    let width = max(16, items.count / (cores * 8))
    let starts = Array(stride(from: 0, to: items.count, by: width))
    let pieces = Mutex<[[Result]]>(Array(repeating: [], count: starts.count))
    DispatchQueue.concurrentPerform(iterations: starts.count) { piece in
        let range = starts[piece]..<min(starts[piece] + width, items.count)
        let results = items[range].map(body)
        pieces.withLock { $0[piece] = results }
    }
    return pieces.withLock { $0.flatMap(\.self) }
}
