// Decoded sound: mono samples and the rate they were taken at.

/// Mono sound at its own rate.
public struct PCM: Sendable {
    /// The samples: finite, within -4...4, at least one.
    public var samples: SoundBuffer
    /// Samples a second, as the source says (1,000 to 768,000).
    public var sampleRate: Int
    /// Each channel of the source, as long as `samples`; none where there is only one, where all
    /// are the same, or where they are too long or too many (over eight) to be kept apart.
    public var channels: [SoundBuffer]
    /// Channels the source has.
    public var channelCount: Int

    public init(
        samples: SoundBuffer, sampleRate: Int, channels: [SoundBuffer] = [],
        channelCount: Int? = nil
    ) {
        self.samples = samples
        self.sampleRate = sampleRate
        self.channels = channels
        self.channelCount = channelCount ?? max(1, channels.count)
    }

    /// Length in seconds.
    public var duration: Double { Double(samples.count) / Double(sampleRate) }
}

/// The part of a recording that is a clip: NeMo's `offset` and `duration`, in seconds.
public struct ClipSegment: Sendable, Equatable {
    public var offset: Double
    /// Nil means to the end.
    public var length: Double?

    public init(offset: Double, length: Double? = nil) {
        self.offset = offset
        self.length = length
    }
}
