// Where lines come from and go to: standard input and output, or a test's own.
import Foundation

/// A conversation in lines. Not Sendable: it stays on the thread that made it.
struct LinePort {
    /// Lines that came since the last call, without their ends; `nil` once there will be no more.
    var read: () -> [String]?
    /// Writes text as it is.
    var write: (String) -> Void
    /// The descriptor to poll for input.
    var inputDescriptor: Int32
    /// Whether what is typed shows by itself; where it does not, the desk repeats it.
    var echoes: Bool
    /// Shows what is typed from now on, or does not: a passphrase.
    var setEcho: (Bool) -> Void = { _ in }

    /// This process's standard input and output.
    static func standard() -> LinePort {
        let input = LineInput(descriptor: STDIN_FILENO)
        return LinePort(
            read: input.read, write: writeToStandardOutput, inputDescriptor: STDIN_FILENO,
            echoes: isatty(STDIN_FILENO) == 1, setEcho: setTerminalEcho)
    }

    private static func setTerminalEcho(_ isOn: Bool) {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
        let flag = tcflag_t(ECHO)
        guard (settings.c_lflag & flag != 0) != isOn else { return }
        if isOn { settings.c_lflag |= flag } else { settings.c_lflag &= ~flag }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    }

    /// A reader that went away is no reason to stop: what was typed is still to be saved.
    private static func writeToStandardOutput(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}

/// Cuts what arrives on a descriptor into lines.
final class LineInput {
    private let descriptor: Int32
    private var waiting: [UInt8] = []

    /// A line longer than this is cut: nobody types it, and it must not fill the memory.
    private static let longest = 1 << 20

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Reads what is there. Call when the descriptor is readable: it would wait otherwise.
    func read() -> [String]? {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = Foundation.read(descriptor, &bytes, bytes.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return [] }
        guard count > 0 else {
            guard !waiting.isEmpty else { return nil }
            // The last line had no end.
            defer { waiting = [] }
            return [text(waiting)]
        }
        waiting += bytes[..<count]
        var parts = waiting.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        waiting = Array(parts.removeLast().prefix(Self.longest))
        return parts.map(text)
    }

    private func text(_ bytes: some Sequence<UInt8>) -> String {
        var line = String(decoding: Array(bytes), as: UTF8.self)
        if line.hasSuffix("\r") { line.removeLast() }
        return line
    }
}
