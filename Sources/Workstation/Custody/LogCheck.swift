// Checks a workspace's log from its first entry to its last, page by page.
import Foundation
import ReviewCore
import Store
import Vault

/// What a check of a workspace's log did and found.
public struct LogCheckResult: Sendable {
    public let report: AuditReport
    /// Entries whose signatures this person had found good before, and whose hash is unchanged.
    public let rememberedEntries: Int64
    public let seconds: Double
    public let wasInterrupted: Bool
}

/// Reads the log and says what is wrong with it.
public struct LogCheck {
    private let workspace: Workspace
    private let keeper: LogKeeper?
    private let isCancelled: () -> Bool

    /// Entries read and checked together: enough for every core, little memory.
    private static let pageLength = 4096

    /// - Parameter seat: whoever checks; without one, nothing is held against one's own key.
    public init(
        _ workspace: Workspace, seat: Seat?, isCancelled: @escaping () -> Bool = { false }
    ) {
        self.init(workspace, keeper: seat?.log, isCancelled: isCancelled)
    }

    /// - Parameter keeper: of whoever checks, where the log may not let them take a seat.
    public init(
        _ workspace: Workspace, keeper: LogKeeper?,
        isCancelled: @escaping () -> Bool = { false }
    ) {
        self.workspace = workspace
        self.keeper = keeper
        self.isCancelled = isCancelled
    }

    /// - Parameters:
    ///   - inFull: check every signature, also those that were checked before.
    ///   - others: checkpoints kept elsewhere.
    ///   - founder: the key the log must have been begun with, where it is known.
    public func run(
        inFull: Bool, against others: [KeptCheckpoint] = [], founder: AuditKey? = nil,
        onProgress: (_ done: Int64, _ of: Int64) -> Void
    ) throws -> LogCheckResult {
        let started = ContinuousClock.now
        let remembered = inFull ? nil : keeper?.verifiedHead()
        var (report, complete) = try check(
            against: others, founder: founder, after: remembered, onProgress)
        var spared = remembered?.size ?? 0
        if complete, !report.pastIsVerified {
            // The past is not the one that was found good: every signature counts again.
            (report, complete) = try check(
                against: others, founder: founder, after: nil, onProgress)
            spared = 0
        }
        if complete, report.isSound { try? keeper?.remember(verified: report.head) }
        return LogCheckResult(
            report: report, rememberedEntries: spared,
            seconds: (ContinuousClock.now - started) / .seconds(1), wasInterrupted: !complete)
    }

    private func check(
        against others: [KeptCheckpoint], founder: AuditKey?, after remembered: TreeHead?,
        _ onProgress: (Int64, Int64) -> Void
    ) throws -> (AuditReport, isComplete: Bool) {
        // Checkpoints first, length second: others may be writing, and no honest checkpoint may
        // seem to be ahead.
        let checkpoints = try CheckpointFiles(of: workspace.directory).kept() + own() + others
        let receipts = ReceiptFiles(of: workspace.directory)
        let glasses = try workspace.store.glasses.list()
        let (size, trust) = try tables(founder: founder)
        var verifier = AuditVerifier(
            workspace: workspace.id, trust: trust, checkpoints: checkpoints,
            receipts: try receipts.kept(), verifiedBefore: remembered)
        var next: Int64? = 0
        while let from = next, from < size {
            guard !isCancelled() else { return (verifier.finish(), false) }
            let limit = min(Int64(Self.pageLength), size - from)
            let page = try workspace.store.audit.page(AuditFilter(), from, Int(limit))
            verifier.take(page.entries)
            next = page.next
            onProgress(min(from + limit, size), size)
        }
        let report = verifier.finish(
            receiptsThere: try receipts.names(),
            glasses: (before: glasses, after: try workspace.store.glasses.list()))
        return (report, true)
    }

    /// The last entry's place; asked of the entries, since a damaged tree has no head.
    private func length() throws -> Int64 {
        try workspace.store.audit.length()
    }

    private func own() throws -> [KeptCheckpoint] {
        guard let keeper, let seen = keeper.seen() else { return [] }
        let note = try keeper.signer.checkpoint(seen)
        return [KeptCheckpoint(name: "you last saw", bytes: Data(note.serialized.utf8))]
    }

    /// The tables of people and keys, with a length of the log that they belong to: what a
    /// colleague changes at this moment is in both or in neither.
    private func tables(founder: AuditKey?) throws -> (size: Int64, trust: AuditTrust) {
        var size = try length()
        for _ in 0..<Self.attempts {
            let trust = try trust(founder: founder)
            let after = try length()
            guard try changesPeople(from: size, to: after) else { return (after, trust) }
            size = after
        }
        return (size, try trust(founder: founder))
    }

    private static let attempts = 20

    private func changesPeople(from start: Int64, to end: Int64) throws -> Bool {
        guard start < end else { return false }
        return try workspace.store.audit.page(AuditFilter(), start, Int(end - start)).entries
            .contains { AuditEntryFormat.action(in: $0.entry.bytes)?.isOfPeople ?? true }
    }

    private func trust(founder: AuditKey?) throws -> AuditTrust {
        let members = try workspace.store.people.list()
        let register = members.compactMap { member in
            AuditKey(member.keys.signing).map { (member.person.id, $0) }
        }
        let own = keeper.flatMap { keeper in
            keeper.signer.key.map { [keeper.signer.person: $0] }
        }
        return AuditTrust(
            register: Dictionary(register, uniquingKeysWith: { first, _ in first }),
            roles: Dictionary(
                members.map { ($0.person.id, $0.person.roles) },
                uniquingKeysWith: { first, _ in first }),
            clearances: Dictionary(
                members.map { ($0.person.id, $0.person.clearances) },
                uniquingKeysWith: { first, _ in first }),
            handles: Dictionary(
                members.map { ($0.person.id, $0.person.handleDigest) },
                uniquingKeysWith: { first, _ in first }),
            grants: Dictionary(
                try members.map { ($0.person.id, try workspace.store.people.grants($0.person.id)) },
                uniquingKeysWith: { first, _ in first }),
            certain: own ?? [:], founder: founder)
    }
}
