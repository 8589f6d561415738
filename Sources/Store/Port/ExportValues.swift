// What goes through the port about exports: which clips left in which, and under which names.
import Foundation
import ReviewCore
import Vault

/// An export that is about to begin.
public struct ExportEntry: Sendable {
    public var id: UUID
    public var queue: QueueID
    public var format: AuditFormat
    /// The export's own key and its manifest's file name, sealed (`ExportSealing`).
    public var sealedKey: Data
    public var manifest: Data

    public init(
        id: UUID, queue: QueueID, format: AuditFormat, sealedKey: Data, manifest: Data
    ) {
        self.id = id
        self.queue = queue
        self.format = format
        self.sealedKey = sealedKey
        self.manifest = manifest
    }
}

/// What became of an export that was about to leave.
public enum ExportAnswer: Sendable, Equatable {
    case recorded
    /// So many of its clips were withdrawn, held, erased or marked for deletion since they were
    /// read: nothing was recorded, and the export must not leave.
    case overtaken(Int)
}

/// How far an export came.
public enum ExportStanding: String, Sendable, Codable {
    /// Under way, or killed and not yet found.
    case begun
    case made
    /// It ended before it left. Where it was killed, what it had written lay there until it was
    /// found; so what clips were called in it is kept as for one that left.
    case unfinished
}

/// An export that left, or was to.
public struct StoredExport: Sendable, Equatable {
    public let id: UUID
    /// The name of the queue it was made of.
    public let queue: String
    public let format: AuditFormat
    /// The handle of who made it.
    public let person: String?
    public let standing: ExportStanding
    /// When it left; where it did not, when it was begun.
    public let at: Timestamp
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
        /// Records and logs that an export is begun. Call it before the first clip is opened.
        public var begin: @Sendable (ExportEntry, Timestamp) throws(StoreError) -> Void
        /// Keeps what clips are called in an export under way, sealed. Call it before they are
        /// opened: one that is killed can be called back too.
        public var name:
            @Sendable (_ export: UUID, [(clip: ClipID, name: Data)]) throws(StoreError) -> Void
        /// Records that an export is made, and logs it, when each of its clips may still leave:
        /// asked of all of them once more in this transaction. Call it last before anything leaves.
        ///
        /// `without` are clips that were named and stay behind, `written` and `leftOut` count those
        /// that leave and that do not.
        public var finish:
            @Sendable (
                _ export: UUID, _ without: [ClipID], _ written: Int, _ leftOut: Int, Timestamp
            ) throws(StoreError) -> ExportAnswer
        /// Records and logs that an export ended unmade. `traceless`: it took back itself what it
        /// had written, so there is nothing to call back. False where there is none under way.
        public var giveUp:
            @Sendable (_ export: UUID, _ traceless: Bool, Timestamp) throws(StoreError) -> Bool
        /// Every export, oldest first.
        public var list: @Sendable () throws(StoreError) -> [StoredExport]

        public init(
            sealingKey: @escaping @Sendable () throws(StoreError) -> Data?,
            keepSealingKey: @escaping @Sendable (Data) throws(StoreError) -> Void,
            begin: @escaping @Sendable (ExportEntry, Timestamp) throws(StoreError) -> Void,
            name:
                @escaping @Sendable (UUID, [(clip: ClipID, name: Data)]) throws(StoreError)
                -> Void,
            finish:
                @escaping @Sendable (UUID, [ClipID], Int, Int, Timestamp) throws(StoreError)
                -> ExportAnswer,
            giveUp: @escaping @Sendable (UUID, Bool, Timestamp) throws(StoreError) -> Bool,
            list: @escaping @Sendable () throws(StoreError) -> [StoredExport]
        ) {
            self.sealingKey = sealingKey
            self.keepSealingKey = keepSealingKey
            self.begin = begin
            self.name = name
            self.finish = finish
            self.giveUp = giveUp
            self.list = list
        }
    }
}
