// Ctrl-C during long work: the work stops at a safe place instead of the process stopping dead.
import Foundation
import Workstation

/// Asked for by SIGINT or SIGTERM; read between steps of the work.
struct Interruption {
    private let signals = try? SignalPipe([.interrupt, .terminate])

    /// Whether an interruption was asked for. Stays true.
    var isAsked: Bool {
        if !state.asked, let signals, !signals.drain().isEmpty { state.asked = true }
        return state.asked
    }

    /// Sleeps, and wakes at once when interrupted.
    func wait(seconds: Double) {
        guard let signals else { return Thread.sleep(forTimeInterval: seconds) }
        var watched = pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)
        poll(&watched, 1, Int32(seconds * 1000))
    }

    /// Sleeps until the store was written to or the time is over, and wakes at once when
    /// interrupted. Where the system tells of no writes, it looks twice a second.
    func wait(for news: StoreWatch?, seconds: Double) {
        guard let news else { return wait(seconds: min(seconds, 0.5)) }
        var watched = [
            pollfd(fd: news.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signals?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        poll(&watched, nfds_t(watched.count), Int32(seconds * 1000))
        guard watched[0].revents != 0, watched[1].revents == 0 else { return }
        // Many writes are one look.
        wait(seconds: 0.25)
        news.clear()
    }

    /// Waits for something on standard input, its end included; false when nothing came in time or
    /// an interruption was asked for.
    func waitForInput(seconds: Double) -> Bool {
        var watched = [
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signals?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        poll(&watched, nfds_t(watched.count), Int32(seconds * 1000))
        return watched[0].revents != 0 && watched[1].revents == 0
    }

    private final class State {
        var asked = false
    }
    private let state = State()
}
