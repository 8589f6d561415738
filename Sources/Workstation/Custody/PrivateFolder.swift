// A folder of files for the owner alone, held open: nothing put in its place leads a write elsewhere.
import Foundation
import ReviewCore

/// A folder that is opened without following a link and reached by its descriptor from then on.
/// Files in it are written whole or not at all, and read only where they are plain files.
final class PrivateFolder: Sendable {
    private let descriptor: Int32
    /// For messages about files.
    private let name: String

    /// More than any file kept here; keeps a wrong one from being read into memory.
    private static let longest = 64 << 20

    /// Opens `name` in `parent`.
    ///
    /// - Parameter making: makes it, mode 0700, where it is not there.
    /// - Throws: `PrivateFolderError`; `absent` when it is not there.
    init(_ name: String, in parent: URL, making: Bool) throws(PrivateFolderError) {
        self.name = name
        let above = open(parent.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard above >= 0 else { throw .unreachable(name, code: errno) }
        defer { close(above) }
        if making, mkdirat(above, name, 0o700) != 0, errno != EEXIST {
            throw .unreachable(name, code: errno)
        }
        descriptor = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT: throw .absent(name)
            case ELOOP, ENOTDIR: throw .notAFolder(name)
            default: throw .unreachable(name, code: errno)
            }
        }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_uid == geteuid() else {
            throw .notAFolder(name)
        }
        guard facts.st_mode & 0o077 == 0 || (making && fchmod(descriptor, 0o700) == 0) else {
            throw .notAFolder(name)
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Names of the plain files in it that do not begin with a dot.
    func names() -> [String] {
        let copy = dup(descriptor)
        guard copy >= 0, let listing = fdopendir(copy) else { return [] }
        defer { closedir(listing) }
        rewinddir(listing)
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { bytes in
                bytes.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// `nil` for what is not there, or is no plain file: a link is not followed.
    func read(_ file: String) -> Data? {
        guard Self.isPlain(file) else { return nil }
        let handle = openat(descriptor, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard handle >= 0 else { return nil }
        let reader = FileHandle(fileDescriptor: handle, closeOnDealloc: true)
        var facts = stat()
        guard fstat(handle, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
            facts.st_size <= Self.longest
        else { return nil }
        return (try? reader.readToEnd()) ?? Data()
    }

    /// Writes a file beside, syncs it, and gives it its name; what had the name before, a link
    /// too, is replaced and not followed.
    func write(_ bytes: Data, to file: String) throws(PrivateFolderError) {
        close(try place(bytes, at: file, held: false))
    }

    /// As `write`, and holds the file until the descriptor is closed or the process ends, however
    /// it ends. It is held before it has its name.
    func writeHeld(_ bytes: Data, to file: String) throws(PrivateFolderError) -> Int32 {
        try place(bytes, at: file, held: true)
    }

    /// Holds a file that is there and that nobody else holds; `nil` otherwise.
    func hold(_ file: String) -> Int32? {
        guard Self.isPlain(file) else { return nil }
        let handle = openat(descriptor, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard handle >= 0 else { return nil }
        var facts = stat()
        // Its holder may have removed it between our opening and our holding it.
        guard flock(handle, LOCK_EX | LOCK_NB) == 0, fstat(handle, &facts) == 0,
            facts.st_nlink > 0
        else {
            close(handle)
            return nil
        }
        return handle
    }

    func remove(_ file: String) {
        if Self.isPlain(file) { unlinkat(descriptor, file, 0) }
    }

    private func place(
        _ bytes: Data, at file: String, held: Bool
    ) throws(PrivateFolderError) -> Int32 {
        guard Self.isPlain(file) else { throw .cannotWrite(name, code: EINVAL) }
        let part = ".\(file).\(UUID().uuidString).part"
        let handle = openat(
            descriptor, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard handle >= 0 else { throw .cannotWrite(name, code: errno) }
        do throws(PrivateFolderError) {
            if held, flock(handle, LOCK_EX | LOCK_NB) != 0 {
                throw .cannotWrite(name, code: errno)
            }
            try fill(handle, with: bytes)
            guard renameat(descriptor, part, descriptor, file) == 0,
                fsync(descriptor) == 0 || errno == EINVAL
            else { throw .cannotWrite(name, code: errno) }
            return handle
        } catch {
            close(handle)
            unlinkat(descriptor, part, 0)
            throw error
        }
    }

    private func fill(_ handle: Int32, with bytes: Data) throws(PrivateFolderError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                Foundation.write(handle, all.baseAddress?.advanced(by: done), all.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .cannotWrite(name, code: errno) }
            done += count
        }
        guard fsync(handle) == 0 else { throw .cannotWrite(name, code: errno) }
    }

    /// Removes what killed writers left beside their files. Call it while nobody else writes.
    func sweep() {
        let copy = dup(descriptor)
        guard copy >= 0, let listing = fdopendir(copy) else { return }
        defer { closedir(listing) }
        rewinddir(listing)
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { bytes in
                bytes.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix("."), name.hasSuffix(".part") { unlinkat(descriptor, name, 0) }
        }
    }

    private static func isPlain(_ file: String) -> Bool {
        !file.isEmpty && !file.hasPrefix(".") && !file.contains("/") && !file.contains("\0")
    }
}

/// Why a folder of the workspace could not be used.
public enum PrivateFolderError: Error, Equatable, CustomStringConvertible {
    case absent(String)
    /// A link, a file, somebody else's folder, or one that others can look into.
    case notAFolder(String)
    case unreachable(String, code: Int32)
    case cannotWrite(String, code: Int32)

    public var description: String {
        switch self {
        case .absent(let name): "there is no folder '\(name)'; nothing was written to it yet"
        case .notAFolder(let name):
            "'\(name)' is no private folder of yours but a link or another's, so nothing was"
                + " written; take it away and try again"
        case .unreachable(let name, let code):
            "the folder '\(name)' cannot be opened (\(String(cString: strerror(code))));"
                + " mend that and try again"
        case .cannotWrite(let name, let code):
            "nothing could be written to '\(name)' (\(String(cString: strerror(code))));"
                + " mend that and try again"
        }
    }
}
