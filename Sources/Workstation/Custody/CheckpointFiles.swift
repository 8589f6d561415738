// The folder of checkpoints: outside the database, so that they outlive what happens to it.
import Foundation
import Interchange
import Vault

/// Checkpoints kept under `log/` of a workspace, a file each, never changed or replaced.
public struct CheckpointFiles: Sendable {
    let folder: URL

    static let folderName = "log"
    private static let ending = ".checkpoint"

    init(of workspace: URL) {
        folder = workspace.appending(path: Self.folderName)
    }

    /// Everything kept, shortest log first.
    public func kept() -> [KeptCheckpoint] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }.sorted().map {
            Self.read(folder.appending(path: $0))
        }
    }

    /// A checkpoint kept anywhere. What cannot be read has no bytes, and says so when checked.
    public static func read(_ file: URL) -> KeptCheckpoint {
        let name = file.deletingPathExtension().lastPathComponent
        let handle = open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard handle >= 0 else { return KeptCheckpoint(name: name, bytes: Data()) }
        let reader = FileHandle(fileDescriptor: handle, closeOnDealloc: true)
        let bytes = (try? reader.read(upToCount: longest + 1)) ?? Data()
        return KeptCheckpoint(name: name, bytes: bytes)
    }

    /// More than any checkpoint is; keeps a wrong file from being read into memory.
    private static let longest = 64 * 1024

    /// Keeps a checkpoint. One that is there under its name stays as it is: it may be the only
    /// witness of what the log was.
    func keep(_ note: SignedNote, size: Int64) throws {
        try Workspace.makePrivateDirectory(folder)
        let keyID = note.signatures.first?.keyID ?? 0
        let name =
            "\(Self.padded(String(size), to: 12))-"
            + Self.padded(String(keyID, radix: 16), to: 8)
        let file = folder.appending(path: name + Self.ending)
        guard !FileManager.default.fileExists(atPath: file.path) else { return }
        try Self.write(note, to: file)
    }

    private static func padded(_ digits: String, to count: Int) -> String {
        String(repeating: "0", count: max(0, count - digits.count)) + digits
    }

    static func write(_ note: SignedNote, to file: URL) throws {
        var writing = try AtomicFile(path: file.path)
        try writing.write(Array(note.serialized.utf8))
        try writing.commit()
    }
}
