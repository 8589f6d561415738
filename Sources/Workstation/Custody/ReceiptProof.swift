// Checks one receipt, wherever it was kept: whose hand signed it, and whether the log knows it.
import Foundation
import ReviewCore
import Store
import Vault

/// What was found of a receipt.
public struct ReceiptProof: Sendable {
    public let receipt: ErasureReceipt
    /// The handle of who signed.
    public let signer: String
    /// The entry of the log that has its digest.
    public let entry: Int64

    /// - Throws: `ReceiptError`, saying the first thing that is wrong.
    public init(of file: URL, in workspace: Workspace) throws {
        let read = try? BoundedFile.read(
            file.path, longest: PrivateFolder.longest, plainOnly: true)
        guard let bytes = read, let receipt = ErasureReceipt(parsing: bytes)
        else { throw ReceiptError.noReceipt }
        guard receipt.workspace == workspace.id.description else { throw ReceiptError.foreign }
        let signer = try workspace.store.people.list().first { member in
            member.person.id.description == receipt.finished.by
        }
        guard let signer, let key = AuditKey(signer.keys.signing),
            receipt.isSigned(by: key, in: workspace.id)
        else { throw ReceiptError.unsigned }
        guard let entry = try Self.entry(of: bytes, receipt, workspace.store) else {
            throw ReceiptError.unlogged
        }
        self.receipt = receipt
        self.signer = signer.person.name
        self.entry = entry
    }

    /// Where the log has the digest of these very bytes.
    private static func entry(
        of bytes: Data, _ receipt: ErasureReceipt, _ store: ReviewStore
    ) throws -> Int64? {
        guard let erasure = UUID(uuidString: receipt.erasure) else { return nil }
        let digest = AuditFact.digest(.receipt, .digest(of: bytes))
        let filter = AuditFilter(
            action: .erasureFinished, subject: .matter(.erasure, erasure))
        var next: Int64? = 0
        while let from = next {
            let page = try store.audit.page(filter, from, 1000)
            for row in page.entries {
                let event = AuditEntryFormat.decode(row.entry.bytes)?.event
                if event?.facts.contains(digest) == true { return row.sequence }
            }
            next = page.next
        }
        return nil
    }
}

/// What is wrong with a receipt.
public enum ReceiptError: Error, Equatable, CustomStringConvertible {
    case noReceipt, foreign, unsigned, unlogged

    public var description: String {
        switch self {
        case .noReceipt: "this is no receipt of an erasure; give the JSON file itself"
        case .foreign: "this receipt is of another workspace; check it there"
        case .unsigned:
            "the signature of this receipt is nobody's here, or it was changed since; ask for the"
                + " receipt anew"
        case .unlogged:
            "the log knows no such receipt: it was changed, or the erasure is another's; ask for"
                + " the receipt anew, and look with 'earshot audit verify'"
        }
    }
}
