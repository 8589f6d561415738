// Which clips an export takes along and what they are called in it, kept so that it can be undone.
import Foundation
import Interchange
import ReviewCore
import Store
import Vault

/// The clips of one export on their way out. Recorded and logged as begun before it is there, and
/// each clip's name before it is opened.
final class DepartingClips {
    let id: UUID
    let staging: Staging
    private let seat: Seat
    private let sealing: ExportSealing
    private var without: [ClipID] = []
    private var written = 0
    private var isMade = false

    init(_ seat: Seat, queue: QueueID, format: ExportFormat, to output: String) throws {
        id = UUID()
        self.seat = seat
        let output = URL(filePath: output)
        sealing = try ExportSealing(for: id, in: seat.workspace.id, to: try Self.key(seat))
        staging = try Staging(id, for: output, in: seat.workspace.directory)
        do {
            try seat.store.exports.begin(
                ExportEntry(
                    id: id, queue: queue, format: format.audited, sealedKey: sealing.sealedKey,
                    manifest: try sealing.seal(manifest: output.lastPathComponent)), .now)
        } catch {
            staging.end()
            throw error
        }
    }

    /// Kept at the first import; whoever holds the border makes it as well.
    private static func key(_ seat: Seat) throws -> Data {
        if let kept = try seat.store.exports.sealingKey() { return kept }
        guard seat.vault.keyring.classes.contains(.border) else {
            throw TransferError.nothingImported
        }
        return try seat.vault.exportSealingKey()
    }

    /// Call it before any of them is opened.
    func name(_ clips: [(clip: ClipID, name: String)]) throws {
        let sealed = try clips.map { ($0.clip, try sealing.seal(name: $0.name, of: $0.clip)) }
        try seat.store.exports.name(id, sealed)
    }

    func note(_ clip: ClipID, _ verdict: ExportVerdict) {
        switch verdict {
        case .written: written += 1
        case .leftOut: without.append(clip)
        }
    }

    /// - Throws: `TransferError.overtaken` when a clip may not leave any more.
    func made(leftOut: Int) throws {
        let answer = try seat.store.exports.finish(id, without, written, leftOut, .now)
        if case .overtaken(let count) = answer { throw TransferError.overtaken(count) }
        isMade = true
    }

    /// It left, or what there was of it is away. Where it is not, or that cannot be logged, whoever
    /// comes next sees to it.
    func end() {
        guard staging.isClear else { return }
        if !isMade {
            guard (try? seat.store.exports.giveUp(id, true, .now)) != nil else { return }
        }
        staging.end()
    }
}

extension ExportFormat {
    var audited: AuditFormat {
        switch self {
        case .earshot: .earshot
        case .nemo: .nemo
        }
    }
}
