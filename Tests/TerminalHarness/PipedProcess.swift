// A program without a terminal whose output is gathered as it comes.

import CPseudoTerminal
import Dispatch
import Glibc
import Synchronization

/// Bytes that a thread reads from a pipe until it ends, so that the writer never waits.
final class PipeCollector: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    private let ended = Mutex(false)
    private let news = DispatchSemaphore(value: 0)

    /// Reads from `descriptor` and closes it at its end.
    init(reading descriptor: Int32) {
        DispatchQueue(label: "pipe").async { [self] in
            // The descriptor blocks: nothing yet never comes.
            while case .bytes(let part) = readAvailable(descriptor) {
                bytes.withLock { $0 += part }
                news.signal()
            }
            close(descriptor)
            ended.withLock { $0 = true }
            news.signal()
        }
    }

    var all: [UInt8] { bytes.withLock { $0 } }
    var text: String { String(decoding: all, as: UTF8.self) }

    /// Waits until `predicate` holds for all that came; `false` when the pipe ends or the time
    /// is over before. `predicate` is asked again only when more has come.
    func wait(timeout: Duration, _ predicate: ([UInt8]) -> Bool) -> Bool {
        let deadline = Deadline(after: timeout)
        while true {
            // Ended first, bytes second: what came last is not missed.
            let over = ended.withLock { $0 } || deadline.isOver
            if predicate(all) { return true }
            if over { return false }
            let left = DispatchTimeInterval.milliseconds(Int(deadline.milliseconds))
            _ = news.wait(timeout: .now() + left)
        }
    }
}

/// A program started without a terminal; its output and its errors are kept apart.
public final class PipedProcess {
    public let process: ChildProcess
    let standardOutput: PipeCollector
    let standardError: PipeCollector

    public init(_ call: ProgramCall) throws(HarnessFailure) {
        let output = try Self.makePipe()
        let errors = try Self.makePipe()
        var child: pid_t = 0
        let started = Result { () throws(HarnessFailure) in
            try call.withC { cpt_spawn($0, output.write, errors.write, &child) }
        }
        close(output.write)
        close(errors.write)
        standardOutput = PipeCollector(reading: output.read)
        standardError = PipeCollector(reading: errors.read)
        try started.get()
        process = try ChildProcess(processID: child)
    }

    public var outputBytes: [UInt8] { standardOutput.all }
    public var outputText: String { standardOutput.text }
    public var errorText: String { standardError.text }

    /// Waits until what it wrote so far satisfies `predicate`; `false` when it ended before.
    public func waitForOutput(
        timeout: Duration = .seconds(60), _ predicate: (String) -> Bool
    ) -> Bool {
        standardOutput.wait(timeout: timeout) { predicate(String(decoding: $0, as: UTF8.self)) }
    }

    /// Waits for the end of the program and of what it writes.
    public func wait(timeout: Duration = .seconds(120)) throws(HarnessFailure) -> ExitStatus {
        let status = try process.wait(timeout: timeout)
        _ = standardOutput.wait(timeout: timeout) { _ in false }
        _ = standardError.wait(timeout: timeout) { _ in false }
        return status
    }

    private static func makePipe() throws(HarnessFailure) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard cpt_open_pipe(&ends) == 0 else {
            throw HarnessFailure("pipe", code: Errno.current)
        }
        return (ends[0], ends[1])
    }
}
