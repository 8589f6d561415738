// Waits for a sink to be there again, by the server's own news.
import Dispatch
import Synchronization

/// Says once when the sink called `wanted` (any sink, where nil) can be played to; where a `port`
/// is named, through that one.
///
/// Nothing is asked in a loop: the server tells of sinks, and where there is no server the folder
/// of its socket is watched. A server that is reached over the network and went away is not waited
/// for: the next `play` tries it.
final class PulseWatch: Sendable {
    /// A socket is made a moment before it is listened on: how often, and after how many
    /// milliseconds (doubled each time), it is tried again.
    private static let (tries, firstPause) = (6, 20)

    private struct State {
        var link: PulseLink?
        var socket: SocketWatch?
        var isOver = false
    }

    private let server: String?
    private let wanted: String?
    private let port: String?
    private let found: @Sendable () -> Void
    private let queue = DispatchQueue(label: "earshot-devices")
    private let state = Mutex(State())

    /// Where it is `eager`, a sink that is already there counts; else only what changes.
    init(
        server: String?, wanted: String?, port: String? = nil, eager: Bool,
        found: @escaping @Sendable () -> Void
    ) {
        (self.server, self.wanted, self.port, self.found) = (server, wanted, port, found)
        queue.async { [self] in connect(looking: eager, tries: 1) }
    }

    func cancel() {
        queue.async { [self] in finish() }
    }

    // MARK: on the queue

    private var isOver: Bool { state.withLock { $0.isOver } }

    private func connect(looking: Bool, tries: Int) {
        guard !isOver, state.withLock({ $0.link == nil }) else { return }
        watchSocket()
        do throws(OutputUnavailable) {
            let link = try PulseLink(server: server) { [weak self] in self?.linkLost() }
            state.withLock { ($0.link, $0.socket) = (link, nil) }
            // A turn of a volume makes no sink playable, a jack that is plugged in again does.
            link.subscribe(changesOfSinks: port != nil) { [weak self] in self?.look() }
            if looking { look() }
        } catch {
            guard tries > 1 else { return }
            let pause = Self.firstPause << (Self.tries - tries)
            queue.asyncAfter(deadline: .now() + .milliseconds(pause)) { [weak self] in
                self?.connect(looking: true, tries: tries - 1)
            }
        }
    }

    private func watchSocket() {
        guard state.withLock({ $0.socket == nil }), let path = SocketWatch.path(of: server) else {
            return
        }
        let socket = SocketWatch(socket: path, queue: queue) { [weak self] in
            self?.connect(looking: true, tries: Self.tries)
        }
        state.withLock { $0.socket = socket }
    }

    private func finish() {
        let link = state.withLock { state -> PulseLink? in
            state.isOver = true
            state.socket = nil
            defer { state.link = nil }
            return state.link
        }
        link?.close()
    }

    // MARK: on the link's thread

    private func look() {
        let link = state.withLock { $0.link }
        link?.sinks { [weak self] sinks in
            guard let self else { return }
            let isThere = sinks.contains {
                (wanted == nil || $0.name == wanted) && (port == nil || $0.port == port)
            }
            guard isThere else { return }
            queue.async { [self] in
                guard !isOver else { return }
                finish()
                found()
            }
        }
    }

    private func linkLost() {
        queue.async { [weak self] in
            guard let self else { return }
            let link = state.withLock { state -> PulseLink? in
                defer { state.link = nil }
                return state.link
            }
            link?.close()
            connect(looking: true, tries: 1)
        }
    }
}
