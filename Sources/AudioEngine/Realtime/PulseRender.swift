// What runs when the sound server wants samples.
import CPulse

/// The write side of a playback stream. Called with the main loop's lock held.
enum PulseRender {
    static let bytesPerSample = MemoryLayout<Float>.size

    /// Moves up to `bytes` from the ring into the server's own memory. Where the ring runs dry
    /// nothing is written (the server plays silence) and true is returned.
    static func pump(_ stream: OpaquePointer, _ ring: SampleRing, bytes: Int) -> Bool {
        var left = bytes / bytesPerSample
        while left > 0 {
            var room = left * bytesPerSample
            var memory: UnsafeMutableRawPointer?
            guard pa_stream_begin_write(stream, &memory, &room) == 0, let memory else {
                return false
            }
            let samples = memory.assumingMemoryBound(to: Float.self)
            let wanted = min(left, room / bytesPerSample)
            let got = ring.read(into: samples, count: wanted)
            guard got > 0 else {
                pa_stream_cancel_write(stream)
                return true
            }
            pa_stream_write(stream, memory, got * bytesPerSample, nil, 0, PA_SEEK_RELATIVE)
            if got < wanted { return true }
            left -= got
        }
        return false
    }
}
