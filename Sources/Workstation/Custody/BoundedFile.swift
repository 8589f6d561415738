// Files that somebody names on the command line, read without trusting how long they are.
import Foundation

/// Reads a file whole, and never more of it than was agreed to.
public enum BoundedFile {
    /// - Parameter plainOnly: refuses whatever is no plain file, unopened by a reader that waits.
    /// - Returns: `nil` where it cannot be read; throws where it is longer than `longest`.
    public static func read(
        _ path: String, longest: Int, plainOnly: Bool = false
    ) throws(TooLong) -> Data? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | (plainOnly ? O_NONBLOCK : 0))
        guard descriptor >= 0 else { return nil }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { return nil }
        let isPlain = facts.st_mode & S_IFMT == S_IFREG
        guard isPlain || !plainOnly else { return nil }
        if isPlain, facts.st_size > longest { throw TooLong() }
        return try read(handle, longest: longest)
    }

    /// What comes of a handle, to its end.
    public static func read(_ handle: FileHandle, longest: Int) throws(TooLong) -> Data? {
        var bytes = Data()
        while let more = try? handle.read(upToCount: 1 << 20), !more.isEmpty {
            bytes += more
            guard bytes.count <= longest else { throw TooLong() }
        }
        return bytes
    }

    public struct TooLong: Error {}
}
