// A person's hand: signs entries and checkpoints of one workspace, and nothing else.
import Crypto
import Foundation
import ReviewCore

/// An Ed25519 public key: 32 bytes.
public struct AuditKey: Sendable, Hashable {
    public let bytes: Data

    /// `nil` unless there are 32 bytes.
    public init?(_ bytes: Data) {
        guard bytes.count == 32 else { return nil }
        self.bytes = Data(bytes)
    }

    /// `nil` where no signature can be checked with it.
    var verifying: Curve25519.Signing.PublicKey? {
        try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
    }
}

/// Signs what one person does in one workspace.
///
/// A store is handed this, not the keys: it can have an event signed in the place the log gives
/// it, which is known only inside the transaction that writes it, and can have nothing else
/// signed. A signature takes some tens of microseconds, while the write lock is held for a disk
/// sync anyway; signed outside, two writers would race for a place and one would sign again.
public struct AuditSigner: Sendable, Redacted {
    public let person: PersonID
    public let workspace: WorkspaceID
    private let keys: PersonalKeys

    init(person: PersonID, workspace: WorkspaceID, keys: PersonalKeys) {
        self.person = person
        self.workspace = workspace
        self.keys = keys
    }

    public var publicKeys: PublicKeys { keys.publicKeys }

    /// The key that this person's signatures are checked with.
    public var key: AuditKey? { AuditKey(keys.publicKeys.signing) }

    /// Signs an event in its place.
    public func sign(
        _ event: AuditEvent, at time: Timestamp, sequence: Int64, after previous: MerkleHash
    ) throws(AuditLogError) -> SignedAuditEntry {
        let bytes = AuditEntryFormat.encode(
            AuditEntry(
                sequence: sequence, at: time, actor: person, previous: previous, event: event))
        let signature = try sign(AuditEntry.message(bytes, in: workspace))
        return SignedAuditEntry(bytes: bytes, signature: signature)
    }

    /// A checkpoint of this workspace's log. Sign only a head that was read from the log.
    public func checkpoint(_ head: TreeHead) throws(AuditLogError) -> SignedNote {
        try note(Checkpoint(origin: Checkpoint.origin(of: workspace), head: head))
    }

    /// A note to oneself: the log was checked up to here and found sound.
    public func memory(ofVerifying head: TreeHead) throws(AuditLogError) -> SignedNote {
        try note(Checkpoint(origin: Checkpoint.memoryOrigin(of: workspace), head: head))
    }

    /// The head that a note to oneself vouches for; `nil` unless it is one's own, and of this log.
    public func verifiedHead(in memory: Data) -> TreeHead? {
        head(in: memory, of: Checkpoint.memoryOrigin(of: workspace))
    }

    private func head(in memory: Data, of origin: String) -> TreeHead? {
        guard let key, let note = try? SignedNote(parsing: memory),
            note.isSigned(byOneOf: [key]), let checkpoint = try? Checkpoint(note),
            checkpoint.origin == origin
        else { return nil }
        return checkpoint.head
    }

    /// A note to oneself: the ledger was read up to here and found sound.
    public func memory(ofReading end: LedgerEnd) throws(AuditLogError) -> SignedNote {
        try note(
            Checkpoint(
                origin: Checkpoint.peopleOrigin(of: workspace),
                head: TreeHead(size: end.count, root: end.leaf)))
    }

    /// The end that a note to oneself vouches for; `nil` unless it is one's own, and of this
    /// ledger.
    public func readEnd(in memory: Data) -> LedgerEnd? {
        head(in: memory, of: Checkpoint.peopleOrigin(of: workspace))
            .map { LedgerEnd(count: $0.size, leaf: $0.root) }
    }

    private func note(_ checkpoint: Checkpoint) throws(AuditLogError) -> SignedNote {
        guard let key else { throw .unsignable }
        let signature = NoteSignature(
            name: checkpoint.origin,
            keyID: NoteSignature.keyID(name: checkpoint.origin, key: key),
            signature: try sign(Data(checkpoint.text.utf8)))
        return SignedNote(text: checkpoint.text, signatures: [signature])
    }

    /// Messages begin with a label of their own, so that none passes for another.
    func sign(_ message: Data) throws(AuditLogError) -> Data {
        do {
            return try keys.signing.signature(for: message)
        } catch {
            throw .unsignable
        }
    }
}

extension PersonalKeys {
    /// The hand of whoever these keys belong to.
    public func auditSigner(for person: PersonID, in workspace: WorkspaceID) -> AuditSigner {
        AuditSigner(person: person, workspace: workspace, keys: self)
    }
}

extension PublicKeys {
    /// What the log says of a person's keys when they come: the key to sign with, and the digest
    /// of both.
    public var auditFacts: [AuditFact] {
        let pin = AuditKey(signing).map { [AuditFact.signingKey($0)] } ?? []
        return pin + [.digest(.publicKeys, .digest(of: agreement + signing))]
    }
}
