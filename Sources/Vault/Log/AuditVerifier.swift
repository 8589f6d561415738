// Checks a whole log: every hash, every link, every signature, every checkpoint that was kept.
import Foundation
import ReviewCore

/// Reads a log from its first entry to its last and says what is wrong with it.
///
/// Feed it the entries in their order, some thousands at a time: hashes and signatures of a batch
/// are checked on every core. It goes on after a finding, so that the extent of damage shows.
public struct AuditVerifier {
    private let workspace: WorkspaceID
    private let trust: AuditTrust
    private let verifiedBefore: TreeHead?
    private var checkpoints: CheckpointCheck
    private var receipts: ReceiptCheck
    private var glasses = GlassCheck()
    private var frontier = MerkleFrontier()
    private var register = Register()
    /// The sequence that should come next, and the leaf of the entry before it.
    private var next: Int64 = 0
    private var previous = MerkleHash.zero
    private var findings: [AuditFinding] = []
    /// Whether the log has come by the root it was verified at before.
    private var pastIsVerified: Bool

    /// Findings that are listed; the rest are counted.
    static let listed = 100

    /// Signatures checked so far.
    public private(set) var signaturesChecked: Int64 = 0

    /// - Parameters:
    ///   - checkpoints: listed before the log's length was asked for, so that none is ahead of an
    ///     honest log.
    ///   - receipts: of erasures, likewise listed before.
    ///   - verifiedBefore: a head at which the whole log was found sound by whoever asks. What
    ///     hashes to the same root is the same, signatures and all: those are not checked again.
    ///     Where the root has changed, the report's `pastIsVerified` is false, and a check
    ///     without it is due.
    public init(
        workspace: WorkspaceID, trust: AuditTrust, checkpoints: [KeptCheckpoint],
        receipts: [KeptReceipt] = [], verifiedBefore: TreeHead? = nil
    ) {
        self.workspace = workspace
        self.trust = trust
        self.verifiedBefore = verifiedBefore
        pastIsVerified = verifiedBefore == nil
        self.checkpoints = CheckpointCheck(checkpoints, of: workspace)
        self.receipts = ReceiptCheck(receipts)
    }

    /// The next entries, in the order of their rows.
    public mutating func take(_ rows: [StoredAuditEntry]) {
        let read = onEveryCore(rows) { ReadRow($0) }
        let unchecked = read.compactMap { follow($0) }
        signaturesChecked += Int64(unchecked.count)
        findings += onEveryCore(unchecked) { [trust, workspace] in
            $0.finding(trust, workspace)
        }.compactMap(\.self)
    }

    /// What was found, after the last entry.
    ///
    /// - Parameters:
    ///   - names: of the receipts that are there now; `nil` where there is no folder to hold
    ///     against the log.
    ///   - glasses: the requests of break-glass as the table has them, before and after the log
    ///     was read; `nil` where there is no table to hold against it.
    public mutating func finish(
        receiptsThere names: Set<String>? = nil,
        glasses table: (before: [Glass], after: [Glass])? = nil
    ) -> AuditReport {
        if next == 0 { findings.append(.empty) }
        if let names { findings += receipts.findings(there: names) }
        if let table {
            findings += glasses.findings(before: table.before, after: table.after)
        }
        findings += keyFindings()
        let head = TreeHead(size: frontier.size, root: frontier.root)
        let known = register.allKeys.union(trust.certain.values).union(
            [trust.founder].compactMap(\.self))
        let (agreeing, wrong) = checkpoints.finish(at: head.size, knownKeys: known)
        let sorted = (findings + wrong).enumerated().sorted { left, right in
            let (one, other) = (left.element.sequence ?? .max, right.element.sequence ?? .max)
            return one == other ? left.offset < right.offset : one < other
        }.map(\.element)
        return AuditReport(
            head: head, checkpointsAgreeing: agreeing, receiptsAgreeing: receipts.agreeing,
            signaturesChecked: signaturesChecked, pastIsVerified: pastIsVerified,
            findings: Array(sorted.prefix(Self.listed)), more: max(0, sorted.count - Self.listed))
    }

    // MARK: - One after the other

    /// Puts a row in its place in the chain and the tree; answers whose signature it should bear.
    private mutating func follow(_ row: ReadRow) -> UncheckedSignature? {
        let sequence = row.sequence
        if sequence > next { findings.append(.missing(from: next, through: sequence - 1)) }
        next = sequence + 1
        grow(row)
        defer { previous = row.leaf }
        guard let entry = row.entry else {
            findings.append(.unreadable(sequence))
            return nil
        }
        if entry.sequence != sequence {
            findings.append(.misplaced(sequence, says: entry.sequence))
        }
        if entry.previous != previous { findings.append(.unlinked(sequence)) }
        if let finding = receipts.note(entry) { findings.append(finding) }
        glasses.note(entry)
        let (signer, wrong) = register.take(entry, at: sequence, leaf: row.leaf)
        findings += wrong
        guard let signer else { return nil }
        if let verifiedBefore, sequence < verifiedBefore.size { return nil }
        return UncheckedSignature(
            sequence: sequence, actor: entry.actor, entry: row.signed, key: signer.verifying)
    }

    private mutating func grow(_ row: ReadRow) {
        var hashes = row.leaf.bytes
        frontier.append(row.leaf) { hashes.append($1.bytes) }
        if hashes != row.hashes { findings.append(.hashes(row.sequence)) }
        checkpoints.note(size: frontier.size) { frontier.root }
        if let verifiedBefore, frontier.size == verifiedBefore.size {
            pastIsVerified = frontier.root == verifiedBefore.root
        }
    }

    /// Keys and roles that differ between the log, the register and what is certain.
    private func keyFindings() -> [AuditFinding] {
        var found: [AuditFinding] = []
        if let founder = trust.founder, next > 0, register.founderKey != founder {
            found.append(.founder)
        }
        for (person, key) in trust.register.sorted(by: { $0.key < $1.key }) {
            guard let pin = register.members[person] else {
                found.append(.neverAdded(person))
                continue
            }
            if pin.key != key { found.append(.keySwapped(person, pinnedAt: pin.sequence)) }
            if trust.roles[person].map({ $0 != pin.roles }) ?? false
                || trust.clearances[person].map({ $0 != pin.clearances }) ?? false
            {
                found.append(.rolesSwapped(person, pinnedAt: pin.sequence))
            }
            if trust.handles[person].map({ $0 != pin.handleDigest }) ?? false {
                found.append(.handleSwapped(person, pinnedAt: pin.sequence))
            }
            if let grants = trust.grants[person] { found += register.findings(grants, of: person) }
        }
        for (person, key) in trust.certain.sorted(by: { $0.key < $1.key }) {
            guard let pin = register.members[person], pin.key != key else { continue }
            found.append(.keyNotMine(person, pinnedAt: pin.sequence))
        }
        return found
    }
}
