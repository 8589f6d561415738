// A quick look at a clip's bytes: whether they are sound, and how long it lasts.

extension Decoder {
    /// Seconds of sound in `bytes`, up to 24 hours. Opens them and decodes the beginning; the
    /// header's length is believed only where it is plausible, else everything is gone through and
    /// counted, a block at a time: no sound is kept.
    /// - Throws: `DecodeError`, as decoding would.
    public static func probe(_ bytes: some RecordingBytes) throws(DecodeError) -> Double {
        let recording = try OpenRecording(bytes)
        let room = max(1, OpenRecording.stride / recording.channels) * recording.channels
        let block = ScratchSamples(count: room)
        let wanted = min(recording.rate / 10, recording.claimedFrames ?? .max)
        let beginning = UnsafeMutableBufferPointer(
            rebasing: block.buffer.prefix(wanted * recording.channels))
        let isThere = recording.read(into: beginning) * recording.channels == beginning.count
        if isThere, let claimed = recording.claimedFrames {
            return Double(claimed) / Double(recording.rate)
        }
        while isThere, recording.read(into: block.buffer) * recording.channels == room {}
        guard recording.position > 0 else { throw .noSamples }
        return Double(recording.position) / Double(recording.rate)
    }

    /// See `probe(_:)` over any bytes.
    public static func probe(_ bytes: [UInt8]) throws(DecodeError) -> Double {
        try probe(PlainBytes(bytes))
    }
}
