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
    /// Channels the source has, also where they are not kept apart.
    public let channelCount: Int
    /// The picture, for any number of columns.
    public let peaks: Peaks
    /// The other picture: pitch over time.
    public let spectra: Spectra
    /// Where somebody speaks, and where nothing sounds.
    public let speech: SpeechMap
    /// What of it plays while its silences are passed over.
    let parts: PlayedParts

    /// All the memory it holds, in bytes.
    public var byteCount: Int {
        let sounds = [sound] + channels.map(\.sound)
        return sounds.reduce(0) { $0 + $1.byteCount } + peaks.byteCount + spectra.byteCount
    }

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
        channelCount = pcm.channelCount
        peaks = Peaks(pcm)
        spectra = Spectra(pcm)
        speech = SpeechMap(pcm)
        parts = speech.skipPlan().frames(of: sound.count)
    }
}
