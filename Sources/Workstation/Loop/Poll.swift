// The one place the program sleeps: poll(2) over its descriptors until the nearest deadline.
import Foundation

/// The monotonic clock timers are set by, in nanoseconds.
func monotonicNow() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// Sleeps until one of `descriptors` is readable or `deadline` has come. Says which are readable
/// and which are gone for good (the terminal was closed).
func waitForInput(on descriptors: [Int32], until deadline: UInt64?) -> (
    readable: Set<Int32>, gone: Set<Int32>
) {
    var watched = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var milliseconds: Int32 = -1
    if let deadline {
        let now = monotonicNow()
        // Rounded up: waking a moment early would spin until the deadline.
        milliseconds = deadline <= now ? 0 : Int32(clamping: (deadline - now + 999_999) / 1_000_000)
    }
    guard poll(&watched, nfds_t(watched.count), milliseconds) > 0 else { return ([], []) }
    let lost = Int16(POLLHUP) | Int16(POLLERR) | Int16(POLLNVAL)
    return (
        Set(watched.filter { $0.revents & Int16(POLLIN) != 0 }.map(\.fd)),
        Set(watched.filter { $0.revents & lost != 0 }.map(\.fd))
    )
}
