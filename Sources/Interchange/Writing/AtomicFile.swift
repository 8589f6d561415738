// A file that is either there whole or not there at all.
import Foundation

/// Writes beside the target and takes its name only when all is on disk. Dropped before
/// `commit`, by error or interruption, it leaves the target as it was and removes its own part.
public struct AtomicFile: ~Copyable {
    /// Bytes accepted so far.
    public private(set) var written: Int64 = 0

    private let target: String
    private let temporary: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private static let bufferSize = 1 << 18

    /// Readable by its owner alone, since it will hold what people said.
    ///
    /// - Parameter part: the name, in the same folder, that it has until then, for a caller who has
    ///   to find it again after being killed; one drawn at random otherwise.
    /// - Throws: `InterchangeError.cannotWrite`.
    public init(path: String, part: String? = nil) throws(InterchangeError) {
        target = path
        var generator = SystemRandomNumberGenerator()
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let name = path.utf8.count > 200 ? "export" : String(path.dropFirst(folder.count))
        // A handful of tries: another process may have drawn the same name.
        for _ in 0..<16 {
            let suffix = String(UInt64.random(in: 0...UInt64.max, using: &generator), radix: 36)
            let candidate = folder + (part ?? "." + name + "." + suffix + ".part")
            let opened = open(candidate, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if opened >= 0 {
                descriptor = opened
                temporary = candidate
                return
            }
            if errno != EEXIST { throw .cannotWrite(path: path, code: errno) }
        }
        throw .cannotWrite(path: path, code: EEXIST)
    }

    deinit {
        close(descriptor)
        unlink(temporary)
    }

    public mutating func write(_ bytes: [UInt8]) throws(InterchangeError) {
        buffer.append(contentsOf: bytes)
        written += Int64(bytes.count)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Puts everything on disk, without its name.
    mutating func sync() throws(InterchangeError) {
        try flush()
        guard fsync(descriptor) == 0 else { throw failure() }
    }

    /// Puts everything on disk and gives it its name, replacing what was there.
    ///
    /// - Throws: `InterchangeError.cannotWrite`; the target is then as it was.
    public consuming func commit() throws(InterchangeError) {
        try flush()
        guard fsync(descriptor) == 0, rename(temporary, target) == 0 else { throw failure() }
        try syncFolder()
    }

    /// Takes the name away: what is written is reached through this value alone, and the system
    /// frees it when the process ends, however it ends. It cannot be committed any more.
    mutating func hide() { unlink(temporary) }

    /// `count` bytes at `offset` of what was written.
    mutating func read(at offset: Int64, count: Int) throws(InterchangeError) -> [UInt8] {
        try flush()
        var done = 0
        var bytes = [UInt8](repeating: 0, count: count)
        while done < count {
            let got = bytes.withUnsafeMutableBytes { all in
                pread(
                    descriptor, all.baseAddress?.advanced(by: done), count - done,
                    off_t(offset) + done)
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw failure() }
            done += got
        }
        return bytes
    }

    private mutating func flush() throws(InterchangeError) {
        var done = 0
        while done < buffer.count {
            let count = buffer.withUnsafeBytes { all in
                Foundation.write(descriptor, all.baseAddress?.advanced(by: done), all.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            done += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// The new name must be on disk too.
    private func syncFolder() throws(InterchangeError) {
        let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "."
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw failure() }
        defer { close(handle) }
        // Some file systems cannot sync a folder and say EINVAL; the file itself is safe.
        guard fsync(handle) == 0 || errno == EINVAL else { throw failure() }
    }

    private func failure() -> InterchangeError { .cannotWrite(path: target, code: errno) }
}
