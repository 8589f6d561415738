// A file only its owner can reach: checked before it is read, written whole or not at all.
import Foundation

/// A file of mode 0600 in a directory of mode 0700, both owned by who runs the program.
struct PrivateFile {
    let path: String
    /// More than any key file needs; keeps a wrong path from being read into memory.
    private static let longest = 64 * 1024

    private var directory: String {
        let parent = (path as NSString).deletingLastPathComponent
        return parent.isEmpty ? "." : parent
    }

    func read() throws(VaultError) -> Data {
        // Without O_NONBLOCK a fifo put in the file's place would hang the program.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw openingFailure() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("examine") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw problem(.notRegularFile) }
        guard status.st_uid == geteuid() else { throw problem(.notOwned) }
        guard status.st_mode & 0o077 == 0 else {
            throw problem(.fileExposed(mode: UInt16(status.st_mode & 0o7777)))
        }
        try checkDirectory()
        guard status.st_size <= Self.longest else { throw problem(.damaged) }
        var bytes = Data(count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let got = bytes.withUnsafeMutableBytes { target in
                Foundation.read(
                    descriptor, target.baseAddress?.advanced(by: filled), target.count - filled)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw failure("read") }
            guard got > 0 else { throw problem(.damaged) }
            filled += got
        }
        return bytes
    }

    /// Writes beside, syncs, and moves into place: a crash leaves the old file or the new one.
    func write(_ bytes: Data, replacing: Bool) throws(VaultError) {
        try makeDirectory(directory)
        try checkDirectory()
        let temporary = directory + "/.keys-\(UUID().uuidString)"
        let descriptor = open(
            temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("write beside") }
        defer { unlink(temporary) }
        try fill(descriptor, with: bytes)
        if replacing {
            guard rename(temporary, path) == 0 else { throw failure("put in place") }
        } else {
            // A hard link fails where a name is taken; a rename would take it over.
            guard link(temporary, path) == 0 else {
                throw errno == EEXIST ? problem(.exists) : failure("put in place")
            }
        }
        try syncDirectory()
    }

    private func fill(_ descriptor: Int32, with bytes: Data) throws(VaultError) {
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw failure("protect") }
        var written = 0
        while written < bytes.count {
            let put = bytes.withUnsafeBytes { source in
                Foundation.write(
                    descriptor, source.baseAddress?.advanced(by: written),
                    source.count - written)
            }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { throw failure("write") }
            written += put
        }
        guard fsync(descriptor) == 0 else { throw failure("sync") }
    }

    private func makeDirectory(_ path: String) throws(VaultError) {
        var status = stat()
        guard stat(path, &status) != 0 else { return }
        let parent = (path as NSString).deletingLastPathComponent
        if !parent.isEmpty, parent != path { try makeDirectory(parent) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .keyFile(.system(operation: "make the directory", code: errno), path: path)
        }
    }

    private func checkDirectory() throws(VaultError) {
        var status = stat()
        guard stat(directory, &status) == 0 else { throw failure("examine the directory of") }
        guard status.st_uid == geteuid() else { throw .keyFile(.notOwned, path: directory) }
        guard status.st_mode & 0o077 == 0 else {
            let mode = UInt16(status.st_mode & 0o7777)
            throw .keyFile(.directoryExposed(mode: mode), path: directory)
        }
    }

    private func syncDirectory() throws(VaultError) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("sync the directory of") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("sync the directory of") }
    }

    private func openingFailure() -> VaultError {
        switch errno {
        case ENOENT, ENOTDIR: problem(.missing)
        case ELOOP: problem(.notRegularFile)
        default: failure("open")
        }
    }

    private func problem(_ problem: KeyFileProblem) -> VaultError {
        .keyFile(problem, path: path)
    }

    private func failure(_ operation: String) -> VaultError {
        problem(.system(operation: operation, code: errno))
    }
}
