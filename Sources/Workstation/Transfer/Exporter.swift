// Takes annotated clips out: opened, renamed, written as training examples with their sound.
import AudioEngine
import Foundation
import Interchange
import ReviewCore
import Store
import Vault

/// What an export did.
public struct ExportReport: Sendable, Equatable, Codable {
    /// By which `exports list` and lists of what to take out name it.
    public var id: String
    public var queue: String
    public var format: String
    public var output: String
    /// The folder of sound files beside it; absent when sound was not asked for.
    public var audio: String?
    public var written = 0
    /// Records with no place in the format, by reason.
    public var leftOut: [String: Int] = [:]
    /// Records written without their sound, by reason.
    public var soundLeftOut: [String: Int] = [:]
    /// Records whose sound has personal stretches that were covered.
    public var soundCovered = 0
    public var interrupted = false
}

/// What an export was asked for beside its format.
public struct ExportChoices: Sendable, Equatable {
    public var personalSound: PersonalSound
    public var slotValues: SlotValues
    public var times: TimePrecision

    public init(
        personalSound: PersonalSound = .bleep, slotValues: SlotValues = .tagged,
        times: TimePrecision = .week
    ) {
        self.personalSound = personalSound
        self.slotValues = slotValues
        self.times = times
    }
}

/// Exports one queue. The manifest appears only when it is whole; interrupted, nothing is left.
///
/// Sound leaves as 16-bit mono WAV at its own rate: what every trainer reads, and free of the
/// tags that files carry about people.
public struct Exporter {
    private let seat: Seat
    private let queue: Queue
    private let choices: ExportChoices
    private let naming = ExportNaming()
    private let isCancelled: () -> Bool

    public init(
        seat: Seat, queue: Queue, choices: ExportChoices = ExportChoices(),
        isCancelled: @escaping () -> Bool = { false }
    ) {
        self.seat = seat
        self.queue = queue
        self.choices = choices
        self.isCancelled = isCancelled
    }

    public func run(
        to output: String, format: ExportFormat, withAudio: Bool, onProgress: (Int) -> Void,
        onProblem: (String) -> Void
    ) throws -> ExportReport {
        let rules = try rules()
        // Recorded and logged before the first clip is opened: what cannot be logged is not made.
        let leaving = try DepartingClips(seat, queue: queue.id, format: format, to: output)
        defer { leaving.end() }
        var report = ExportReport(
            id: leaving.id.uuidString.lowercased(), queue: queue.name, format: format.rawValue,
            output: output)
        let parts = leaving.staging.names
        let sounds =
            withAudio ? try ExportedSounds(beside: output, as: parts.sounds) : nil
        do {
            var writer = try ExportWriter(path: output, format: format, part: parts.manifest)
            let nameThem: ([ReviewedClip]) throws -> Void = { try leaving.name($0.map(name)) }
            let unwanted = try seat.store.records.forEachExported(
                in: queue.id, meeting: nameThem
            ) { reviewed in
                guard !isCancelled() else { throw Cancelled() }
                var record = try record(reviewed, audioFolder: sounds?.name, rules)
                if let reason = writer.leftOut(record) {
                    leaving.note(reviewed.clip.id, .leftOut(reason))
                    report.leftOut[reason.rawValue, default: 0] += 1
                    return
                }
                try sounds?.add(
                    &record, from: reviewed.clip, seat, with: choices.personalSound, onProblem)
                let verdict = try writer.write(record)
                report.count(verdict, record)
                leaving.note(reviewed.clip.id, verdict)
                onProgress(report.written)
            }
            if unwanted > 0 { report.leftOut["to_be_deleted"] = unwanted }
            try writer.prepare()
            // Recorded and logged before anything leaves, last of all: what cannot be logged does
            // not leave, and neither does what was withdrawn since it was read.
            try leaving.made(leftOut: report.leftOut.values.reduce(0, +))
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

    private struct Cancelled: Error {}

    private func rules() throws -> LeavingRules {
        if choices.times == .exact,
            !RolePolicy.may(seat.person.roles, .exportExactTimes)
        {
            throw TransferError.exactTimesRefused
        }
        let trade = try TradeData.load()
        guard let schema = trade.schema(named: queue.schema) else {
            throw TransferError.unknownSchema(queue: queue.name)
        }
        return LeavingRules(
            schema: schema, language: trade.language(for: queue.locale),
            judgments: trade.judgments, slotValues: choices.slotValues, times: choices.times)
    }

    private func name(_ reviewed: ReviewedClip) -> (clip: ClipID, name: String) {
        let clip = reviewed.clip.id
        return (clip, naming.name(of: clip.description, as: .clip).rawValue)
    }

    private func record(
        _ reviewed: ReviewedClip, audioFolder: String?, _ rules: LeavingRules
    ) throws -> LeavingRecord {
        let keys = seat.openKeys(of: reviewed.clip)
        let sealed = reviewed.record.annotation
        let clip = try keys.open(reviewed.clip)
        let annotation = Annotation(
            id: sealed.id, clip: sealed.clip, person: sealed.person,
            revision: reviewed.record.revision,
            content: try keys.open(sealed),
            outcome: sealed.outcome, effort: sealed.effort, submittedAt: sealed.submittedAt)
        let name = name(reviewed).name
        let names = ExportNames(
            clip: name, device: clip.device.map { naming.name(of: $0.rawValue, as: .device) },
            account: clip.account.map { naming.name(of: $0.rawValue, as: .account) },
            consent: naming.unrelatedName(),
            annotator: naming.name(of: sealed.person.description, as: .annotator))
        let file = "\(name).wav"
        return LeavingRecord(
            clip: clip, annotation: annotation, names: names,
            soundPath: audioFolder.map { "\($0)/\(file)" } ?? file, rules: rules)
    }
}

extension ExportReport {
    fileprivate mutating func count(_ verdict: ExportVerdict, _ leaving: LeavingRecord) {
        if case .leftOut(let reason) = verdict {
            leftOut[reason.rawValue, default: 0] += 1
            return
        }
        written += 1
        switch leaving.cover {
        case .open: break
        case .covered: soundCovered += 1
        case .withheld(let reason): soundLeftOut[reason.rawValue, default: 0] += 1
        }
    }
}
