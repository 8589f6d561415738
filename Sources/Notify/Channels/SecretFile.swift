// A small file that only its owner can read: a password, a signing secret.
import Foundation

/// Reads a secret, and refuses one that others could have read before.
enum SecretFile {
    private static let longest = 4096

    /// The file's lines; the line's end after the last one is not one of them.
    static func lines(of path: String) throws(SendFailure) -> [Substring] {
        let text = String(decoding: try read(path), as: UTF8.self)
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        return lines.last?.isEmpty == true ? lines.dropLast() : lines
    }

    private static func read(_ path: String) throws(SendFailure) -> [UInt8] {
        // Without O_NONBLOCK a fifo put in the file's place would hang the program.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .secret(path, "cannot be opened") }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            throw .secret(path, "is no plain file")
        }
        guard facts.st_uid == geteuid() || facts.st_uid == 0, facts.st_mode & 0o077 == 0 else {
            throw .secret(path, "can be read by others; mend it with: chmod 600")
        }
        guard facts.st_size > 0, facts.st_size <= longest else {
            throw .secret(path, "is empty, or too long for a secret")
        }
        var bytes = [UInt8](repeating: 0, count: longest)
        let count = Foundation.read(descriptor, &bytes, bytes.count)
        guard count > 0 else { throw .secret(path, "cannot be read") }
        return Array(bytes[..<count])
    }
}
