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

extension ImportReport {
    fileprivate mutating func note(_ kept: KeptBatch, _ onProblem: (String) -> Void) {
        added += kept.added
        known += kept.known
        leftOut += kept.problems.count
        for problem in kept.problems { onProblem(problem) }
    }
}

/// How far an import has come.
public struct ImportProgress: Sendable {
    public var done: Int
    public var fraction: Double?
}

/// Brings the clips of one source into one queue.
///
/// A batch's sound is on disk before the batch is in the database, and a batch is stored whole or
/// not at all: an import that was killed and is run again goes on where it was. While one batch
/// goes to the disk, the next is read and sealed.
public struct Importer {
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
        let keeper = BatchKeeper(seat: seat, queue: queue.id)
        // Whatever goes wrong here, the batch that is on its way to the disk arrives.
        defer {
            _ = try? keeper.finish()
            seat.log.settle()
        }
        var report = ImportReport(queue: queue.name, format: reader.format.rawValue)
        var batch = ArrivalBatch()
        while let item = reader.next(), !isCancelled() {
            switch item {
            case .problem(let problem):
                report.leftOut += 1
                onProblem(problem.description)
            case .clip(let clip, let place):
                batch.append(Arrival(clip: vouched(clip, reader.format), place: place))
            }
            guard batch.isFull else { continue }
            let ready = try sealed(batch, &report, onProblem)
            report.note(try keeper.keep(ready), onProblem)
            batch = ArrivalBatch()
            onProgress(
                ImportProgress(
                    done: report.added + report.known + report.leftOut,
                    fraction: reader.progress.fraction))
        }
        if !isCancelled() {
            let ready = try sealed(batch, &report, onProblem)
            report.note(try keeper.keep(ready), onProblem)
        }
        report.note(try keeper.finish(), onProblem)
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

    private enum Sealing: Sendable {
        case sealed(SealedClip, Data)
        case refused(String)
    }

    /// Seals what the queue does not hold yet. What it holds, and what cannot be taken, is noted.
    private func sealed(
        _ batch: ArrivalBatch, _ report: inout ImportReport, _ onProblem: (String) -> Void
    ) throws -> SealedBatch {
        let arrivals = batch.arrivals
        let digests = try arrivals.map {
            try seat.vault.sourceDigest(of: $0.clip.sourceID, in: queue.id)
        }
        let known = try seat.store.queues.knownSources(queue.id, digests)
        report.known += digests.count { known.contains($0) }
        let fresh = zip(arrivals, digests).filter { !known.contains($0.1) }.map(\.0)

        var sealed = SealedBatch()
        for (arrival, sealing) in zip(fresh, try sealAll(fresh)) {
            switch sealing {
            case .refused(let reason):
                report.leftOut += 1
                onProblem(reason)
            case .sealed(let clip, let sound):
                sealed.append(clip, sound, from: arrival.place.description)
            }
        }
        return sealed
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
