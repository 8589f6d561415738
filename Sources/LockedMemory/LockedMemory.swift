// Memory for what must leave no trace: out of swap, out of core dumps, wiped when let go.
import Glibc

/// A piece of memory that is all zeros when made and wiped when its last holder lets go.
///
/// Its pages are never part of a core dump, and are locked as far as the system lets this process
/// lock (`LockedMemory.report`). Where the limit is reached, what was claimed first is locked, and
/// what was claimed later waits: as soon as something is let go, the oldest that waits is locked.
/// Nothing fails for want of a lock.
///
/// What is larger than `largestSlot` has pages of its own; smaller pieces share pages with others
/// of about their size.
///
/// Sendable is unchecked because the bytes are reached through a pointer: whoever makes a piece
/// sees to it that nobody reads while somebody writes.
public final class LockedMemory: @unchecked Sendable {
    /// The largest piece, in bytes, that shares its pages.
    public static let largestSlot = LockedPool.largestSlot

    /// The bytes in place; good as long as this piece is held. Aligned for any plain type.
    public let bytes: UnsafeMutableRawBufferPointer
    /// Nil for memory the pool would not give.
    private let pool: LockedPool?

    /// Claims `byteCount` bytes.
    /// - Throws: `MemoryRefused` where the system has no more memory at all.
    public convenience init(byteCount: Int) throws(MemoryRefused) {
        try self.init(byteCount: byteCount, in: .shared)
    }

    init(byteCount: Int, in pool: LockedPool) throws(MemoryRefused) {
        let count = max(0, byteCount)
        guard let start = pool.claim(count) else { throw MemoryRefused(byteCount: count) }
        bytes = UnsafeMutableRawBufferPointer(start: start, count: count)
        self.pool = pool
    }

    /// Room for `count` elements, for callers that cannot go on without: where the system maps no
    /// more pages it is taken from the heap, wiped all the same.
    public init<Element: BitwiseCopyable>(roomFor count: Int, of type: Element.Type) {
        let size = max(0, count) * MemoryLayout<Element>.stride
        if let start = LockedPool.shared.claim(size) {
            bytes = UnsafeMutableRawBufferPointer(start: start, count: size)
            pool = .shared
        } else {
            bytes = .allocate(byteCount: size, alignment: LockedPool.smallestSlot)
            bytes.initializeMemory(as: UInt8.self, repeating: 0)
            pool = nil
        }
    }

    deinit {
        if let start = bytes.baseAddress, bytes.count > 0 { explicit_bzero(start, bytes.count) }
        if let pool { pool.release(bytes) } else { bytes.deallocate() }
    }

    /// The memory as elements of a plain type, as many as it has room for. To be asked for one
    /// type only.
    public func elements<Element: BitwiseCopyable>(
        of type: Element.Type
    ) -> UnsafeMutableBufferPointer<Element> { bytes.bindMemory(to: type) }

    /// Whether the pages it lies in are kept out of swap now.
    public var isLocked: Bool { pool?.isLocked(bytes) ?? false }

    /// How well the memory of the whole process's secrets is kept out of swap, for `doctor`.
    public static var report: MemoryLockReport { LockedPool.shared.report }
}

/// How much of what must leave no trace is locked at this moment.
public struct MemoryLockReport: Sendable, Equatable {
    /// Bytes in locked pages, whole pages counted: what the system counts against `limit`.
    public let lockedBytes: Int
    /// Bytes in pages that could be swapped out.
    public let unlockedBytes: Int
    /// What the system lets this process lock, in bytes; `nil` is no limit.
    public let limit: Int?

    public init(lockedBytes: Int, unlockedBytes: Int, limit: Int?) {
        self.lockedBytes = lockedBytes
        self.unlockedBytes = unlockedBytes
        self.limit = limit
    }
}

/// The system has no more memory.
public struct MemoryRefused: Error, Equatable, Sendable, CustomStringConvertible {
    /// Bytes that were asked for.
    public let byteCount: Int

    public var description: String {
        "No memory for \(byteCount) bytes. Close other programs and try again."
    }
}
