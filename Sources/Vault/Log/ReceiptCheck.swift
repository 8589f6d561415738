// Holds the receipts that were kept against what the log says of erasures.
import Foundation
import ReviewCore

/// A receipt as found, under the name of its file without ending.
public struct KeptReceipt: Sendable {
    public let name: String
    public let digest: MerkleHash

    public init(name: String, digest: MerkleHash) {
        self.name = name
        self.digest = digest
    }
}

/// Gathers what the log says of erasures, and compares it with the folder of receipts.
struct ReceiptCheck {
    private struct Logged {
        let sequence: Int64
        let digest: MerkleHash?
    }

    private let kept: [String: MerkleHash]
    private var logged: [String: Logged] = [:]
    private var asked: Set<UUID> = []

    /// - Parameter kept: as found before the log's length was asked for.
    init(_ kept: [KeptReceipt]) {
        self.kept = Dictionary(
            kept.map { ($0.name, $0.digest) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Takes an entry in, and tells what is wrong with it: who only finishes erasures may begin
    /// none, so one that nobody asked for was done behind the log's back.
    mutating func note(_ entry: AuditEntry) -> AuditFinding? {
        guard case .matter(.erasure, let erasure) = entry.event.subject else { return nil }
        switch entry.event.action {
        case .erasureRequested:
            asked.insert(erasure)
            return nil
        case .erasureFinished:
            let name = ErasureReceipt.name(
                of: erasure.uuidString.lowercased(), part: entry.event.part)
            logged[name] = Logged(sequence: entry.sequence, digest: entry.event.receipt)
            return asked.contains(erasure) ? nil : .erasureUnasked(entry.sequence)
        default:
            return nil
        }
    }

    var agreeing: Int { logged.count { kept[$0.key] == $0.value.digest } }

    /// - Parameter names: receipts that are there now, after the log was read; a receipt is written
    ///   when it is logged already.
    func findings(there names: Set<String>) -> [AuditFinding] {
        let found: [AuditFinding] = kept.compactMap { name, digest in
            guard let entry = logged[name] else { return .receiptForeign(name: name) }
            return entry.digest == digest ? nil : .receiptChanged(name: name, entry.sequence)
        }
        let missing: [AuditFinding] = logged.compactMap { name, entry in
            names.contains(name) || kept[name] != nil
                ? nil : .receiptMissing(name: name, entry.sequence)
        }
        return (found + missing).sorted { "\($0)" < "\($1)" }
    }
}

extension AuditEvent {
    fileprivate var part: Int {
        facts.lazy.compactMap { fact in
            if case .count(.part, let part) = fact { part } else { nil }
        }.first ?? 0
    }

    fileprivate var receipt: MerkleHash? {
        facts.lazy.compactMap { fact in
            if case .digest(.receipt, let digest) = fact { digest } else { nil }
        }.first
    }
}
