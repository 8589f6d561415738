// An output that plays exactly as many samples as a test tells it to.
import Synchronization

@testable import AudioEngine

final class ManualOutput: Sendable {
    struct State {
        var ring: SampleRing?
        var tell: (@Sendable (OutputNews) -> Void)?
        var found: (@Sendable () -> Void)?
        var watches = 0
        var device: String?
        var running = false
        var opened = 0
        var refusal: OutputUnavailable?
        var latency = 0
        var played: [Float] = []
        var log: [String] = []
    }

    let state = Mutex(State())

    var port: OutputPort {
        port(on: "manual")
    }

    private func port(on device: String) -> OutputPort {
        OutputPort(
            open: { [self] (ring, again, tell) throws(OutputUnavailable) in
                let refusal = state.withLock { state -> OutputUnavailable? in
                    guard state.refusal == nil else { return state.refusal }
                    (state.ring, state.tell, state.device) = (ring, tell, again ?? device)
                    state.opened += 1
                    return nil
                }
                if let refusal { throw refusal }
                return session(again ?? device)
            },
            choosing: { [self] in port(on: $0 ?? "manual") },
            watch: { [self] _, _, found in
                state.withLock {
                    $0.found = found
                    $0.watches += 1
                }
                return OutputWatch {}
            })
    }

    private func session(_ device: String) -> OutputSession {
        OutputSession(
            device: AudioDevice(name: device, description: device, isDefault: false),
            start: { [self] in note("start") { $0.running = true } },
            stop: { [self] in note("stop") { $0.running = false } },
            discard: { [self] in note("discard") { $0.ring?.skip() } },
            wake: {},
            still: { [self] body in state.withLock { _ in body() } },
            latency: { [self] in state.withLock { $0.latency } },
            close: { [self] in note("close") { $0.running = false } })
    }

    private func note(_ word: String, _ body: @Sendable (inout State) -> Void) {
        state.withLock {
            $0.log.append(word)
            body(&$0)
        }
    }

    /// Plays up to `count` samples; returns how many there were.
    @discardableResult func advance(_ count: Int) -> Int {
        state.withLock { state in
            guard state.running, let ring = state.ring else { return 0 }
            let block = UnsafeMutablePointer<Float>.allocate(capacity: count)
            defer { block.deallocate() }
            let got = ring.read(into: block, count: count)
            state.played.append(contentsOf: UnsafeBufferPointer(start: block, count: got))
            return got
        }
    }

    var played: [Float] { state.withLock { $0.played } }
    func unplug() { state.withLock { $0.tell }?(.lost) }
    func moveDefault() { state.withLock { $0.tell }?(.moved) }
    /// What the watch says when the device is there again.
    func plugIn() { state.withLock { $0.found }?() }
}

/// Collects what a player says.
final class EventLog: Sendable {
    private let events = Mutex<[PlayerEvent]>([])
    var all: [PlayerEvent] { events.withLock { $0 } }
    func note(_ event: PlayerEvent) { events.withLock { $0.append(event) } }
}
