// Signals as values: the loop reads them like any other input.
import CEventLoop
import Foundation

/// What the system told the process.
public enum SystemSignal: Sendable, Equatable {
    case windowChanged, stop, proceed, hangUp, interrupt, terminate

    static let numbers: [Int32: SystemSignal] = [
        SIGWINCH: .windowChanged, SIGTSTP: .stop, SIGCONT: .proceed, SIGHUP: .hangUp,
        SIGINT: .interrupt, SIGTERM: .terminate, SIGQUIT: .terminate,
    ]
}

/// The one pipe signals are routed to. Open it once, before threads are started.
public struct SignalPipe: Sendable {
    public let descriptor: Int32

    public init(_ signals: [SystemSignal]) throws(SystemError) {
        let wanted = SystemSignal.numbers.filter { signals.contains($0.value) }.map(\.key)
        descriptor = earshot_signals_open(wanted, Int32(wanted.count))
        if descriptor < 0 { throw SystemError("route signals") }
        // Both then fail the call that met them, where the error is dealt with: a reader who went
        // away, and a file that may not grow.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Signals that came since the last call; never waits.
    public func drain() -> [SystemSignal] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return [] }
        return bytes[..<count].compactMap { SystemSignal.numbers[Int32($0)] }
    }

    /// Stops the process as the shell expects, and returns when it is continued.
    public func stopProcess() {
        earshot_signals_default_and_raise(SIGTSTP)
    }
}

/// Keeps the process's memory from other processes: no core dumps, no attaching.
public func sealProcessMemory() {
    _ = earshot_process_seal()
}
