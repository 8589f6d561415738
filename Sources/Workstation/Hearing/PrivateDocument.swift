// A small file of the person's own: read whole, written whole or not at all, for their eyes only.
import Foundation
import Interchange

/// A file of at most `limit` bytes. Whoever edits or damages it finds it again: what cannot be
/// read is set aside under another name, never overwritten.
struct PrivateDocument {
    let file: URL
    var limit = 1 << 20

    enum Content: Equatable {
        case absent
        case text(Data)
        /// There, and not to be read: too large, no file, or not ours.
        case unreadable
    }

    func read() -> Content {
        let handle = open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard handle >= 0 else { return errno == ENOENT ? .absent : .unreadable }
        let reader = FileHandle(fileDescriptor: handle, closeOnDealloc: true)
        var facts = stat()
        guard fstat(handle, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
            let data = try? reader.read(upToCount: limit + 1) ?? Data(), data.count <= limit
        else { return .unreadable }
        return .text(data)
    }

    /// On disk, file and name, when it returns; the file was there whole before and is after.
    func write(_ data: Data) throws(PrivateDocumentError) {
        do {
            try Self.makeFolder(file.deletingLastPathComponent())
            var atomic = try AtomicFile(path: file.path)
            try atomic.write([UInt8](data))
            try atomic.commit()
        } catch {
            throw PrivateDocumentError(file: file, reason: "\(error)")
        }
    }

    /// Moves the file out of the way. Answers the name it has now; nil where it could not be.
    func setAside() -> String? {
        let folder = file.deletingLastPathComponent()
        for number in 1...99 {
            let suffix = number == 1 ? Self.damaged : "\(Self.damaged)-\(number)"
            let name = file.lastPathComponent + suffix
            // A link, since a rename would take the place of one set aside before.
            if link(file.path, folder.appending(path: name).path) == 0 {
                return unlink(file.path) == 0 ? name : nil
            }
            if errno != EEXIST { return nil }
        }
        return nil
    }

    /// What the names of files set aside go on with.
    static let damaged = ".damaged"

    /// Makes the folder, and what is missing above it, for its owner alone.
    static func makeFolder(_ folder: URL) throws {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }
}

/// A file of the person's own that could not be written.
public struct PrivateDocumentError: Error, CustomStringConvertible, Equatable {
    let file: URL
    let reason: String

    public var description: String {
        "\(file.lastPathComponent) could not be kept (\(reason)); see that there is room on the disk"
            + " and that \(file.deletingLastPathComponent().path) is yours"
    }
}
