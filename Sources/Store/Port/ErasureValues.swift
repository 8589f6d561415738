// What goes through the port when clips are erased: requests, steps, receipts.
import Foundation
import ReviewCore

/// How far the erasure of a clip has come. Each step is recorded when it is done, can be done
/// again, and is done of a clip only when the one before it is.
public enum ErasureStep: Int, Sendable, CaseIterable {
    /// Asked for, and waiting for a legal hold to end.
    case deferred = 0
    /// Logged; out of queues and hands, drafts gone.
    case requested = 1
    /// Its data keys are gone: nothing sealed of it opens any more.
    case keysDestroyed = 2
    /// Sealed fields, annotations' content, and codes about the person are gone.
    case contentsErased = 3
    /// Its sound is off the disk.
    case soundRemoved = 4
    /// What it was called in exports is on their lists of what to take out.
    case namesListed = 5
    /// The database holds no remains of it in pages that nothing uses.
    case remainsCleared = 6
    /// A receipt names it.
    case receipted = 7
}

/// Why clips are erased.
public enum ErasureReason: String, Sendable, Codable, CaseIterable {
    /// Somebody asked for it (GDPR Art. 17).
    case request
    /// Their time is over.
    case retention
}

/// A wish to have clips erased.
public struct ErasureRequest: Sendable, Equatable {
    /// Which clips.
    public enum Scope: Sendable, Equatable {
        case asked([CustodySubject], [ClipID])
        /// Clips of a queue that came in by `cameBefore` (`nil` is none), and accidental wake-ups
        /// heard as such by `accidentalBefore`; at most `limit`, oldest first. What is held or
        /// carries a flag of P0 to P2 stays.
        case expired(
            QueueID, cameBefore: Timestamp?, accidentalBefore: Timestamp, limit: Int)
    }

    /// Made by whoever asks, so that a second try is the same request.
    public var id: UUID
    public var scope: Scope
    /// Said by whoever asks, knowing that clips among them carry a flag of P0 to P2: without it
    /// nothing is asked for. Retention leaves those out, whatever is said.
    public var althoughFlagged: Bool
    /// Said of a clock that the log speaks against; retention goes by the clock alone.
    public var clockIsRight: Bool

    public init(
        id: UUID = UUID(), scope: Scope, althoughFlagged: Bool = false, clockIsRight: Bool = false
    ) {
        self.id = id
        self.scope = scope
        self.althoughFlagged = althoughFlagged
        self.clockIsRight = clockIsRight
    }

    var reason: ErasureReason {
        switch scope {
        case .asked: .request
        case .expired: .retention
        }
    }
}

/// What a request to erase did, or would do.
public struct ErasureAnswer: Sendable, Equatable {
    /// Clips that go now; out of everybody's reach when this is said.
    public var clips = 0
    /// Of these, clips that were in somebody's hands, and clips that left in some export.
    public var inHands = 0
    public var exported = 0
    /// Clips under a legal hold, which go when it ends.
    public var deferred = 0
    /// Of all these, clips with a flag of P0 to P2.
    public var flagged = 0
    /// Clips named that are erased, or are to be, by an earlier request.
    public var already = 0
    /// Clips named that are not here.
    public var unknown: [ClipID] = []

    public init() {}
}

/// An erasure of which something is left to do.
public struct OpenErasure: Sendable, Equatable {
    public let id: UUID
    public let reason: ErasureReason
    /// The handle of who asked.
    public let person: String?
    public let requestedAt: Timestamp
    /// Clips on their way, and clips that wait for a hold to end.
    public let clips: Int
    public let deferred: Int
    /// Clips whose names in exports only somebody with the `border` class can list.
    public let awaitingNames: Int
    /// Clips whose keys stay until somebody with the `location` class has had the cells forget them.
    public let awaitingCells: Int
}

/// What a clip that is being erased was called in an export, sealed.
public struct SealedExportName: Sendable, Equatable {
    public let export: UUID
    public let sealedKey: Data
    public let manifest: Data
    public let clip: ClipID
    public let name: Data
}

/// A name to be taken out of an export.
public struct Tombstone: Sendable, Equatable {
    public let export: UUID
    /// The clip it was the name of; absent when read back.
    public let clip: ClipID?
    public let name: String
    /// The file name of the export's manifest.
    public let manifest: String
    /// Absent before it is kept.
    public let erasure: UUID?
    public let buriedAt: Timestamp?

    public init(
        export: UUID, clip: ClipID?, name: String, manifest: String, erasure: UUID? = nil,
        buriedAt: Timestamp? = nil
    ) {
        self.export = export
        self.clip = clip
        self.name = name
        self.manifest = manifest
        self.erasure = erasure
        self.buriedAt = buriedAt
    }
}

/// Clips of one erasure that are gone and have no receipt yet.
public struct ErasedPart: Sendable, Equatable {
    public let erasure: UUID
    /// Counted from 1: what waited for a hold has a receipt of its own.
    public let part: Int
    public let reason: ErasureReason
    public let requestedBy: PersonID?
    public let requestedAt: Timestamp
    public let subjects: [CustodySubject]
    public let clips: [ClipID]
    /// Clips that still wait for a hold to end.
    public let deferred: [ClipID]
    public let keys: Int
    public let fields: Int
    public let annotations: Int
    /// How many names were listed, by export.
    public let names: [UUID: Int]
}

/// A receipt as kept: the very bytes of its file.
public struct StoredReceipt: Sendable, Equatable {
    public let erasure: UUID
    public let part: Int
    public let bytes: Data

    public init(erasure: UUID, part: Int, bytes: Data) {
        self.erasure = erasure
        self.part = part
        self.bytes = bytes
    }
}
