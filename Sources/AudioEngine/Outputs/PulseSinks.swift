// Which sinks a sound server has, asked without waiting.
import CPulse

/// One list in the making. Touched only with the main loop's lock held.
final class PulseSinks {
    private let context: OpaquePointer
    private var defaultName: String?
    private var found: [AudioDevice] = []
    private var waiting: [@Sendable ([AudioDevice]) -> Void] = []
    /// Asked while an older answer was under way, which may not know the newest.
    private var isStale = false

    init(context: OpaquePointer) { self.context = context }

    /// Hands the list to `done` on the main loop's thread; never, where the server goes first.
    func ask(_ done: @escaping @Sendable ([AudioDevice]) -> Void) {
        waiting.append(done)
        if waiting.count > 1 { isStale = true } else { begin() }
    }

    private var me: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private static func at(_ user: UnsafeMutableRawPointer?) -> PulseSinks? {
        user.map { Unmanaged<PulseSinks>.fromOpaque($0).takeUnretainedValue() }
    }

    private func begin() {
        (found, isStale) = ([], false)
        guard pa_context_get_state(context) == PA_CONTEXT_READY else {
            waiting = []
            return
        }
        let operation = pa_context_get_server_info(
            context,
            { _, info, user in
                PulseSinks.at(user)?.serverCame(info?.pointee.default_sink_name)
            }, me)
        if let operation { pa_operation_unref(operation) }
    }

    private func serverCame(_ name: UnsafePointer<CChar>?) {
        defaultName = name.map { String(cString: $0) }
        let operation = pa_context_get_sink_info_list(
            context,
            { _, info, end, user in
                let list = PulseSinks.at(user)
                if end != 0 { list?.finish() } else if let info { list?.add(info.pointee) }
            }, me)
        if let operation { pa_operation_unref(operation) }
    }

    private func add(_ sink: pa_sink_info) {
        guard let name = sink.name.map({ String(cString: $0) }) else { return }
        found.append(
            AudioDevice(
                name: name,
                description: sink.description.map { String(cString: $0) } ?? name,
                isDefault: name == defaultName, volume: Self.volume(of: sink),
                port: sink.active_port?.pointee.name.map { String(cString: $0) }))
    }

    private static func volume(of sink: pa_sink_info) -> SystemVolume {
        var channels = sink.volume
        let loudest = pa_cvolume_max(&channels)
        let isKnown = sink.flags.rawValue & PA_SINK_DECIBEL_VOLUME.rawValue != 0
        return SystemVolume(
            scale: Double(loudest) / 65_536,
            decibels: isKnown ? pa_sw_volume_to_dB(loudest) : nil)
    }

    private func finish() {
        guard !isStale else { return begin() }
        let (askers, list) = (waiting, found)
        waiting = []
        for asker in askers { asker(list) }
    }
}
