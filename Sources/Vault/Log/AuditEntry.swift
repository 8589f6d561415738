// An entry of the log: what happened, when, by whom, and what stands before it.
import Foundation
import ReviewCore

/// One entry, with its place in the log.
///
/// It names the leaf hash of the entry before it: whoever signs an entry signs everything before
/// it too, so that nobody's past can be changed without everybody who came later.
public struct AuditEntry: Sendable, Hashable {
    /// Counts from 0, without gaps.
    public let sequence: Int64
    public let at: Timestamp
    public let actor: PersonID
    /// Leaf hash of the entry before; `MerkleHash.zero` in the first.
    public let previous: MerkleHash
    public let event: AuditEvent

    public init(
        sequence: Int64, at: Timestamp, actor: PersonID, previous: MerkleHash, event: AuditEvent
    ) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.previous = previous
        self.event = event
    }
}

/// An entry as it is kept: the bytes that were signed, and the signature.
///
/// Both are in the leaf, so that a signature cannot be exchanged for another that also fits.
public struct SignedAuditEntry: Sendable, Hashable {
    /// `AuditEntry`'s canonical encoding, or what a database says it is.
    public let bytes: Data
    /// Ed25519, 64 bytes.
    public let signature: Data

    public init(bytes: Data, signature: Data) {
        self.bytes = bytes
        self.signature = signature
    }

    /// The tree's leaf: SHA-256(0x00 || bytes || signature). The signature has a fixed length, so
    /// no other split hashes alike.
    public var leaf: MerkleHash { .leaf(bytes, signature) }
}

extension AuditEntry {
    /// What is signed: prefix, workspace and entry. The prefix begins with a length, as nothing
    /// else that is signed with these keys does without a label of its own; a signed note, which
    /// has no control characters, can never be taken for it.
    static func message(_ bytes: Data, in workspace: WorkspaceID) -> Data {
        var place = Place(label: "earshot log entry", format: AuditEntryFormat.version)
        place.add(workspace.uuid)
        return Data(place.bytes) + bytes
    }
}
