// What goes through the port about exports: which clips left in which, and under which names.
import Foundation
import ReviewCore
import Vault

/// An export on its way out.
public struct ExportEntry: Sendable {
    public var id: UUID
    public var queue: QueueID
    public var format: AuditFormat
    /// The export's own key and its manifest's file name, sealed (`ExportSealing`).
    public var sealedKey: Data
    public var manifest: Data
    /// What each clip is called in it, sealed.
    public var names: [(clip: ClipID, name: Data)]
    /// Records that stay behind.
    public var leftOut: Int

    public init(
        id: UUID, queue: QueueID, format: AuditFormat, sealedKey: Data, manifest: Data,
        names: [(clip: ClipID, name: Data)] = [], leftOut: Int = 0
    ) {
        self.id = id
        self.queue = queue
        self.format = format
        self.sealedKey = sealedKey
        self.manifest = manifest
        self.names = names
        self.leftOut = leftOut
    }
}

/// What became of an export that was about to leave.
public enum ExportAnswer: Sendable, Equatable {
    case recorded
    /// So many of its clips were withdrawn, held, erased or marked for deletion since they were
    /// read: nothing was recorded, and the export must not leave.
    case overtaken(Int)
}

/// An export that left.
public struct StoredExport: Sendable, Equatable {
    public let id: UUID
    /// The name of the queue it was made of.
    public let queue: String
    public let format: AuditFormat
    /// The handle of who made it.
    public let person: String?
    public let madeAt: Timestamp
    public let clips: Int
    /// Records that are to be taken out of it.
    public let tombstones: Int
    public let sealedKey: Data
    public let manifest: Data
}

extension ReviewStore {
    /// What left the workspace, so that it can be called back.
    public struct Exports: Sendable {
        /// The public key that names are sealed to; `nil` before anything was imported.
        public var sealingKey: @Sendable () throws(StoreError) -> Data?
        /// Keeps that key; the first one stays.
        public var keepSealingKey: @Sendable (Data) throws(StoreError) -> Void
        /// Records an export, and logs it, when each of its clips may still leave: asked of all of
        /// them once more in this transaction. Call it last before anything leaves.
        public var record: @Sendable (ExportEntry, Timestamp) throws(StoreError) -> ExportAnswer
        /// Every export, oldest first.
        public var list: @Sendable () throws(StoreError) -> [StoredExport]

        public init(
            sealingKey: @escaping @Sendable () throws(StoreError) -> Data?,
            keepSealingKey: @escaping @Sendable (Data) throws(StoreError) -> Void,
            record:
                @escaping @Sendable (ExportEntry, Timestamp) throws(StoreError) -> ExportAnswer,
            list: @escaping @Sendable () throws(StoreError) -> [StoredExport]
        ) {
            self.sealingKey = sealingKey
            self.keepSealingKey = keepSealingKey
            self.record = record
            self.list = list
        }
    }
}
