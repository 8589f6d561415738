// The live output: a playback stream of PulseAudio or PipeWire through libpulse.
import CPulse

extension OutputPort {
    /// The sink called `device`, or the server's default, followed when it changes. `server` is an
    /// address as in `PULSE_SERVER`; nil takes the one libpulse finds.
    static func pulse(device: String?, server: String? = nil) -> OutputPort {
        OutputPort { (ring, lost) throws(OutputUnavailable) in
            let link = try PulseLink(server: server, lost: lost)
            let stream: PulseStream
            do throws(OutputUnavailable) {
                stream = try PulseStream(link: link, ring: ring, device: device, lost: lost)
            } catch {
                link.close()
                throw error
            }
            return OutputSession(
                name: stream.deviceName, start: { stream.cork(false) },
                stop: { stream.cork(true) }, discard: stream.discard, wake: stream.wake,
                still: { body in link.locked(body) }, latency: stream.latency,
                close: {
                    stream.close()
                    link.close()
                })
        }
    }
}
