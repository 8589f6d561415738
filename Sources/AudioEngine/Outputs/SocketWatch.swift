// Notices a sound server's socket being made, without looking for it.
import Dispatch
import Glibc
import Synchronization

/// Watches the folder of a socket by inotify: nothing runs until something is made there.
final class SocketWatch: Sendable {
    private let source: Mutex<(any DispatchSourceRead)?>

    /// Nil where there is no such folder, or nothing can be watched. `appeared` runs on `queue`.
    init?(socket path: String, queue: DispatchQueue, appeared: @escaping @Sendable () -> Void) {
        guard let cut = path.lastIndex(of: "/") else { return nil }
        let folder = String(path[..<cut])
        let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        guard inotify_add_watch(descriptor, folder, UInt32(IN_CREATE | IN_MOVED_TO)) >= 0 else {
            close(descriptor)
            return nil
        }
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler {
            // What was made does not matter: whoever is told looks for the server itself.
            var events = [UInt8](repeating: 0, count: 4_096)
            while read(descriptor, &events, events.count) > 0 {}
            appeared()
        }
        source.setCancelHandler { close(descriptor) }
        source.resume()
        self.source = Mutex(source)
    }

    deinit { cancel() }

    func cancel() {
        source.withLock {
            $0?.cancel()
            $0 = nil
        }
    }

    /// The socket that a server's address means: `unix:PATH`, a path, or where libpulse looks when
    /// it is told nothing. Nil for servers reached over the network.
    static func path(of server: String?, _ environment: (String) -> String? = variable) -> String? {
        switch server ?? environment("PULSE_SERVER") {
        case let address? where address.hasPrefix("unix:"): String(address.dropFirst(5))
        case let address? where address.hasPrefix("/"): address
        case .some: nil
        case nil:
            environment("PULSE_RUNTIME_PATH").map { "\($0)/native" }
                ?? environment("XDG_RUNTIME_DIR").map { "\($0)/pulse/native" }
        }
    }

    static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
