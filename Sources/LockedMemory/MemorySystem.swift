// What the pool asks of the operating system, so that tests can be another one.
import Glibc

/// The system calls of memory that is locked.
struct MemorySystem: Sendable {
    /// Maps zeroed pages of its own for so many bytes, left out of core dumps.
    var map: @Sendable (_ byteCount: Int) -> UnsafeMutableRawPointer?
    var unmap: @Sendable (_ start: UnsafeMutableRawPointer, _ byteCount: Int) -> Void
    /// Keeps pages out of swap; false where the system will not.
    var lock: @Sendable (_ start: UnsafeMutableRawPointer, _ byteCount: Int) -> Bool
    var unlock: @Sendable (_ start: UnsafeMutableRawPointer, _ byteCount: Int) -> Void
    /// The most that may be locked, in bytes; nil is no limit.
    var limit: @Sendable () -> Int?

    static let pageSize = max(1, sysconf(Int32(_SC_PAGESIZE)))

    static let live = MemorySystem(
        map: { byteCount in
            let pages = mmap(
                nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
            guard let pages, pages != MAP_FAILED else { return nil }
            madvise(pages, byteCount, MADV_DONTDUMP)
            return pages
        },
        unmap: { munmap($0, $1) },
        lock: { mlock($0, $1) == 0 },
        unlock: { munlock($0, $1) },
        limit: {
            var limits = rlimit()
            let known = getrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &limits) == 0
            // "Unlimited" is more than Int holds.
            return known ? Int(exactly: limits.rlim_cur) : 0
        })
}
