// Where an export or a person's copy is made before it leaves, noted so that a kill leaves nothing lost.
import Foundation
import ReviewCore
import Store
import Vault

/// The place of one export that is under way.
///
/// A note in the workspace says which folder it is made in, from before anything is written there
/// until nothing is; it is held (`flock`) by the process at work, so that one whose process is
/// gone, killed or without power, is told from one that goes on.
final class Staging {
    let id: UUID
    private let notes: PrivateFolder
    private let held: Int32
    private let folder: String

    /// - Parameter output: what is to stand there when it is whole; it is made in the same folder.
    init(_ id: UUID, for output: URL, in workspace: URL) throws {
        self.id = id
        folder = output.standardizedFileURL.deletingLastPathComponent().path
        notes = try PrivateFolder(StagingNotes.folderName, in: workspace, making: true)
        let note = try JSONEncoder().encode(StagingNote(folder: folder))
        held = try notes.writeHeld(note, to: StagingNote.file(of: id))
    }

    deinit { close(held) }

    var names: StagingNames { StagingNames(id) }

    /// Whether nothing of it lies there.
    var isClear: Bool {
        var facts = stat()
        return names.all.allSatisfy { lstat("\(folder)/\($0)", &facts) != 0 && errno == ENOENT }
    }

    /// Call it when nothing lies there any more.
    func end() { notes.remove(StagingNote.file(of: id)) }
}

/// What the parts of an export are called while it is made. They tell nothing but its id.
struct StagingNames {
    let manifest: String
    let sounds: String
    let copy: String

    init(_ id: UUID) {
        let stem = ".earshot-\(id.uuidString.lowercased())"
        manifest = "\(stem).part"
        sounds = "\(stem).audio.part"
        copy = "\(stem).copy.part"
    }

    /// Everything that may lie there.
    var all: [String] { [manifest, sounds, sounds + ExportedSounds.oldEnding, copy] }
}

private struct StagingNote: Codable {
    let folder: String

    static func file(of id: UUID) -> String { id.uuidString.lowercased() }
}

/// An export whose process is gone.
public struct AbandonedStaging: Sendable, Equatable {
    public let id: UUID
    /// Where it was being made; what of it is left is readable.
    public let folder: String
}

/// What came of looking for exports whose processes are gone.
public struct StagingSweep: Sendable, Equatable {
    /// Their parts are away.
    public var swept: [UUID] = []
    /// Their folders are not to be reached now.
    public var outOfReach: [AbandonedStaging] = []
}

/// The notes of all exports that are under way in a workspace.
public struct StagingNotes {
    static let folderName = "leaving"
    private let folder: PrivateFolder?

    /// - Throws: `PrivateFolderError`.
    public init(of workspace: URL) throws {
        do throws(PrivateFolderError) {
            folder = try PrivateFolder(Self.folderName, in: workspace, making: false)
        } catch .absent {
            folder = nil
        }
    }

    private var ids: [UUID] { folder?.names().compactMap(UUID.init(uuidString:)) ?? [] }

    /// Exports whose processes are gone. Changes nothing.
    public func abandoned() -> [AbandonedStaging] {
        ids.compactMap { id in holding(id) { $0 } }
    }

    /// Takes away what exports left whose processes are gone, and has the log say so.
    public func sweep(_ seat: Seat) throws -> StagingSweep {
        // In this order: one that is in the ledger and ends meanwhile is not under way any more.
        let begun = try seat.store.exports.list().filter { $0.standing == .begun }.map(\.id)
        let noted = Set(ids)
        var sweep = StagingSweep()
        for id in noted.sorted(by: { $0.uuidString < $1.uuidString }) {
            try holding(id) { left in
                guard Self.clear(left) else { return sweep.outOfReach.append(left) }
                try Self.log(id, seat)
                folder?.remove(StagingNote.file(of: id))
                sweep.swept.append(id)
            }
        }
        for id in begun where !noted.contains(id) {
            if try seat.store.exports.giveUp(id, false, .now) { sweep.swept.append(id) }
        }
        if !sweep.swept.isEmpty { seat.log.settle() }
        return sweep
    }

    /// Calls `body` while nobody else has the note; `nil` where its process is at work.
    @discardableResult
    private func holding<Answer>(
        _ id: UUID, _ body: (AbandonedStaging) throws -> Answer
    ) rethrows -> Answer? {
        let file = StagingNote.file(of: id)
        guard let folder, let held = folder.hold(file) else { return nil }
        defer { close(held) }
        guard let bytes = folder.read(file),
            let note = try? JSONDecoder().decode(StagingNote.self, from: bytes)
        else { return nil }
        return try body(AbandonedStaging(id: id, folder: note.folder))
    }

    /// False where its folder cannot be reached, so that nobody knows what lies there.
    private static func clear(_ left: AbandonedStaging) -> Bool {
        var facts = stat()
        guard stat(left.folder, &facts) == 0 else { return false }
        return StagingNames(left.id).all.allSatisfy { name in
            let path = "\(left.folder)/\(name)"
            if lstat(path, &facts) != 0 { return errno == ENOENT }
            return (try? FileManager.default.removeItem(atPath: path)) != nil
        }
    }

    /// A person's copy is in no ledger, and what was made and not put in its place is.
    private static func log(_ id: UUID, _ seat: Seat) throws {
        if try !seat.store.exports.giveUp(id, false, .now) {
            try seat.store.audit.append([.unfinished(export: id)], .now)
        }
    }
}
