// A file opened for reading: regular or refused, closed when dropped.
import Foundation

/// An open regular file. It never waits on a pipe and never follows into a device.
final class ByteSource {
    /// Bytes in the file when it was opened.
    let size: Int64
    private let descriptor: Int32

    /// - Throws: `InterchangeError.cannotRead` or `.notAFile`.
    init(path: String) throws(InterchangeError) {
        // O_NONBLOCK: opening a FIFO that nobody writes to must not hang the import.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .cannotRead(path: path, code: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw .cannotRead(path: path, code: code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .notAFile(path: path)
        }
        self.descriptor = descriptor
        self.path = path
        size = Int64(status.st_size)
    }

    private let path: String

    deinit {
        close(descriptor)
    }

    /// Reads into `buffer`; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InterchangeError) -> Int {
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .cannotRead(path: path, code: errno) }
        }
    }
}
