// The disk's side of an import: keeps one sealed batch while the next is being sealed.
import Foundation
import Interchange
import ReviewCore
import Store
import Synchronization
import Vault

/// Clips ready to be stored, each with its sound and its place in the source.
struct SealedBatch: Sendable {
    var clips: [SealedClip] = []
    var sounds: [(clip: ClipID, sealed: Data)] = []
    var places: [ImportProblem.Place] = []
    /// What the clips were sealed with.
    let vault: ClipVault

    init(vault: ClipVault) {
        self.vault = vault
    }

    mutating func append(_ clip: SealedClip, _ sound: Data, from place: ImportProblem.Place) {
        clips.append(clip)
        sounds.append((clip.id, sound))
        places.append(place)
    }
}

/// What became of a batch's clips.
struct KeptBatch: Sendable {
    var added = 0
    var known = 0
    /// Clips that were left out.
    var leftOut: [LeftOutRecord] = []
}

/// Writes a batch's sound, waits until it is on disk, then stores the batch, on a thread of its
/// own. One batch at a time: whoever gives the next one waits for the one before.
final class BatchKeeper: Sendable {
    private let seat: Seat
    private let queue: QueueID
    private let worker = Worker("import")
    private let outcome = Mutex<Result<KeptBatch, any Error>?>(nil)

    init(seat: Seat, queue: QueueID) {
        self.seat = seat
        self.queue = queue
    }

    /// Begins to keep `batch`, and answers what became of the one before.
    func keep(_ batch: SealedBatch) throws -> KeptBatch {
        let before = try finish()
        worker.run { [self] in
            let result = Result { try store(batch) }
            outcome.withLock { $0 = result }
        }
        return before
    }

    /// Waits for the batch under way; empty when there is none.
    func finish() throws -> KeptBatch {
        worker.finish {}
        let result = outcome.withLock { outcome in
            defer { outcome = nil }
            return outcome
        }
        return try result?.get() ?? KeptBatch()
    }

    private func store(_ batch: SealedBatch) throws -> KeptBatch {
        var kept = KeptBatch()
        guard !batch.clips.isEmpty else { return kept }
        try seat.workspace.audioFiles.write(batch.sounds)
        let verdicts: [IngestVerdict]
        do {
            verdicts = try ingest(batch)
        } catch {
            // No clip owns this sound now; what cannot be removed, the next import sweeps.
            try? seat.workspace.audioFiles.delete(batch.sounds.map(\.clip))
            throw error
        }
        var orphans: [ClipID] = []
        for (index, verdict) in verdicts.enumerated() {
            switch verdict {
            case .added:
                kept.added += 1
                continue
            case .known: kept.known += 1
            case .refused(let refusal):
                kept.leftOut.append(LeftOutRecord(refusal, at: batch.places[index]))
            }
            orphans.append(batch.clips[index].id)
        }
        try seat.workspace.audioFiles.delete(orphans)
        return kept
    }

    /// Keys may be rotated while a batch is on its way: its data keys are wrapped anew under the
    /// newest, and it is offered again. Whoever lost the role meanwhile is refused.
    private func ingest(_ batch: SealedBatch) throws -> [IngestVerdict] {
        var clips = batch.clips
        for _ in 1..<Self.attempts {
            if let verdicts = try offer(clips) { return verdicts }
            try seat.renewKeys()
            clips = try renewed(batch)
        }
        return try seat.store.queues.ingest(queue, clips, .now)
    }

    private static let attempts = 20

    /// `nil` where the clips are wrapped under keys that others took the place of.
    private func offer(_ clips: [SealedClip]) throws -> [IngestVerdict]? {
        do {
            return try seat.store.queues.ingest(queue, clips, .now)
        } catch {
            guard error == StoreError(.staleKeys) else { throw error }
            return nil
        }
    }

    private func renewed(_ batch: SealedBatch) throws -> [SealedClip] {
        let newest = seat.vault.keyring
        return try batch.clips.map { clip in
            var clip = clip
            for (index, wrapped) in clip.wrappedKeys.enumerated() {
                let key = try batch.vault.keyring.rewrap(wrapped, for: clip.id, into: newest)
                if let key { clip.wrappedKeys[index] = key }
            }
            return clip
        }
    }
}
