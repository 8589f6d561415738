// Bytes that must leave no trace: kept out of swap and core dumps, wiped when let go.
import Foundation
import LockedMemory

/// Opened audio, or another secret too large for a key.
///
/// The memory is locked where the system lets it (see `LockedMemory.report`), never part of a core
/// dump, and overwritten on release. It can be read in place only.
public final class SecretBytes: Sendable, Redacted {
    private let memory: LockedMemory

    public var count: Int { memory.bytes.count }

    /// Whether the bytes are kept out of swap now.
    public var isLocked: Bool { memory.isLocked }

    /// Reserves `count` bytes and lets `fill` write them.
    init(
        count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Void
    ) throws(VaultError) {
        do throws(MemoryRefused) {
            memory = try LockedMemory(byteCount: count)
        } catch {
            throw .memoryRefused(byteCount: count)
        }
        fill(memory.bytes)
    }

    /// Takes over `data` and wipes it.
    convenience init(taking data: inout Data) throws(VaultError) {
        defer { data.wipe() }
        try self.init(count: data.count) { target in
            data.withUnsafeBytes { target.copyMemory(from: $0) }
        }
    }

    /// Reads the bytes where they are. The pointer is good only inside `body`.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(memory.bytes))
    }
}

extension SecretBytes {
    /// The state of memory locking in the whole process.
    public static var memoryLock: MemoryLockReport { LockedMemory.report }
}
