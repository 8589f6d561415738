// The system calls beneath the sealed sound files: private directories, whole writes, syncs.
import Foundation
import Glibc
import ReviewCore
import Synchronization

extension SealedAudioFiles {
    func makePrivateDirectory(_ path: String) throws(StoreError) {
        for step in [directory, path] {
            guard mkdir(step, 0o700) == 0 || errno == EEXIST else { throw fileError(step) }
        }
    }

    func writeStaged(_ bytes: Data, at path: String) throws(StoreError) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw fileError(path) }
        defer { close(file) }
        var done = 0
        while done < bytes.count {
            let wrote = bytes.withUnsafeBytes { buffer in
                Glibc.write(file, buffer.baseAddress?.advanced(by: done), bytes.count - done)
            }
            if wrote < 0 && errno == EINTR { continue }
            guard wrote > 0 else { throw fileError(path) }
            done += wrote
        }
    }

    /// Syncs files or directories, several at once: waiting for the disk is most of an import,
    /// and the file system commits syncs that arrive together as one.
    func syncAll(_ paths: [String]) throws(StoreError) {
        let lanes = min(8, (paths.count + 7) / 8)
        guard lanes > 1 else { return try sync(paths) }
        let failure = Mutex<StoreError?>(nil)
        let done = DispatchGroup()
        for lane in 0..<lanes {
            done.enter()
            Thread.detachNewThread {
                do throws(StoreError) {
                    try sync(stride(from: lane, to: paths.count, by: lanes).map { paths[$0] })
                } catch {
                    failure.withLock { $0 = $0 ?? error }
                }
                done.leave()
            }
        }
        done.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// Opened again one by one: a batch may be larger than the number of files a process may
    /// hold open.
    private func sync(_ paths: [String]) throws(StoreError) {
        for path in paths {
            let file = open(path, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { throw fileError(path) }
            defer { close(file) }
            guard fsync(file) == 0 else { throw fileError(path) }
        }
    }

    func readWhole(_ file: Int32, size: Int, _ path: String) throws(StoreError) -> Data {
        var bytes = Data(count: size)
        var done = 0
        while done < size {
            let got = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(file, buffer.baseAddress?.advanced(by: done), size - done)
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw fileError(path) }
            if got == 0 { break }
            done += got
        }
        return bytes.prefix(done)
    }

    /// Names in a directory; none when it is not there.
    func entries(of path: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }

    func modified(_ path: String, by moment: Timestamp) -> Bool {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { return false }
        let seconds = Int64(facts.st_mtim.tv_sec)
        return seconds * 1_000_000 + Int64(facts.st_mtim.tv_nsec) / 1000 <= moment.microseconds
    }

    /// What the last failed system call on `path` means.
    func fileError(_ path: String) -> StoreError {
        StoreError(errno: errno, path: path)
    }
}
