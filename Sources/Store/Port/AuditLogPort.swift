// The port's side of the audit log: signed entries that come with what they record.
import Foundation
import ReviewCore
import Vault

/// Writes one person's entries, and tells when a checkpoint is due.
public final class AuditScribe: Sendable {
    public let signer: AuditSigner
    private let every: Int64
    private let due: @Sendable () -> Void
    private let pending = Pending()

    /// - Parameters:
    ///   - every: a checkpoint is due each time the log has grown past a multiple of this.
    ///   - due: called after the commit, on the thread that wrote; may read the log.
    public init(
        _ signer: AuditSigner, checkpointEvery every: Int64 = 500,
        due: @escaping @Sendable () -> Void = {}
    ) {
        self.signer = signer
        self.every = max(1, every)
        self.due = due
    }

    /// `count` entries were written, and the log is now `size` long.
    func wrote(_ count: Int, size: Int64) {
        if size / every != (size - Int64(count)) / every { pending.set() }
    }

    /// The transaction is over. One that was taken back costs a checkpoint too many, no more.
    func settle() {
        if pending.take() { due() }
    }
}

/// Which entries are asked for; what is `nil` is not asked about.
public struct AuditFilter: Sendable, Hashable {
    public var actor: PersonID?
    public var action: AuditAction?
    public var since: Timestamp?
    public var subject: AuditSubject?

    public init(
        actor: PersonID? = nil, action: AuditAction? = nil, since: Timestamp? = nil,
        subject: AuditSubject? = nil
    ) {
        self.actor = actor
        self.action = action
        self.since = since
        self.subject = subject
    }
}

/// One page of the log; `next` is where the next one begins, `nil` at the log's end.
public struct AuditPage: Sendable, Equatable {
    public let entries: [StoredAuditEntry]
    public let next: Int64?

    public init(entries: [StoredAuditEntry], next: Int64?) {
        self.entries = entries
        self.next = next
    }
}

/// All that shows an entry to be in the log of a checkpoint, without the log.
public struct AuditProof: Sendable, Equatable {
    public let entry: SignedAuditEntry
    public let sequence: Int64
    public let head: TreeHead
    /// RFC 9162 audit path, from the leaf up.
    public let path: [MerkleHash]

    public init(
        entry: SignedAuditEntry, sequence: Int64, head: TreeHead, path: [MerkleHash]
    ) {
        self.entry = entry
        self.sequence = sequence
        self.head = head
        self.path = path
    }
}

extension ReviewStore {
    /// Who did what. Entries are written in the transaction of what they record, and never change.
    public struct Audit: Sendable {
        /// The same store, for one person: what is done through it is logged and signed. Where a
        /// log was begun, whatever should be logged is refused to a store without a scribe.
        public var signing: @Sendable (AuditScribe) -> ReviewStore
        /// Logs what no other call of the store does; all or nothing.
        public var append: @Sendable ([AuditEvent], _ now: Timestamp) throws(StoreError) -> Void
        /// One more than the last entry's sequence, whatever state the rest is in.
        public var length: @Sendable () throws(StoreError) -> Int64
        /// Holds and opt-outs as they are, and the log's length at the same moment.
        public var custody: @Sendable () throws(StoreError) -> (marks: CustodyMarks, length: Int64)
        /// How long the log is, and its root.
        public var head: @Sendable () throws(StoreError) -> TreeHead
        /// Entries from a sequence on, in order, looking at as many as `limit` or few more.
        public var page:
            @Sendable (AuditFilter, _ from: Int64, _ limit: Int) throws(StoreError) -> AuditPage
        /// That an entry is in the tree as it is now; `nil` where there is no such entry.
        public var inclusion: @Sendable (_ sequence: Int64) throws(StoreError) -> AuditProof?
        /// That the tree as it is now begins with the tree of the first `old` entries; `nil` where
        /// there are fewer.
        public var consistency:
            @Sendable (_ old: Int64) throws(StoreError) -> (head: TreeHead, path: [MerkleHash])?

        public init(
            signing: @escaping @Sendable (AuditScribe) -> ReviewStore,
            append: @escaping @Sendable ([AuditEvent], Timestamp) throws(StoreError) -> Void,
            length: @escaping @Sendable () throws(StoreError) -> Int64,
            custody:
                @escaping @Sendable () throws(StoreError) -> (marks: CustodyMarks, length: Int64),
            head: @escaping @Sendable () throws(StoreError) -> TreeHead,
            page:
                @escaping @Sendable (AuditFilter, Int64, Int) throws(StoreError) -> AuditPage,
            inclusion: @escaping @Sendable (Int64) throws(StoreError) -> AuditProof?,
            consistency:
                @escaping @Sendable (Int64) throws(StoreError)
                -> (head: TreeHead, path: [MerkleHash])?
        ) {
            self.signing = signing
            self.append = append
            self.length = length
            self.custody = custody
            self.head = head
            self.page = page
            self.inclusion = inclusion
            self.consistency = consistency
        }
    }
}
