// What the disk itself takes to keep a small write.
import Foundation

/// Overwrites 4 KB of a file and waits until it is on disk, as a database's log does.
final class DiskFloor {
    private let descriptor: Int32
    private var turn: off_t = 0
    private let block = [UInt8](repeating: 0xA5, count: 4096)

    init(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BenchFailure("cannot write \(path)") }
        for place in 0..<64 { pwrite(descriptor, block, block.count, off_t(place * 4096)) }
        fsync(descriptor)
    }

    deinit { close(descriptor) }

    func measure() throws -> Duration {
        turn = (turn + 1) % 64
        return try timed {
            guard pwrite(descriptor, block, block.count, turn * 4096) == block.count,
                fdatasync(descriptor) == 0
            else { throw BenchFailure("the disk does not take writes") }
        }.time
    }
}
