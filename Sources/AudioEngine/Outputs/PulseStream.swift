// One playback stream, kept open and corked between clips.
import CPulse
import Dispatch
import Synchronization

/// A mono stream at the engine's rate, fed from the ring.
///
/// Sendable is unchecked because libpulse's stream is a pointer and its flags are plain: all are
/// touched only with the main loop's lock held.
final class PulseStream: @unchecked Sendable {
    /// What the server is asked to hold, in milliseconds: less glitches, more is felt.
    static let bufferMilliseconds = 60

    private let link: PulseLink
    private let ring: SampleRing
    private let stream: OpaquePointer
    private let lost: @Sendable () -> Void
    private let settled = DispatchSemaphore(value: 0)
    private var hungry = false
    private var untilTiming = 0
    private var wasReady = false
    private var closed = false

    init(
        link: PulseLink, ring: SampleRing, device: String?, lost: @escaping @Sendable () -> Void
    ) throws(OutputUnavailable) {
        var format = pa_sample_spec(
            format: PA_SAMPLE_FLOAT32LE, rate: UInt32(Engine.rate), channels: 1)
        guard
            let stream = link.locked({ pa_stream_new(link.context, "speech clip", &format, nil) })
        else { throw .noDevice(reason: link.locked { PulseLink.reason(link.context) }) }
        (self.link, self.ring, self.stream, self.lost) = (link, ring, stream, lost)
        guard connect(device) >= 0 else { throw refusal("refused") }
        guard settled.wait(timeout: .now() + PulseLink.patience) == .success else {
            throw refusal("no answer")
        }
        guard link.locked({ wasReady }) else { throw refusal(nil) }
    }

    var deviceName: String {
        link.locked {
            pa_stream_get_device_name(stream).map { String(cString: $0) } ?? "sound server"
        }
    }

    /// Whether it is to sound. On the main loop's thread, or with its lock held.
    var isRunning: Bool { isReady && pa_stream_is_corked(stream) == 0 }

    func cork(_ still: Bool) {
        operate { pa_stream_cork(stream, still ? 1 : 0, nil, nil) }
    }

    func discard() {
        operate {
            ring.skip()
            return pa_stream_flush(stream, nil, nil)
        }
    }

    func wake() {
        link.locked {
            guard hungry, isReady else { return }
            // All ones is libpulse's way of saying that it does not know.
            let room = pa_stream_writable_size(stream)
            guard room > 0, room < 1 << 24 else { return }
            hungry = PulseRender.pump(stream, ring, bytes: room)
        }
    }

    /// Asks for a timing report every tenth call, which the engine makes every ten milliseconds:
    /// libpulse's own automatic reports would go on waking the machine while nothing sounds.
    ///
    /// Before the first timing report the answer is what the server was asked to hold.
    func latency() -> Int {
        link.locked {
            askForTiming()
            var (microseconds, negative) = (pa_usec_t(0), Int32(0))
            guard isReady, pa_stream_get_latency(stream, &microseconds, &negative) == 0 else {
                return Engine.rate / 1_000 * Self.bufferMilliseconds
            }
            guard negative == 0 else { return 0 }
            return Int(min(microseconds, 5_000_000)) * Engine.rate / 1_000_000
        }
    }

    func close() {
        link.locked {
            guard !closed else { return }
            closed = true
            pa_stream_set_write_callback(stream, nil, nil)
            pa_stream_set_state_callback(stream, nil, nil)
            pa_stream_disconnect(stream)
            pa_stream_unref(stream)
        }
    }

    private func askForTiming() {
        untilTiming = untilTiming > 0 ? untilTiming - 1 : 9
        guard untilTiming == 9, isReady,
            let operation = pa_stream_update_timing_info(stream, nil, nil)
        else { return }
        pa_operation_unref(operation)
    }

    private var isReady: Bool { !closed && pa_stream_get_state(stream) == PA_STREAM_READY }

    /// libpulse aborts the process on a null operation, so the state is looked at first.
    private func operate(_ begin: () -> OpaquePointer?) {
        link.locked {
            guard isReady, let operation = begin() else { return }
            pa_operation_unref(operation)
        }
    }

    private func refusal(_ reason: String?) -> OutputUnavailable {
        let words = reason ?? link.locked { PulseLink.reason(link.context) }
        close()
        return .noDevice(reason: words)
    }

    private func connect(_ device: String?) -> Int32 {
        let me = Unmanaged.passUnretained(self).toOpaque()
        let wanted = Engine.rate / 1_000 * Self.bufferMilliseconds * PulseRender.bytesPerSample
        var buffer = pa_buffer_attr(
            maxlength: .max, tlength: UInt32(wanted), prebuf: 0, minreq: .max, fragsize: .max)
        // Not to be moved: when a headset is pulled, the server would go on over the loudspeakers.
        let flags = pa_stream_flags_t(
            rawValue: PA_STREAM_START_CORKED.rawValue | PA_STREAM_ADJUST_LATENCY.rawValue
                | PA_STREAM_INTERPOLATE_TIMING.rawValue | PA_STREAM_DONT_MOVE.rawValue)
        return link.locked {
            pa_stream_set_state_callback(
                stream,
                { _, user in
                    guard let user else { return }
                    Unmanaged<PulseStream>.fromOpaque(user).takeUnretainedValue().stateChanged()
                }, me)
            pa_stream_set_write_callback(
                stream,
                { _, bytes, user in
                    guard let user else { return }
                    Unmanaged<PulseStream>.fromOpaque(user)
                        ._withUnsafeGuaranteedRef { $0.pump(bytes) }
                }, me)
            return pa_stream_connect_playback(stream, device, &buffer, flags, nil, nil)
        }
    }

    /// On the main loop's thread, as everything below.
    private func pump(_ bytes: Int) {
        hungry = PulseRender.pump(stream, ring, bytes: bytes)
    }

    private func stateChanged() {
        switch pa_stream_get_state(stream) {
        case PA_STREAM_READY:
            wasReady = true
            settled.signal()
        case PA_STREAM_FAILED, PA_STREAM_TERMINATED:
            if wasReady { lost() } else { settled.signal() }
        default: break
        }
    }
}
