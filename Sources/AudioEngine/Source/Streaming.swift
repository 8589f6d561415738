// Which clips are held whole and which are decoded where they are heard.

/// Makes recordings ready, each in the way its length asks for.
enum Streaming {
    /// The most samples a clip held whole may have at the engine's rate, over its mix and its
    /// channels: ten minutes of mono, 115 MB.
    static let wholeSamples = 600 * Engine.rate

    /// See `Player.prepare(_:segment:onSurvey:)`. What has more than `most` samples is streamed.
    static func prepare(
        _ bytes: some RecordingBytes, segment: ClipSegment?, most: Int = wholeSamples,
        onSurvey: (@Sendable (ClipSurvey) -> Void)?
    ) throws(DecodeError) -> PreparedClip {
        let recording = try OpenRecording(bytes)
        let span = try SourceSpan(segment, rate: recording.rate)
        if isShort(recording, span, most: most) { return try whole(bytes, segment) }
        let look = try FirstLook(recording, span: span)
        // The header said nothing that could be believed, and there is little.
        if look.isAll { return try whole(bytes, segment) }
        let sound = LongSound(recording, bytes: bytes, span: span, look: look)
        // The first sample is there before anyone asks for it.
        _ = sound.load(0..<1, by: look.rule, patience: .seconds(1))
        sound.startSurvey(onSurvey)
        return PreparedClip(sound)
    }

    /// Whether the clip promises to be short. A promise is never too small: libsndfile gives no
    /// more frames than it said.
    private static func isShort(
        _ recording: OpenRecording, _ span: SourceSpan, most: Int
    ) -> Bool {
        guard let claimed = recording.claimedFrames else { return false }
        // A segment far inside is sought, which only the stream does.
        let passedOver = ChunkResampler.frames(span.first, rate: recording.rate)
        let frames = max(0, min(claimed - span.first, span.length ?? .max))
        let sounds = recording.channels > 1 ? recording.channels + 1 : 1
        let samples = max(frames, ChunkResampler.frames(frames, rate: recording.rate))
        return samples <= most / sounds && passedOver <= most
    }

    private static func whole(
        _ bytes: some RecordingBytes, _ segment: ClipSegment?
    ) throws(DecodeError) -> PreparedClip {
        PreparedClip(
            try bytes.withUnsafeBytes { (raw) throws(DecodeError) in
                try Decoder.decode(raw, segment: segment)
            })
    }
}
