// A clip ready to sound: decoded, at the engine's rate, measured and pictured.

/// Everything the desk needs of a clip's sound. Holds only memory that wipes itself.
public final class PreparedClip: Sendable {
    /// The samples at the engine's rate (48 kHz mono).
    public let sound: SoundBuffer
    /// The rate the source was taken at.
    public let sourceRate: Int
    /// Seconds, as the source counts them.
    public let duration: Double
    public let loudness: Loudness
    /// The source's channels, one by one, for `Channel`; none where all are the same.
    public let channels: [ChannelSound]
    /// The picture, for any number of columns.
    public let peaks: Peaks

    /// Resamples, measures and pictures. A second of speech takes about a millisecond.
    public init(_ pcm: PCM) {
        let sound = Resampler.resample(pcm, to: Engine.rate)
        self.sound = sound
        sourceRate = pcm.sampleRate
        duration = pcm.duration
        loudness = Loudness.measure(sound, rate: Engine.rate)
        channels = pcm.channels.map { channel in
            let apart = PCM(samples: channel, sampleRate: pcm.sampleRate)
            let sound = Resampler.resample(apart, to: Engine.rate)
            return ChannelSound(
                sound: sound, loudness: Loudness.measure(sound, rate: Engine.rate))
        }
        peaks = Peaks(pcm)
    }
}
