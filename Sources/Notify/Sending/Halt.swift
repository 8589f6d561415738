// A word to all tries under way that nobody waits for them any longer.
import Foundation
import Synchronization

/// Said once, heard by everybody who polls `descriptor`, from then on.
final class Halt: Sendable {
    /// At its end once it was said; -1 where the system had no pipe to give, and nobody hears.
    let descriptor: Int32
    private let mouth: Mutex<Int32>

    init() {
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) != 0 { ends = [-1, -1] }
        // What we start ourselves inherits nothing in any case.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        mouth = Mutex(ends[1])
    }

    deinit {
        say()
        if descriptor >= 0 { close(descriptor) }
    }

    func say() {
        mouth.withLock { end in
            if end >= 0 { close(end) }
            end = -1
        }
    }
}
