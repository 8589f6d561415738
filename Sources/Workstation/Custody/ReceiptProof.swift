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

    /// Nothing in the database is believed that the log does not prove: the whole log is checked,
    /// and the signer's key is the one by which the log knows them.
    ///
    /// - Parameters:
    ///   - keeper: of whoever checks; without one, the log is held against no key of theirs.
    ///   - founder: the key the log must have been begun with, where it is known.
    /// - Throws: `ReceiptError`, saying the first thing that is wrong.
    public init(
        of file: URL, in workspace: Workspace, keeper: LogKeeper? = nil, founder: AuditKey? = nil
    ) throws {
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw ReceiptError.unreadable
        }
        let read = try? BoundedFile.read(
            file.path, longest: PrivateFolder.longest, plainOnly: true)
        guard let bytes = read, let receipt = ErasureReceipt(parsing: bytes)
        else { throw ReceiptError.noReceipt }
        guard receipt.workspace == workspace.id.description else { throw ReceiptError.foreign }
        try Self.requireSound(workspace, keeper, founder)
        let register = try Self.register(of: workspace)
        let signer = register.members.first { $0.key.description == receipt.finished.by }
        guard let (person, standing) = signer,
            receipt.isSigned(by: standing.key, in: workspace.id)
        else { throw ReceiptError.unsigned }
        guard let entry = try Self.entry(of: bytes, receipt, by: person, workspace.store) else {
            throw ReceiptError.unlogged
        }
        self.receipt = receipt
        self.signer =
            try workspace.store.people.list().first { $0.person.id == person }?.person.name
            ?? person.short
        self.entry = entry
    }

    /// Other receipts that are changed or missing say nothing of this one.
    private static func requireSound(
        _ workspace: Workspace, _ keeper: LogKeeper?, _ founder: AuditKey?
    ) throws {
        let report = try LogCheck(workspace, keeper: keeper)
            .run(inFull: true, founder: founder) { _, _ in }.report
        let wrong = report.findings.first { finding in
            switch finding {
            case .receiptChanged, .receiptMissing, .receiptForeign: false
            default: true
            }
        }
        if let wrong { throw ReceiptError.logBroken(wrong) }
        guard report.more == 0 else { throw ReceiptError.logBroken(nil) }
    }

    /// Everybody, as the log has them.
    private static func register(of workspace: Workspace) throws -> Register {
        let reading = try workspace.store.people.replay(workspace.id, nil)
        if let wrong = reading.finding { throw ReceiptError.logBroken(wrong) }
        return reading.register
    }

    /// Where the log has the digest of these very bytes.
    private static func entry(
        of bytes: Data, _ receipt: ErasureReceipt, by person: PersonID, _ store: ReviewStore
    ) throws -> Int64? {
        guard let erasure = UUID(uuidString: receipt.erasure) else { return nil }
        let digest = AuditFact.digest(.receipt, .digest(of: bytes))
        let filter = AuditFilter(
            action: .erasureFinished, subject: .matter(.erasure, erasure))
        var next: Int64? = 0
        while let from = next {
            let page = try store.audit.page(filter, from, 1000)
            for row in page.entries {
                let entry = AuditEntryFormat.decode(row.entry.bytes)
                guard let entry, entry.actor == person else { continue }
                if entry.event.facts.contains(digest) { return row.sequence }
            }
            next = page.next
        }
        return nil
    }
}

/// What is wrong with a receipt.
public enum ReceiptError: Error, Equatable, CustomStringConvertible {
    case unreadable, noReceipt, foreign, unsigned, unlogged
    /// The log itself does not hold, so that it proves nothing; the first thing that is wrong.
    case logBroken(AuditFinding?)

    public var description: String {
        switch self {
        case .unreadable: "the receipt cannot be read; check the path and its mode"
        case .noReceipt: "this is no receipt of an erasure; give the JSON file itself"
        case .foreign: "this receipt is of another workspace; check it there"
        case .unsigned:
            "the signature of this receipt is nobody's here, or it was changed since; ask for the"
                + " receipt anew"
        case .unlogged:
            "the log knows no such receipt: it was changed, or the erasure is another's; ask for"
                + " the receipt anew, and look with 'earshot audit verify'"
        case .logBroken(let finding):
            "the log does not hold\(finding.map { " (\($0))" } ?? ""), so it proves no receipt; look"
                + " with 'earshot audit verify', and check the receipt against a backup"
        }
    }
}
