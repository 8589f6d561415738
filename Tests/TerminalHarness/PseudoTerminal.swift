// A real program on a real pseudo-terminal, seen through a terminal in memory.

import CPseudoTerminal
import Glibc

/// One program on one terminal. It is killed when this goes. It stays on one thread.
public final class PseudoTerminal {
    public let screen: VirtualScreen
    public let process: ChildProcess
    /// Every byte the program wrote, in order.
    public private(set) var output: [UInt8] = []

    private var master: Int32
    private var ended = false

    /// Starts a program; `TERM` is `xterm-256color` unless `call.environment` says otherwise.
    public init(_ call: ProgramCall, size: TerminalSize = .standard) throws(HarnessFailure) {
        let screen = try VirtualScreen(size: size)
        var call = call
        call.environment["TERM"] = call.environment["TERM"] ?? "xterm-256color"
        var master: Int32 = -1
        var child: pid_t = 0
        try call.withC { program in
            cpt_spawn_on_terminal(
                program, UInt16(clamping: size.rows), UInt16(clamping: size.columns), &master,
                &child)
        }
        self.screen = screen
        self.master = master
        process = try ChildProcess(processID: child)
    }

    deinit {
        hangUp()
    }

    // MARK: Keys

    /// Sends bytes, reading along so that neither side waits for the other.
    public func send(
        _ bytes: [UInt8], timeout: Duration = .seconds(120)
    ) throws(HarnessFailure) {
        let deadline = Deadline(after: timeout)
        var rest = bytes[...]
        while !rest.isEmpty {
            guard master >= 0, !ended else { throw HarnessFailure("the terminal is closed") }
            let written = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if Errno.current != EAGAIN, Errno.current != EINTR {
                throw HarnessFailure("write to the terminal", code: Errno.current)
            }
            drain()
            guard !rest.isEmpty else { return }
            if deadline.isOver {
                throw HarnessFailure("\(rest.count) bytes were not taken in time\n\(picture)")
            }
            _ = waitForEvents([(master, Int(POLLIN) | Int(POLLOUT))], deadline)
        }
    }

    public func send(_ key: KeyBytes) throws(HarnessFailure) {
        try send(key.bytes)
    }

    public func send(text: String) throws(HarnessFailure) {
        try send(Array(text.utf8))
    }

    /// Gives the terminal another size; the program gets SIGWINCH.
    public func resize(_ size: TerminalSize) throws(HarnessFailure) {
        screen.resize(size)
        let rows = UInt16(clamping: size.rows)
        if cpt_resize(master, rows, UInt16(clamping: size.columns)) != 0 {
            throw HarnessFailure("TIOCSWINSZ", code: Errno.current)
        }
    }

    /// Closes the terminal under the program, as a closed window does: it gets SIGHUP.
    public func hangUp() {
        guard master >= 0 else { return }
        close(master)
        master = -1
    }

    // MARK: What it shows

    /// Takes in what is there already, without waiting.
    public func drain() {
        guard master >= 0 else { return }
        while case .bytes(let bytes) = next() { take(bytes) }
    }

    /// Reads until `predicate` holds on the screen; throws with the screen's picture when it
    /// does not in time, or when the program ends before.
    public func waitUntil(
        _ what: String, timeout: Duration = .seconds(120), file: StaticString = #fileID,
        line: UInt = #line, _ predicate: (VirtualScreen) -> Bool
    ) throws(HarnessFailure) {
        let deadline = Deadline(after: timeout)
        drain()
        while !predicate(screen) {
            guard !deadline.isOver, !ended, master >= 0 else {
                let why = deadline.isOver ? "time is over" : "the program has ended"
                throw HarnessFailure("\(file):\(line): \(what): \(why)\n\(picture)")
            }
            _ = waitForEvents([(master, Int(POLLIN))], deadline)
            drain()
        }
    }

    /// Writes one key without reading along, for those who measure what follows.
    public func press(_ key: KeyBytes) throws(HarnessFailure) {
        let written = write(master, key.bytes, key.bytes.count)
        guard written == key.bytes.count else {
            throw HarnessFailure("write to the terminal", code: Errno.current)
        }
    }

    /// Waits for what the program writes next and shows it. Says when it came, before it was
    /// shown, and how many bytes it was; `nil` when nothing came in time or the program ended.
    public func nextOutput(
        within timeout: Duration
    ) -> (at: ContinuousClock.Instant, bytes: Int)? {
        guard master >= 0, !ended else { return nil }
        _ = waitForEvents([(master, Int(POLLIN))], Deadline(after: timeout))
        guard case .bytes(let bytes) = next() else { return nil }
        let now = ContinuousClock.now
        take(bytes)
        return (now, bytes.count)
    }

    /// Waits until `text` stands on one row of the screen.
    public func waitFor(
        _ text: String, timeout: Duration = .seconds(120), file: StaticString = #fileID,
        line: UInt = #line
    ) throws(HarnessFailure) {
        try waitUntil("\"\(text)\" on the screen", timeout: timeout, file: file, line: line) {
            $0.contains(text)
        }
    }

    /// Waits for the program's end, taking in all it says until then.
    public func wait(timeout: Duration = .seconds(120)) throws(HarnessFailure) -> ExitStatus {
        let deadline = Deadline(after: timeout)
        while process.isRunning {
            if deadline.isOver { throw HarnessFailure("the program did not end\n\(picture)") }
            let terminal = ended ? [] : [(master, Int(POLLIN))]
            _ = waitForEvents(terminal + [(process.descriptor, Int(POLLIN))], deadline)
            drain()
        }
        drain()
        return try process.wait(timeout: .zero)
    }

    /// The terminal's line settings, of a running program or of one that has gone.
    public func lineSettings() throws(HarnessFailure) -> LineSettings {
        var settings = termios()
        guard tcgetattr(master, &settings) == 0 else {
            throw HarnessFailure("tcgetattr", code: Errno.current)
        }
        return LineSettings(settings)
    }

    /// The screen in a frame, with the cursor's place, for messages.
    public var picture: String {
        let cursor = screen.cursor
        let rows = screen.lines.map { "  |\($0)" }.joined(separator: "\n")
        return "screen \(screen.size.columns)x\(screen.size.rows), "
            + "cursor at \(cursor.column),\(cursor.row):\n\(rows)"
    }

    private func next() -> ReadOutcome {
        let outcome = readAvailable(master)
        if case .ended = outcome { ended = true }
        return outcome
    }

    private func take(_ bytes: [UInt8]) {
        output += bytes
        let reply = screen.write(bytes)
        // A terminal's answers are short, and a program that does not read them loses them.
        if !reply.isEmpty { _ = write(master, reply, reply.count) }
    }
}
