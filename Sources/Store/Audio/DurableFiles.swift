// The system calls beneath the sealed sound files: private directories, whole writes and reads.
import Foundation
import Glibc
import ReviewCore

extension SealedAudioFiles {
    func makePrivateDirectory(_ path: String) throws(StoreError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw fileError(path) }
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

    /// What the last failed system call on `path` means.
    func fileError(_ path: String) -> StoreError {
        StoreError(errno: errno, path: path)
    }
}
