// Brings clips in: read, checked, sealed, written, stored, a batch at a time.
import AudioEngine
import Foundation
import Interchange
import ReviewCore
import Store
import Synchronization
import Vault

/// What an import did.
public struct ImportReport: Sendable, Equatable, Codable {
    public var queue: String
    public var format: String
    /// Clips that are new in the queue.
    public var added = 0
    /// Clips the queue held already.
    public var known = 0
    /// Records left out, each of which was named.
    public var leftOut = 0
    public var interrupted = false
    /// Fields the format allows and Earshot does not keep, and how often they came.
    public var droppedFields: [String: Int] = [:]
}

/// How far an import has come.
public struct ImportProgress: Sendable {
    public var done: Int
    public var fraction: Double?
}

/// Brings the clips of one source into one queue.
///
/// A batch's sound is on disk before the batch is in the database, and a batch is stored whole or
/// not at all: an import that was killed and is run again goes on where it was.
public struct Importer {
    /// Records that are read, sealed and stored together.
    static let batchSize = 256

    private let seat: Seat
    private let queue: Queue
    private let isCancelled: () -> Bool

    public init(seat: Seat, queue: Queue, isCancelled: @escaping () -> Bool = { false }) {
        self.seat = seat
        self.queue = queue
        self.isCancelled = isCancelled
    }

    /// Runs the import. `onProblem` hears of each record left out, with a line safe to print.
    public func run(
        path: String, format: ManifestFormat?, onProgress: (ImportProgress) -> Void,
        onProblem: (String) -> Void
    ) throws -> ImportReport {
        let reader = try ManifestReader(path: path, format: format, locale: queue.locale)
        var report = ImportReport(queue: queue.name, format: reader.format.rawValue)
        var batch: [Arrival] = []
        while let item = reader.next(), !isCancelled() {
            switch item {
            case .problem(let problem):
                report.leftOut += 1
                onProblem(problem.description)
            case .clip(let clip, let place):
                batch.append(Arrival(clip: vouched(clip, reader.format), place: place))
            }
            guard batch.count == Self.batchSize else { continue }
            try take(&batch, into: &report, onProblem)
            onProgress(
                ImportProgress(
                    done: report.added + report.known + report.leftOut,
                    fraction: reader.progress.fraction))
        }
        if !isCancelled() { try take(&batch, into: &report, onProblem) }
        report.interrupted = isCancelled()
        report.droppedFields = reader.droppedFields
        return report
    }

    /// Formats without a word for consent come with the importer's own.
    private func vouched(_ clip: IncomingClip, _ format: ManifestFormat) -> IncomingClip {
        guard format != .earshot, clip.consent == nil else { return clip }
        var clip = clip
        clip.consent = Consent(id: "importer", granted: true)
        return clip
    }

    // MARK: - A batch

    private struct Arrival: Sendable {
        let clip: IncomingClip
        let place: ImportProblem.Place
    }

    private enum Sealing: Sendable {
        case sealed(SealedClip, Data)
        case refused(String)
    }

    private func take(
        _ batch: inout [Arrival], into report: inout ImportReport, _ onProblem: (String) -> Void
    ) throws {
        defer { batch.removeAll(keepingCapacity: true) }
        let digests = try batch.map {
            try seat.vault.sourceDigest(of: $0.clip.sourceID, in: queue.id)
        }
        let known = try seat.store.queues.knownSources(queue.id, digests)
        report.known += digests.count { known.contains($0) }
        let fresh = zip(batch, digests).filter { !known.contains($0.1) }.map(\.0)

        var clips: [SealedClip] = []
        var sounds: [(clip: ClipID, sealed: Data)] = []
        var places: [String] = []
        for (arrival, sealing) in zip(fresh, try sealAll(fresh)) {
            switch sealing {
            case .refused(let reason):
                report.leftOut += 1
                onProblem(reason)
            case .sealed(let clip, let sound):
                clips.append(clip)
                sounds.append((clip.id, sound))
                places.append(arrival.place.description)
            }
        }
        try store(clips, sounds, places, &report, onProblem)
    }

    private func store(
        _ clips: [SealedClip], _ sounds: [(clip: ClipID, sealed: Data)], _ places: [String],
        _ report: inout ImportReport, _ onProblem: (String) -> Void
    ) throws {
        guard !clips.isEmpty else { return }
        try seat.workspace.audioFiles.write(sounds)
        let verdicts = try seat.store.queues.ingest(queue.id, clips, .now)
        var orphans: [ClipID] = []
        for (index, verdict) in verdicts.enumerated() {
            switch verdict {
            case .added: report.added += 1
            case .known:
                report.known += 1
                orphans.append(clips[index].id)
            case .refused(let refusal):
                report.leftOut += 1
                orphans.append(clips[index].id)
                onProblem("\(places[index]): \(refusal)")
            }
        }
        try seat.workspace.audioFiles.delete(orphans)
    }

    /// Reads, checks and seals on every core; results keep the batch's order.
    private func sealAll(_ arrivals: [Arrival]) throws -> [Sealing] {
        let results = Mutex<[Sealing?]>(Array(repeating: nil, count: arrivals.count))
        let failure = Mutex<(any Error)?>(nil)
        let now = Timestamp.now
        let (seat, queue) = (seat, queue)
        DispatchQueue.concurrentPerform(iterations: arrivals.count) { index in
            do {
                let sealing = try Self.seal(arrivals[index], seat, queue, now)
                results.withLock { $0[index] = sealing }
            } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return results.withLock { $0.compactMap(\.self) }
    }

    private static func seal(
        _ arrival: Arrival, _ seat: Seat, _ queue: Queue, _ now: Timestamp
    ) throws -> Sealing {
        let sound: ImportedSound
        do {
            sound = try ImportedSound(arrival.clip.audio, at: arrival.place)
        } catch let problem as ImportProblem {
            return .refused(problem.description)
        } catch let error as DecodeError {
            return .refused("\(arrival.place): \(error)")
        }
        var clip = arrival.clip
        clip.duration = sound.duration
        var random = SystemRandomNumberGenerator()
        let id = ClipID(at: now, using: &random)
        let (sealed, bytes) = try seat.vault.seal(clip, as: id, in: queue.id, audio: sound.bytes)
        return .sealed(sealed, bytes)
    }
}
