// Reads the ledger alone, page by page, and says who works here or what is wrong.
import Foundation
import ReviewCore

/// What a replay of the ledger came to.
public struct RegisterReading: Sendable {
    public let register: Register
    /// The first thing that is wrong; `nil` where all is well.
    public let finding: AuditFinding?
    /// False where signatures were left out for the sake of an earlier reading, and the ledger is
    /// not the one that was read then.
    public let pastIsVerified: Bool
}

/// Replays the entries about people, as a person who signs in does: their hashes, their chain,
/// their signatures, and what each actor might do at that moment.
public struct RegisterReplay {
    private let workspace: WorkspaceID
    private let verifiedBefore: LedgerEnd?
    private var register = Register()
    private var finding: AuditFinding?
    private var last: Int64 = -1
    private var pastIsVerified: Bool

    /// - Parameter verifiedBefore: an end at which the whole ledger was found sound by whoever
    ///   asks. Signatures up to there are not checked again.
    public init(workspace: WorkspaceID, verifiedBefore: LedgerEnd? = nil) {
        self.workspace = workspace
        self.verifiedBefore = verifiedBefore
        pastIsVerified = verifiedBefore == nil
    }

    /// The next entries about people, in their order.
    public mutating func take(_ rows: [StoredAuditEntry]) {
        guard finding == nil else { return }
        let unchecked = onEveryCore(rows) { ReadRow($0) }.compactMap { follow($0) }
        let wrong = onEveryCore(unchecked) { [workspace] in $0.finding(nil, workspace) }
        let first = wrong.compactMap(\.self).first
        // A forged signature comes before what the forgery says.
        if let first, (first.sequence ?? 0) <= finding?.sequence ?? .max { finding = first }
    }

    public func finish() -> RegisterReading {
        let isEmpty = register.end.count == 0
        return RegisterReading(
            register: register, finding: finding ?? (isEmpty ? .empty : nil),
            pastIsVerified: pastIsVerified)
    }

    private mutating func follow(_ row: ReadRow) -> UncheckedSignature? {
        guard finding == nil else { return nil }
        let sequence = row.sequence
        guard let entry = row.entry, entry.event.action.isOfPeople else {
            finding = .unreadable(sequence)
            return nil
        }
        guard entry.sequence == sequence, sequence > last else {
            finding = .misplaced(sequence, says: entry.sequence)
            return nil
        }
        last = sequence
        let (signer, findings) = register.take(entry, at: sequence, leaf: row.leaf)
        finding = findings.first
        if let verifiedBefore {
            if register.end.count == verifiedBefore.count {
                pastIsVerified = register.end == verifiedBefore
            }
            if register.end.count <= verifiedBefore.count { return nil }
        }
        return signer.map {
            UncheckedSignature(
                sequence: sequence, actor: entry.actor, entry: row.signed, key: $0.verifying)
        }
    }
}
