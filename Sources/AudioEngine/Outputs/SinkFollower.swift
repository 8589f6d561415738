// What the news of a sound server mean for the sink that is played to.
import Synchronization

/// Makes news for the engine of lists of sinks.
final class SinkFollower: Sendable {
    private struct State {
        var device: AudioDevice
        /// The default sink as last heard of.
        var defaultName: String?
    }

    private let state: Mutex<State>
    private let followsDefault: Bool
    private let jack: PulledJack
    private let tell: @Sendable (OutputNews) -> Void

    init(
        _ device: AudioDevice, followsDefault: Bool, jack: PulledJack,
        tell: @escaping @Sendable (OutputNews) -> Void
    ) {
        state = Mutex(State(device: device))
        (self.followsDefault, self.jack, self.tell) = (followsDefault, jack, tell)
    }

    /// Takes in the first list, which names the default and is no news of it.
    func begin(_ sinks: [AudioDevice]) {
        state.withLock { $0.defaultName = sinks.first(where: \.isDefault)?.name }
        learn(sinks, isSounding: false)
    }

    /// Tells of another default, where it is followed, and of the sink's own volume and port.
    ///
    /// A port that changes under a sound is a headset pulled from its jack: to go on would be to
    /// go on aloud over the loudspeakers, so the device counts as lost.
    func learn(_ sinks: [AudioDevice], isSounding: Bool) {
        let news = state.withLock { state -> OutputNews? in
            let standard = sinks.first(where: \.isDefault)?.name
            defer { state.defaultName = standard ?? state.defaultName }
            if followsDefault, let standard, let known = state.defaultName, standard != known {
                return .moved
            }
            guard let now = sinks.first(where: { $0.name == state.device.name }),
                now != state.device
            else { return nil }
            let before = state.device.port
            state.device = now
            guard isSounding, let before, before != now.port else { return .changed(now) }
            jack.pulled(before)
            return .lost
        }
        if let news { tell(news) }
    }
}

/// The port a sink had when it was lost with a pulled jack: to be gone back to.
final class PulledJack: Sendable {
    private let held = Mutex<String?>(nil)

    var port: String? { held.withLock { $0 } }
    func pulled(_ port: String) { held.withLock { $0 = port } }
    func forget() { held.withLock { $0 = nil } }
}
