// Which clips an export takes along and what they are called in it, kept so that it can be undone.
import Foundation
import Interchange
import ReviewCore
import Store
import Vault

/// The clips of one export on their way out.
struct DepartingClips {
    let id = UUID()
    private let seat: Seat
    private let sealing: ExportSealing
    private var entry: ExportEntry

    init(_ seat: Seat, queue: QueueID, format: ExportFormat, to output: String) throws {
        self.seat = seat
        sealing = try ExportSealing(for: id, in: seat.workspace.id, to: try Self.key(seat))
        entry = ExportEntry(
            id: id, queue: queue, format: format.audited, sealedKey: sealing.sealedKey,
            manifest: try sealing.seal(manifest: URL(filePath: output).lastPathComponent))
    }

    /// Kept at the first import; whoever holds the border makes it as well.
    private static func key(_ seat: Seat) throws -> Data {
        if let kept = try seat.store.exports.sealingKey() { return kept }
        guard seat.vault.keyring.classes.contains(.border) else {
            throw TransferError.nothingImported
        }
        return try seat.vault.exportSealingKey()
    }

    mutating func add(_ clip: ClipID, as name: String) throws {
        entry.names.append((clip, try sealing.seal(name: name, of: clip)))
    }

    /// - Throws: `TransferError.overtaken` when a clip may not leave any more.
    mutating func record(leftOut: Int) throws {
        entry.leftOut = leftOut
        if case .overtaken(let count) = try seat.store.exports.record(entry, .now) {
            throw TransferError.overtaken(count)
        }
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
