// A server that encrypts, by the openssl program, with a certificate made for the test.
import Foundation
import Synchronization
import TerminalHarness
import Testing

/// Answers whatever is sent to it with the same text.
final class SecureServer {
    let certificate: String
    private let folder: TemporaryFolder
    private let answer: String
    private var running: [PipedProcess] = []
    private var ends: [Int32] = []

    init(answer: String) throws {
        folder = try TemporaryFolder()
        certificate = folder.file("certificate.pem")
        self.answer = answer
        let made = try PipedProcess(
            ProgramCall(
                "openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                    "-nodes", "-keyout", folder.file("key.pem"), "-out", certificate, "-days", "2",
                    "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1",
                ]))
        try #require(try made.wait() == .exited(0), "\(made.errorText)")
    }

    deinit { for end in ends { close(end) } }

    /// Starts one more for one connection; answers its port.
    func start() throws -> Int {
        // What it reads there it sends to whoever connects.
        let pipe = folder.file("answer\(ends.count)")
        try #require(mkfifo(pipe, 0o600) == 0)
        let end = open(pipe, O_RDWR | O_CLOEXEC)
        ends.append(end)
        let bytes = Array(answer.utf8)
        try #require(write(end, bytes, bytes.count) == bytes.count)
        let server = try PipedProcess(
            ProgramCall(
                "sh",
                [
                    "-c",
                    "exec openssl s_server -accept 127.0.0.1:0 -key \"$1/key.pem\""
                        + " -cert \"$1/certificate.pem\" < \"$2\"",
                    "server", folder.path, pipe,
                ]))
        running.append(server)
        let head = "ACCEPT 127.0.0.1:"
        try #require(server.waitForOutput { $0.contains(head) && $0.hasSuffix("\n") })
        let line = server.outputText.split(separator: "\n").first { $0.hasPrefix(head) }
        return try #require(line.flatMap { Int($0.dropFirst(head.count)) })
    }
}

/// One value from one thread to another.
final class AsyncBox<Value: Sendable>: Sendable {
    private let held = Mutex<Value?>(nil)
    private let filled = DispatchSemaphore(value: 0)

    func put(_ value: Value) {
        held.withLock { $0 = value }
        filled.signal()
    }

    /// The value, once it is there; `nil` when it does not come.
    func wait() -> Value? {
        _ = filled.wait(timeout: .now() + 30)
        return held.withLock { $0 }
    }
}
