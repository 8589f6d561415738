// Takes annotated clips out: opened, renamed, written as training examples with their sound.
import AudioEngine
import Foundation
import Interchange
import ReviewCore
import Store
import Vault

/// What an export did.
public struct ExportReport: Sendable, Equatable, Codable {
    public var queue: String
    public var format: String
    public var output: String
    /// The folder of sound files beside it; absent when sound was not asked for.
    public var audio: String?
    public var written = 0
    /// Records with no place in the format, by reason.
    public var leftOut: [String: Int] = [:]
    public var interrupted = false
}

/// Exports one queue. The manifest appears only when it is whole; interrupted, nothing is left.
///
/// Sound leaves as 16-bit mono WAV at its own rate: what every trainer reads, and free of the
/// tags that files carry about people.
public struct Exporter {
    private let seat: Seat
    private let queue: Queue
    private let naming = ExportNaming()
    private let isCancelled: () -> Bool

    public init(seat: Seat, queue: Queue, isCancelled: @escaping () -> Bool = { false }) {
        self.seat = seat
        self.queue = queue
        self.isCancelled = isCancelled
    }

    public func run(
        to output: String, format: ExportFormat, withAudio: Bool, onProgress: (Int) -> Void,
        onProblem: (String) -> Void
    ) throws -> ExportReport {
        var report = ExportReport(queue: queue.name, format: format.rawValue, output: output)
        let sounds = withAudio ? try ExportedSounds(beside: output) : nil
        do {
            var writer = try ExportWriter(path: output, format: format)
            let unwanted = try seat.store.records.forEachExported(in: queue.id) { reviewed in
                guard !isCancelled() else { throw Cancelled() }
                let record = try record(of: reviewed, audioFolder: sounds?.name)
                switch try writer.write(record) {
                case .leftOut(let reason): report.leftOut[reason.rawValue, default: 0] += 1
                case .written:
                    report.written += 1
                    try sounds?.add(record.audio, from: reviewed.clip, seat, onProblem)
                }
                onProgress(report.written)
            }
            if unwanted > 0 { report.leftOut["to_be_deleted"] = unwanted }
            // Logged before anything leaves: what cannot be logged does not leave.
            try seat.store.audit.append([event(of: report, format)], .now)
            let replaced = try sounds?.publish()
            do {
                try writer.finish()
            } catch {
                replaced?.putBack()
                throw error
            }
            replaced?.remove()
        } catch is Cancelled {
            sounds?.discard()
            report.interrupted = true
            return report
        } catch {
            sounds?.discard()
            throw error
        }
        report.audio = sounds?.path
        seat.log.settle()
        return report
    }

    private func event(of report: ExportReport, _ format: ExportFormat) -> AuditEvent {
        let auditFormat: AuditFormat =
            switch format {
            case .earshot: .earshot
            case .nemo: .nemo
            }
        return AuditEvent(
            .exportMade, .queue(queue.id), for: .training,
            [
                .format(auditFormat), .count(.written, report.written),
                .count(.leftOut, report.leftOut.values.reduce(0, +)),
            ])
    }

    private struct Cancelled: Error {}

    private func record(of reviewed: ReviewedClip, audioFolder: String?) throws -> ExportRecord {
        let keys = seat.vault.openKeys(of: reviewed.clip)
        let sealed = reviewed.record.annotation
        let clip = try keys.open(reviewed.clip)
        let annotation = Annotation(
            id: sealed.id, clip: sealed.clip, person: sealed.person,
            revision: reviewed.record.revision,
            content: try keys.open(sealed),
            outcome: sealed.outcome, effort: sealed.effort, submittedAt: sealed.submittedAt)
        let name = naming.name(of: clip.id.description, as: .clip).rawValue
        let names = ExportNames(
            clip: name, device: clip.device.map { naming.name(of: $0.rawValue, as: .device) },
            account: clip.account.map { naming.name(of: $0.rawValue, as: .account) },
            consent: naming.name(of: clip.id.description, as: .consent),
            annotator: naming.name(of: sealed.person.description, as: .annotator))
        let file = "\(name).wav"
        return ExportRecord(
            clip: clip, annotation: annotation, audio: audioFolder.map { "\($0)/\(file)" } ?? file,
            names: names)
    }
}
