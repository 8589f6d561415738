// Bytes that must leave no trace: kept out of swap and core dumps, wiped when let go.
import Foundation
import Synchronization

/// Opened audio, or another secret too large for a key.
///
/// The memory is its own pages, locked where the system lets it (see `memoryLock`), never part
/// of a core dump, and overwritten on release. It can be read in place only.
public final class SecretBytes: Sendable, Redacted {
    public let count: Int
    /// Whether the pages are kept out of swap.
    public let isLocked: Bool
    // Written only in init and deinit, when nobody else has it.
    nonisolated(unsafe) private let start: UnsafeMutableRawPointer

    /// Reserves `count` bytes and lets `fill` write them.
    init(
        count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Void
    ) throws(VaultError) {
        let mapped = mmap(
            nil, max(count, 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapped, mapped != MAP_FAILED else {
            throw .memoryRefused(byteCount: count)
        }
        self.count = count
        start = mapped
        isLocked = mlock(mapped, max(count, 1)) == 0
        madvise(mapped, max(count, 1), MADV_DONTDUMP)
        Self.record(count, locked: isLocked)
        fill(UnsafeMutableRawBufferPointer(start: mapped, count: count))
    }

    /// Takes over `data` and wipes it.
    convenience init(taking data: inout Data) throws(VaultError) {
        defer { data.wipe() }
        try self.init(count: data.count) { target in
            data.withUnsafeBytes { target.copyMemory(from: $0) }
        }
    }

    deinit {
        explicit_bzero(start, count)
        munmap(start, max(count, 1))
        Self.record(-count, locked: isLocked)
    }

    /// Reads the bytes where they are. The pointer is good only inside `body`.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: start, count: count))
    }
}

/// How well opened secrets are kept out of swap at the moment.
public struct MemoryLockReport: Sendable, Equatable {
    /// Bytes of living secrets in locked pages, and in pages that could be swapped out.
    public let lockedBytes: Int
    public let unlockedBytes: Int
    /// What the system lets this process lock, in bytes; `nil` is no limit.
    public let limit: Int?
}

extension SecretBytes {
    private static let lockedBytes = Atomic<Int>(0)
    private static let unlockedBytes = Atomic<Int>(0)

    private static func record(_ bytes: Int, locked: Bool) {
        if locked {
            lockedBytes.wrappingAdd(bytes, ordering: .relaxed)
        } else {
            unlockedBytes.wrappingAdd(bytes, ordering: .relaxed)
        }
    }

    /// The state of memory locking, for `doctor`.
    public static var memoryLock: MemoryLockReport {
        var limits = rlimit()
        let known = getrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &limits) == 0
        return MemoryLockReport(
            lockedBytes: lockedBytes.load(ordering: .relaxed),
            unlockedBytes: unlockedBytes.load(ordering: .relaxed),
            limit: known ? Int(exactly: limits.rlim_cur) : 0)
    }
}
