// One connection to the sound server.
import CPulse
import Dispatch
import Synchronization

/// A context and the thread it lives on.
///
/// Sendable is unchecked because libpulse's objects are pointers: they are touched only with the
/// main loop's lock held, by its own thread or through `locked`.
final class PulseLink: @unchecked Sendable {
    /// How long a server that does not answer is waited for.
    static let patience = DispatchTimeInterval.seconds(2)

    let context: OpaquePointer
    private let loop: OpaquePointer
    private let list: PulseSinks
    /// Told of every change of sinks or of the default; set once, with the lock held.
    private var news: (@Sendable () -> Void)?
    /// Whether a turn of a sink's volume or another port of it is news.
    private var hearsChanges = false
    private let changed = DispatchSemaphore(value: 0)
    private let lost: @Sendable () -> Void
    private let phase = Mutex(Phase.connecting)
    private enum Phase { case connecting, ready, failed, closed }

    /// Connects, or says why not. Never starts a server.
    init(server: String?, lost: @escaping @Sendable () -> Void) throws(OutputUnavailable) {
        guard let loop = pa_threaded_mainloop_new() else {
            throw .noServer(reason: "out of memory")
        }
        guard let context = pa_context_new(pa_threaded_mainloop_get_api(loop), "Earshot") else {
            pa_threaded_mainloop_free(loop)
            throw .noServer(reason: "out of memory")
        }
        (self.loop, self.context, self.lost) = (loop, context, lost)
        list = PulseSinks(context: context)
        let me = Unmanaged.passUnretained(self).toOpaque()
        pa_context_set_state_callback(
            context,
            { _, user in
                guard let user else { return }
                Unmanaged<PulseLink>.fromOpaque(user).takeUnretainedValue().stateChanged()
            }, me)
        guard pa_context_connect(context, server, PA_CONTEXT_NOAUTOSPAWN, nil) >= 0,
            pa_threaded_mainloop_start(loop) >= 0
        else {
            let reason = Self.reason(context)
            close()
            throw .noServer(reason: reason)
        }
        try waitUntilReady()
    }

    /// Runs `body` while the main loop's thread stands still.
    func locked<Result>(_ body: () -> Result) -> Result {
        pa_threaded_mainloop_lock(loop)
        defer { pa_threaded_mainloop_unlock(loop) }
        return body()
    }

    /// Hands the sinks to `done`, on the main loop's thread; never, where the server goes first.
    func sinks(_ done: @escaping @Sendable ([AudioDevice]) -> Void) {
        unlessClosed { list.ask(done) }
    }

    /// Calls `changed` on the main loop's thread when a sink comes, goes or becomes the default;
    /// where changes of sinks are `ofInterest`, also with every turn of a volume and another port.
    func subscribe(
        changesOfSinks ofInterest: Bool, _ changed: @escaping @Sendable () -> Void
    ) {
        let me = Unmanaged.passUnretained(self).toOpaque()
        let mask = PA_SUBSCRIPTION_MASK_SINK.rawValue | PA_SUBSCRIPTION_MASK_SERVER.rawValue
        unlessClosed {
            (news, hearsChanges) = (changed, ofInterest)
            pa_context_set_subscribe_callback(
                context,
                { _, event, _, user in
                    let kind = event.rawValue & PA_SUBSCRIPTION_EVENT_TYPE_MASK.rawValue
                    let facility = event.rawValue & PA_SUBSCRIPTION_EVENT_FACILITY_MASK.rawValue
                    guard let user else { return }
                    let link = Unmanaged<PulseLink>.fromOpaque(user).takeUnretainedValue()
                    guard
                        facility == PA_SUBSCRIPTION_EVENT_SERVER.rawValue
                            || kind != PA_SUBSCRIPTION_EVENT_CHANGE.rawValue || link.hearsChanges
                    else { return }
                    link.news?()
                }, me)
            guard
                let operation = pa_context_subscribe(
                    context, pa_subscription_mask_t(rawValue: mask), nil, nil)
            else { return }
            pa_operation_unref(operation)
        }
    }

    /// Runs `body` with the lock, on this thread or already on the main loop's.
    private func unlessClosed(_ body: () -> Void) {
        guard phase.withLock({ $0 == .ready }) else { return }
        if pa_threaded_mainloop_in_thread(loop) != 0 { body() } else { locked(body) }
    }

    /// What libpulse last complained of, in its words.
    static func reason(_ context: OpaquePointer) -> String {
        pa_strerror(pa_context_errno(context)).map { String(cString: $0).lowercased() }
            ?? "no reason given"
    }

    /// Ends the connection and its thread. Not to be called from that thread.
    func close() {
        let first = phase.withLock { phase -> Bool in
            defer { phase = .closed }
            return phase != .closed
        }
        guard first else { return }
        locked {
            pa_context_set_state_callback(context, nil, nil)
            pa_context_set_subscribe_callback(context, nil, nil)
            news = nil
            pa_context_disconnect(context)
        }
        pa_threaded_mainloop_stop(loop)
        pa_context_unref(context)
        pa_threaded_mainloop_free(loop)
    }

    private func waitUntilReady() throws(OutputUnavailable) {
        let deadline = DispatchTime.now() + Self.patience
        while true {
            let timedOut = changed.wait(timeout: deadline) == .timedOut
            switch phase.withLock({ $0 }) {
            case .ready: return
            case .connecting where !timedOut: continue
            default:
                let reason = timedOut ? "no answer" : locked { Self.reason(context) }
                close()
                throw .noServer(reason: reason)
            }
        }
    }

    /// On the main loop's thread.
    private func stateChanged() {
        let next: Phase? =
            switch pa_context_get_state(context) {
            case PA_CONTEXT_READY: .ready
            case PA_CONTEXT_FAILED, PA_CONTEXT_TERMINATED: .failed
            default: nil
            }
        guard let next else { return }
        let before = phase.withLock { phase in
            defer { if phase != .closed { phase = next } }
            return phase
        }
        changed.signal()
        if before == .ready, next == .failed { lost() }
    }
}
