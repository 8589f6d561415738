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
    /// Where consent is on file, for formats that carry none.
    public var consentBasis: String?
    /// Clips that are new in the queue.
    public var added = 0
    /// Clips the queue held already.
    public var known = 0
    /// Records left out.
    public var leftOut = 0
    /// The first thousand of them, and how many there are of each code.
    public var problems: [LeftOutRecord] = []
    public var problemCounts: [String: Int] = [:]
    public var interrupted = false
    /// Fields the format allows and Earshot does not keep, and how often they came.
    public var droppedFields: [String: Int] = [:]
}

extension ImportReport {
    fileprivate mutating func note(_ digest: ProblemDigest) {
        leftOut = digest.total
        problems = digest.listed
        problemCounts = digest.counts
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
    private let consentBasis: ConsentBasis?
    private let isCancelled: () -> Bool

    /// - Parameter consentBasis: needed for formats that have no word for consent.
    public init(
        seat: Seat, queue: Queue, consentBasis: ConsentBasis? = nil,
        isCancelled: @escaping () -> Bool = { false }
    ) {
        self.seat = seat
        self.queue = queue
        self.consentBasis = consentBasis
        self.isCancelled = isCancelled
    }

    /// Runs the import. `onProblem` hears of the first records left out for each reason, and at
    /// the end how many more there were, in lines safe to print.
    public func run(
        path: String, format: ManifestFormat?, onProgress: (ImportProgress) -> Void,
        onProblem: (String) -> Void
    ) throws -> ImportReport {
        let trade = try TradeData.load()
        guard let schema = trade.schema(named: queue.schema) else {
            throw TransferError.unknownSchema(queue: queue.name)
        }
        let reader = try ManifestReader(
            path: path, format: format, locale: queue.locale, codes: CodeBook(schema))
        try ConsentBasis.check(consentBasis, for: reader.format)
        // Whoever exports seals names for whoever erases, and has no key of the border.
        try seat.store.exports.keepSealingKey(try seat.vault.exportSealingKey())
        let keeper = BatchKeeper(seat: seat, queue: queue.id)
        // Whatever goes wrong here, the batch that is on its way to the disk arrives.
        defer {
            _ = try? keeper.finish()
            seat.log.settle()
        }
        var report = ImportReport(queue: queue.name, format: reader.format.rawValue)
        report.consentBasis = consentBasis?.code
        var digest = ProblemDigest()
        func note(_ records: [LeftOutRecord]) {
            for record in records { if let line = digest.note(record) { onProblem(line) } }
        }
        func note(_ kept: KeptBatch) {
            report.added += kept.added
            report.known += kept.known
            note(kept.leftOut)
        }
        var batch = ArrivalBatch()
        while let item = reader.next(), !isCancelled() {
            switch item {
            case .problem(let problem): note([LeftOutRecord(problem)])
            case .clip(let clip, let place):
                batch.append(Arrival(clip: onBasis(clip), place: place))
            }
            guard batch.isFull else { continue }
            let (ready, refused) = try sealed(
                batch, below: reader.audioRoot, trade.warnings, &report)
            note(refused)
            note(try keeper.keep(ready))
            batch = ArrivalBatch()
            onProgress(
                ImportProgress(
                    done: report.added + report.known + digest.total,
                    fraction: reader.progress.fraction))
        }
        if !isCancelled() {
            let (ready, refused) = try sealed(
                batch, below: reader.audioRoot, trade.warnings, &report)
            note(refused)
            note(try keeper.keep(ready))
        }
        note(try keeper.finish())
        for line in digest.unsaid { onProblem(line) }
        report.note(digest)
        report.interrupted = isCancelled()
        report.droppedFields = reader.droppedFields
        return report
    }

    /// Formats without a word for consent come on the basis the importer named.
    private func onBasis(_ clip: IncomingClip) -> IncomingClip {
        guard let consentBasis, clip.consent == nil else { return clip }
        var clip = clip
        clip.consent = consentBasis.consent
        return clip
    }

    // MARK: - A batch

    private enum Sealing: Sendable {
        case sealed(SealedClip, Data)
        case refused(LeftOutRecord)
    }

    /// Seals what the queue does not hold yet; what cannot be taken is given back.
    private func sealed(
        _ batch: ArrivalBatch, below root: AudioRoot, _ warnings: WarningLexicon,
        _ report: inout ImportReport
    ) throws -> (SealedBatch, [LeftOutRecord]) {
        let arrivals = batch.arrivals
        let digests = try arrivals.map {
            try seat.vault.sourceDigest(of: $0.clip.sourceID, in: queue.id)
        }
        let known = try seat.store.queues.knownSources(queue.id, digests)
        report.known += digests.count { known.contains($0) }
        let fresh = zip(arrivals, digests).filter { !known.contains($0.1) }.map(\.0)

        let vault = seat.vault
        var sealed = SealedBatch(vault: vault)
        var refused: [LeftOutRecord] = []
        for (arrival, sealing) in zip(fresh, try sealAll(fresh, below: root, vault, warnings)) {
            switch sealing {
            case .refused(let record): refused.append(record)
            case .sealed(let clip, let sound): sealed.append(clip, sound, from: arrival.place)
            }
        }
        return (sealed, refused)
    }

    /// Reads, checks and seals on every core; results keep the batch's order.
    private func sealAll(
        _ arrivals: [Arrival], below root: AudioRoot, _ vault: ClipVault,
        _ warnings: WarningLexicon
    ) throws -> [Sealing] {
        let results = Mutex<[Sealing?]>(Array(repeating: nil, count: arrivals.count))
        let failure = Mutex<(any Error)?>(nil)
        let now = Timestamp.now
        let queue = queue
        DispatchQueue.concurrentPerform(iterations: arrivals.count) { index in
            do {
                let sealing = try Self.seal(
                    arrivals[index], below: root, vault, queue, now, warnings)
                results.withLock { $0[index] = sealing }
            } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return results.withLock { $0.compactMap(\.self) }
    }

    private static func seal(
        _ arrival: Arrival, below root: AudioRoot, _ vault: ClipVault, _ queue: Queue,
        _ now: Timestamp, _ warnings: WarningLexicon
    ) throws -> Sealing {
        let sound: ImportedSound
        do {
            sound = try ImportedSound(arrival.clip.audio, below: root, at: arrival.place)
        } catch let problem as ImportProblem {
            return .refused(LeftOutRecord(problem))
        } catch let error as DecodeError {
            return .refused(LeftOutRecord(error, at: arrival.place))
        }
        var clip = arrival.clip
        clip.duration = sound.duration
        var random = SystemRandomNumberGenerator()
        let id = ClipID(at: now, using: &random)
        var (sealed, bytes) = try vault.seal(clip, as: id, in: queue.id, audio: sound.bytes)
        // Said in the clear and coarsely, so that whoever hands clips out can be careful.
        sealed.expected = clip.hypothesis.flatMap {
            warnings.expectation(in: $0.text, locale: clip.locale)
        }
        return .sealed(sealed, bytes)
    }
}
