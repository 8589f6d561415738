// A program that was started: its end, its signals, what it uses. It never outlives its owner.

import CPseudoTerminal
import Glibc

/// How a program ended.
public enum ExitStatus: Hashable, Sendable {
    case exited(Int32)
    case signaled(Int32)
}

/// What a program uses, as the kernel counts it.
public struct ProcessUsage: Hashable, Sendable {
    /// Resident memory in bytes.
    public var residentBytes: Int
    /// Time on a processor, user and system, all threads, in steps of the kernel's tick.
    public var processorTime: Duration
    public var threads: Int
    public var openDescriptors: Int
}

/// A running or ended child. Killed when the last owner goes.
public final class ChildProcess {
    public let processID: pid_t
    private let handle: Int32
    private var ended: ExitStatus?

    init(processID: pid_t) throws(HarnessFailure) {
        self.processID = processID
        handle = cpt_open_process(processID)
        if handle < 0 { throw HarnessFailure("pidfd_open", code: Errno.current) }
    }

    deinit {
        if status == nil {
            Glibc.kill(processID, SIGKILL)
            _ = waitpid(processID, nil, 0)
        }
        close(handle)
    }

    /// Readable once the program has ended.
    var descriptor: Int32 { handle }

    /// How it ended; `nil` while it runs.
    public var status: ExitStatus? {
        if let ended { return ended }
        var raw: Int32 = 0
        guard waitpid(processID, &raw, WNOHANG) == processID else { return nil }
        let status: ExitStatus =
            cpt_exited(raw) != 0 ? .exited(cpt_exit_code(raw)) : .signaled(cpt_signal(raw))
        ended = status
        return status
    }

    public var isRunning: Bool { status == nil }

    /// Sends a signal, unless the program has ended.
    public func kill(_ signal: Int32 = SIGKILL) {
        if status == nil { Glibc.kill(processID, signal) }
    }

    /// Waits for the end; throws when it does not come in time.
    public func wait(timeout: Duration = .seconds(120)) throws(HarnessFailure) -> ExitStatus {
        let deadline = Deadline(after: timeout)
        while true {
            if let status { return status }
            if deadline.isOver { throw HarnessFailure("process \(processID) did not end in time") }
            _ = waitForEvents([(handle, Int(POLLIN))], deadline)
        }
    }

    /// What the program uses now; throws once it has ended.
    public func usage() throws(HarnessFailure) -> ProcessUsage {
        // Behind the name in parentheses: state is field 3, so field n is at n - 3.
        let fields = try proc("stat").split(separator: ")").last?.split(separator: " ") ?? []
        let pages = try proc("statm").split(separator: " ")
        guard fields.count > 17, let user = Int(fields[11]), let system = Int(fields[12]),
            let threads = Int(fields[17]), pages.count > 1, let resident = Int(pages[1])
        else { throw HarnessFailure("cannot read /proc/\(processID)") }
        let tick = max(1, sysconf(Int32(_SC_CLK_TCK)))
        return ProcessUsage(
            residentBytes: resident * sysconf(Int32(_SC_PAGESIZE)),
            processorTime: .microseconds((user + system) * 1_000_000 / tick),
            threads: threads, openDescriptors: descriptorCount())
    }

    private func proc(_ name: String) throws(HarnessFailure) -> String {
        let path = "/proc/\(processID)/\(name)"
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw HarnessFailure(path, code: Errno.current) }
        defer { close(file) }
        guard case .bytes(let bytes) = readAvailable(file) else {
            throw HarnessFailure("\(path): the process has ended")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func descriptorCount() -> Int {
        guard let folder = opendir("/proc/\(processID)/fd") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) {
            // Not the entries for the folder itself and its parent.
            if entry.pointee.d_name.0 != UInt8(ascii: ".") { count += 1 }
        }
        return count
    }
}
