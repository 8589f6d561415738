// The port, continued: how clips are erased, a step at a time.
import Foundation
import ReviewCore
import Vault

extension ReviewStore {
    /// Erasing clips. A request takes them out of everybody's reach; the steps after it are done
    /// by whoever comes by (`ErasureSaga`), and only of clips that a logged request named.
    ///
    /// One saga at a time: the steps are safe to repeat, not to race.
    public struct Erasures: Sendable {
        /// Asks for clips to be erased. From here on nobody is handed them, no submit of them is
        /// taken and no export has them. `dryRun` tells what would be done and does nothing.
        public var request:
            @Sendable (ErasureRequest, _ dryRun: Bool, Timestamp) throws(StoreError)
                -> ErasureAnswer
        /// What is under way or waits, oldest first.
        public var open: @Sendable () throws(StoreError) -> [OpenErasure]
        /// The next clips that came with a location whose cells still count their account; what
        /// waits for a hold is among them.
        public var cellsToForget: @Sendable (_ limit: Int) throws(StoreError) -> [SealedClip]
        /// Their cells were forgotten (`Disclosures.forgetCells`).
        public var cellsForgotten: @Sendable ([ClipID]) throws(StoreError) -> Void
        /// Destroys the data keys of the next clips; how many clips that were, 0 when none is left.
        public var destroyKeys: @Sendable (_ limit: Int) throws(StoreError) -> Int
        /// Erases sealed fields, annotations' content and codes about the person likewise.
        public var eraseContents: @Sendable (_ limit: Int) throws(StoreError) -> Int
        /// The next clips whose sound is to be removed from the disk.
        public var soundsToRemove: @Sendable (_ limit: Int) throws(StoreError) -> [ClipID]
        /// Their sound is gone, and the disk knows.
        public var soundsRemoved: @Sendable ([ClipID]) throws(StoreError) -> Void
        /// What the next clips were called in exports.
        public var namesToList: @Sendable (_ limit: Int) throws(StoreError) -> [SealedExportName]
        /// Keeps names as tombstones in place of their sealed form.
        public var bury: @Sendable ([Tombstone], Timestamp) throws(StoreError) -> Void
        /// Exports whose list is behind, each with everything on it.
        public var listsToWrite: @Sendable () throws(StoreError) -> [UUID: [Tombstone]]
        /// Those lists are on the disk.
        public var listsWritten: @Sendable () throws(StoreError) -> Void
        /// Builds the database anew, so that no page holds what was deleted, and empties its log.
        /// Others can read meanwhile; writers wait. Does nothing when nothing was erased.
        public var clearRemains: @Sendable () throws(StoreError) -> Void
        /// Clips that are gone and have no receipt yet.
        public var partsWithoutReceipt: @Sendable () throws(StoreError) -> [ErasedPart]
        /// Keeps a receipt and logs its digest; nothing when the part has one.
        public var finish:
            @Sendable (ErasedPart, _ receipt: Data, Timestamp) throws(StoreError)
                -> Void
        /// Every receipt, oldest first.
        public var receipts: @Sendable () throws(StoreError) -> [StoredReceipt]

        public init(
            request:
                @escaping @Sendable (ErasureRequest, Bool, Timestamp) throws(StoreError)
                -> ErasureAnswer,
            open: @escaping @Sendable () throws(StoreError) -> [OpenErasure],
            cellsToForget: @escaping @Sendable (Int) throws(StoreError) -> [SealedClip],
            cellsForgotten: @escaping @Sendable ([ClipID]) throws(StoreError) -> Void,
            destroyKeys: @escaping @Sendable (Int) throws(StoreError) -> Int,
            eraseContents: @escaping @Sendable (Int) throws(StoreError) -> Int,
            soundsToRemove: @escaping @Sendable (Int) throws(StoreError) -> [ClipID],
            soundsRemoved: @escaping @Sendable ([ClipID]) throws(StoreError) -> Void,
            namesToList: @escaping @Sendable (Int) throws(StoreError) -> [SealedExportName],
            bury: @escaping @Sendable ([Tombstone], Timestamp) throws(StoreError) -> Void,
            listsToWrite: @escaping @Sendable () throws(StoreError) -> [UUID: [Tombstone]],
            listsWritten: @escaping @Sendable () throws(StoreError) -> Void,
            clearRemains: @escaping @Sendable () throws(StoreError) -> Void,
            partsWithoutReceipt: @escaping @Sendable () throws(StoreError) -> [ErasedPart],
            finish: @escaping @Sendable (ErasedPart, Data, Timestamp) throws(StoreError) -> Void,
            receipts: @escaping @Sendable () throws(StoreError) -> [StoredReceipt]
        ) {
            self.request = request
            self.open = open
            self.cellsToForget = cellsToForget
            self.cellsForgotten = cellsForgotten
            self.destroyKeys = destroyKeys
            self.eraseContents = eraseContents
            self.soundsToRemove = soundsToRemove
            self.soundsRemoved = soundsRemoved
            self.namesToList = namesToList
            self.bury = bury
            self.listsToWrite = listsToWrite
            self.listsWritten = listsWritten
            self.clearRemains = clearRemains
            self.partsWithoutReceipt = partsWithoutReceipt
            self.finish = finish
            self.receipts = receipts
        }
    }
}
