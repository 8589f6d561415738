// What a check of the log starts from: the keys that are known from elsewhere than the log.
import Foundation
import ReviewCore

/// Keys to hold the log against.
///
/// The log itself says which key each person came with. The register of people is in the same
/// database and proves nothing; it is compared, so that a key exchanged or a role put into it
/// shows. What is certain comes from outside the database: key files, and whoever the reader trusts.
public struct AuditTrust: Sendable {
    /// Signing keys as the register of people has them now.
    public var register: [PersonID: AuditKey]
    /// Roles as the register has them now; left out where nobody knows them.
    public var roles: [PersonID: Set<Role>]
    /// Clearances as the register has them now; left out where nobody knows them.
    public var clearances: [PersonID: Set<Clearance>]
    /// Handles as the register has them now, by `Person.handleDigest`.
    public var handles: [PersonID: MerkleHash]
    /// Grants as the database has them now, of everybody in it; absent where nobody asked.
    public var grants: [PersonID: [KeyGrant]]
    /// Keys known for certain, such as one's own from one's key file.
    public var certain: [PersonID: AuditKey]
    /// The key the log must have been begun with, where it is known.
    public var founder: AuditKey?
    /// What the database has of holds and opt-outs; `nil` where that is not compared.
    public var custody: CustodyMarks?

    public init(
        register: [PersonID: AuditKey], roles: [PersonID: Set<Role>] = [:],
        clearances: [PersonID: Set<Clearance>] = [:],
        handles: [PersonID: MerkleHash] = [:], grants: [PersonID: [KeyGrant]] = [:],
        certain: [PersonID: AuditKey] = [:], founder: AuditKey? = nil, custody: CustodyMarks? = nil
    ) {
        self.register = register
        self.roles = roles
        self.clearances = clearances
        self.handles = handles
        self.grants = grants
        self.certain = certain
        self.founder = founder
        self.custody = custody
    }
}

/// A checkpoint that was kept, under the name of its file.
public struct KeptCheckpoint: Sendable {
    public let name: String
    public let bytes: Data

    public init(name: String, bytes: Data) {
        self.name = name
        self.bytes = bytes
    }
}

/// An entry as a store has it.
public struct StoredAuditEntry: Sendable, Hashable {
    public let sequence: Int64
    public let entry: SignedAuditEntry
    /// The hashes kept beside it: `MerklePlace.hashes(completedBy:)`, one after the other.
    public let hashes: Data

    public init(sequence: Int64, entry: SignedAuditEntry, hashes: Data) {
        self.sequence = sequence
        self.entry = entry
        self.hashes = hashes
    }
}

/// What a check found.
public struct AuditReport: Sendable, Equatable {
    /// The log as it was recomputed from its entries.
    public let head: TreeHead
    /// Checkpoints that are signed by somebody known and agree with the log.
    public let checkpointsAgreeing: Int
    /// Receipts of erasures that are there, unchanged.
    public let receiptsAgreeing: Int
    public let signaturesChecked: Int64
    /// False where signatures were left out for the sake of an earlier check, and the log is not
    /// the one that was checked then.
    public let pastIsVerified: Bool
    /// Where the clock went back; no finding.
    public let clockSteps: ClockSteps?
    /// In the order of the entries they are about; those about no entry last.
    public let findings: [AuditFinding]
    /// Findings beyond those listed.
    public let more: Int

    public var isSound: Bool { findings.isEmpty && pastIsVerified }
}
