// What commands print: plain lines and JSON documents, on whatever standard output is.
import Foundation
import Synchronization
import TerminalUI

enum Output {
    /// One line on standard output.
    static func line(_ line: String = "") {
        write(line + "\n", to: STDOUT_FILENO)
    }

    static func lines(_ lines: [String]) {
        for text in lines { line(text) }
    }

    /// Sentences to be read: on a terminal they are broken between words.
    static func prose(_ text: String) {
        guard isTerminal else { return line(text) }
        lines(WrappedText(text, width: proseColumns).readLines)
    }

    /// As wide as text is read with ease.
    private static let proseColumns = 80

    /// What is wrong with a person's own files: it keeps nobody from working.
    static func complain(_ complaints: [String]) {
        for text in complaints { complain("earshot: \(text)") }
    }

    /// Text on standard output as it stands.
    static func text(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    /// One line on standard error.
    static func complain(_ line: String) {
        write(line + "\n", to: STDERR_FILENO)
    }

    /// A question on standard error; the answer is typed behind it.
    static func prompt(_ question: String) {
        write(question, to: STDERR_FILENO)
    }

    /// Text over a line of standard error that is written again and again.
    static func overwrite(_ text: String) {
        write("\r\u{1B}[K\(text)", to: STDERR_FILENO)
    }

    /// One JSON document on standard output, keys sorted so that two runs compare.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    static func clearScreen() {
        write("\u{1B}[H\u{1B}[2J", to: STDOUT_FILENO)
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether whoever read standard output went away, as `head` does when it has enough.
    static var isBroken: Bool { broken.load(ordering: .relaxed) }
    private static let broken = Atomic(false)

    /// Work is not stopped by a reader that went away; what it would have read is dropped.
    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
                continue
            }
            guard count > 0 else {
                if descriptor == STDOUT_FILENO { broken.store(true, ordering: .relaxed) }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}
