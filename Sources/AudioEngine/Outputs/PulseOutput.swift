// The live output: a playback stream of PulseAudio or PipeWire through libpulse.
import CPulse
import Dispatch
import Synchronization

extension OutputPort {
    /// The sink called `device`, or the server's default, followed when it changes. `server` is an
    /// address as in `PULSE_SERVER`; nil takes the one libpulse finds.
    static func pulse(device: String?, server: String? = nil) -> OutputPort {
        let jack = PulledJack()
        return OutputPort(
            open: { (ring, again, tell) throws(OutputUnavailable) in
                let link = try PulseLink(server: server) { tell(.lost) }
                let stream: PulseStream
                do throws(OutputUnavailable) {
                    stream = try PulseStream(link: link, ring: ring, device: again ?? device) {
                        tell(.lost)
                    }
                } catch {
                    link.close()
                    throw error
                }
                jack.forget()
                let session = session(link, stream)
                let follower = SinkFollower(
                    session.device, followsDefault: device == nil, jack: jack, tell: tell)
                follow(link, stream, follower)
                return session
            },
            choosing: { .pulse(device: $0, server: server) },
            watch: { name, eager, found in
                let watch = PulseWatch(
                    server: server, wanted: name ?? device, port: jack.port, eager: eager,
                    found: found)
                return OutputWatch { watch.cancel() }
            })
    }

    private static func session(_ link: PulseLink, _ stream: PulseStream) -> OutputSession {
        let name = stream.deviceName
        return OutputSession(
            device: AudioDevice.all(link)?.first { $0.name == name }
                ?? AudioDevice(name: name, description: name, isDefault: false),
            start: { stream.cork(false) }, stop: { stream.cork(true) },
            discard: stream.discard, wake: stream.wake, still: { body in link.locked(body) },
            latency: stream.latency,
            close: {
                stream.close()
                link.close()
            })
    }

    /// Where the default was only taken over from a sink that went, the stream is gone before the
    /// news comes, and no one listens any more.
    private static func follow(
        _ link: PulseLink, _ stream: PulseStream, _ follower: SinkFollower
    ) {
        link.sinks { follower.begin($0) }
        let isSounding: @Sendable () -> Bool = { [weak stream] in stream?.isRunning ?? false }
        link.subscribe(changesOfSinks: true) { [weak link] in
            link?.sinks { follower.learn($0, isSounding: isSounding()) }
        }
    }
}

extension AudioDevice {
    /// The sinks of a server. Waits for the answer, two seconds at most.
    static func all(server: String?) throws(OutputUnavailable) -> [AudioDevice] {
        let link = try PulseLink(server: server) {}
        defer { link.close() }
        guard let sinks = all(link) else { throw .noServer(reason: "no answer") }
        return sinks
    }

    /// The sinks a connection leads to; nil where the server goes before it answers. Not to be
    /// called from the connection's own thread.
    fileprivate static func all(_ link: PulseLink) -> [AudioDevice]? {
        let answer = Answer()
        link.sinks { answer.give($0) }
        return answer.wait(PulseLink.patience)
    }

    private final class Answer: Sendable {
        private let list = Mutex<[AudioDevice]?>(nil)
        private let came = DispatchSemaphore(value: 0)

        func give(_ sinks: [AudioDevice]) {
            list.withLock { $0 = sinks }
            came.signal()
        }

        func wait(_ patience: DispatchTimeInterval) -> [AudioDevice]? {
            _ = came.wait(timeout: .now() + patience)
            return list.withLock { $0 }
        }
    }
}
