// The few calls of the system the harness stands on.

import Glibc

enum Errno {
    static var current: Int32 { errno }

    static func text(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}

/// A point in time to wait until.
struct Deadline {
    private let end: ContinuousClock.Instant

    init(after timeout: Duration) {
        end = .now + timeout
    }

    /// Whole milliseconds left, rounded up, for `poll`; 0 when the time is over.
    var milliseconds: Int32 {
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }

    var isOver: Bool { milliseconds == 0 }
}

/// Waits for events on descriptors; answers what `poll` found, all zero when the time was over.
func waitForEvents(_ wanted: [(descriptor: Int32, events: Int)], _ deadline: Deadline) -> [Int] {
    var entries = wanted.map {
        pollfd(fd: $0.descriptor, events: Int16($0.events), revents: 0)
    }
    while poll(&entries, nfds_t(entries.count), deadline.milliseconds) < 0 {
        if Errno.current != EINTR { break }
    }
    return entries.map { Int($0.revents) }
}

/// What one non-blocking read gave.
enum ReadOutcome {
    case bytes([UInt8])
    case nothingYet
    case ended
}

func readAvailable(_ descriptor: Int32) -> ReadOutcome {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let got = read(descriptor, &buffer, buffer.count)
        if got > 0 { return .bytes(Array(buffer[..<got])) }
        if got < 0, Errno.current == EINTR { continue }
        // A terminal whose last user is gone answers EIO.
        return got < 0 && Errno.current == EAGAIN ? .nothingYet : .ended
    }
}

/// Calls `body` with a C array of C strings that ends with a null pointer.
func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { buffer in
        // The terminating null makes the buffer non-empty.
        withUnsafePointer(to: nil as UnsafeMutablePointer<CChar>?) { empty in
            body(buffer.baseAddress ?? empty)
        }
    }
}

/// The first executable of that name in the usual places; a path is taken as it is.
func executablePath(_ name: String) -> String {
    guard !name.contains("/") else { return name }
    let folders = ["/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin"]
    return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 } ?? "/usr/bin/\(name)"
}
