// A server of a test's own on this machine: takes connections and lets the test talk on each.
import Foundation
import Synchronization

/// Listens on a port the system chose, until it is stopped: it is not stopped by being let go, which
/// the compiler may do while a client still talks to it. Every connection is talked to on a thread of
/// its own, and closed when the talk is over.
final class LoopbackServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let record = Record()

    /// What clients sent, a text a connection.
    private final class Record: Sendable {
        let texts = Mutex<[String]>([])
    }

    struct CannotListen: Error {}

    init(_ talk: @escaping @Sendable (Talk) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { place in
            place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, $0, &size) == 0
            }
        }
        guard isBound else { throw CannotListen() }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [record] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                Thread.detachNewThread {
                    let line = Talk(connection)
                    talk(line)
                    record.texts.withLock { $0.append(line.heard) }
                    line.end()
                }
            }
        }
    }

    /// Nobody listens there any more.
    func stop() {
        // Wakes the thread that accepts, which a close alone would not.
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// What was heard on connections that are over, in the order they ended.
    var heard: [String] { record.texts.withLock { $0 } }
}

/// One connection, as the server has it.
final class Talk: @unchecked Sendable {
    // One thread has it: the one that was started for the connection.
    private let descriptor: Int32
    private(set) var heard = ""
    private var bytes: [UInt8] = []

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    func say(_ text: String) {
        let bytes = Array(text.utf8)
        _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Whether the client took it all.
    func pour(_ part: [UInt8]) -> Bool {
        send(descriptor, part, part.count, Int32(MSG_NOSIGNAL)) == part.count
    }

    /// A line without its end; `nil` when the client went.
    func line() -> String? {
        while true {
            if let end = bytes.firstIndex(of: 10) {
                let line = String(decoding: bytes[..<end], as: UTF8.self)
                bytes.removeFirst(end + 1)
                return line.hasSuffix("\r") ? String(line.dropLast()) : line
            }
            guard more() else { return nil }
        }
    }

    func text(_ count: Int) -> String {
        while bytes.count < count, more() {}
        let text = String(decoding: bytes.prefix(count), as: UTF8.self)
        bytes.removeFirst(min(count, bytes.count))
        return text
    }

    /// Says nothing until the client gives up.
    func hang() {
        while more() {}
    }

    private func more() -> Bool {
        var part = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &part, part.count, 0)
        guard count > 0 else { return false }
        heard += String(decoding: part[..<count], as: UTF8.self)
        bytes += part[..<count]
        return true
    }

    func end() { close(descriptor) }
}

extension Talk {
    /// A whole HTTP request: its head's lines and its body.
    func request() -> (head: [String], body: String)? {
        var head: [String] = []
        while let line = line() {
            guard line.isEmpty else {
                head.append(line)
                continue
            }
            let length = head.first { $0.lowercased().hasPrefix("content-length:") }?
                .split(separator: " ").last.flatMap { Int($0) }
            return (head, text(length ?? 0))
        }
        return nil
    }

    /// Speaks SMTP as a server that answers `answers` to commands that begin as their keys do, and
    /// well to all others.
    func smtp(_ answers: [String: String] = [:], offers: [String] = []) {
        say("220 test\r\n")
        while let line = line() {
            if let own = answers.first(where: { line.hasPrefix($0.key) }) {
                say(own.value + "\r\n")
                continue
            }
            switch line.prefix(4).uppercased() {
            case "EHLO":
                let lines = ["test"] + offers
                for (index, offer) in lines.enumerated() {
                    say("250\(index == lines.count - 1 ? " " : "-")\(offer)\r\n")
                }
            case "AUTH":
                say("334 \r\n")
                _ = self.line()
                say("235 welcome\r\n")
            case "DATA":
                say("354 go on\r\n")
                while let part = self.line(), part != "." {}
                say(answers["."].map { $0 + "\r\n" } ?? "250 taken\r\n")
            case "QUIT":
                say("221 bye\r\n")
                return
            default: say("250 well\r\n")
            }
        }
    }
}
