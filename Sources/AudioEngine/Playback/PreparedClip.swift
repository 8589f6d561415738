// A clip ready to sound: decoded or held to be decoded, measured and pictured.

/// Everything the desk needs of a clip's sound. Holds only memory that wipes itself.
public final class PreparedClip: Sendable {
    public let sound: ClipSamples
    /// The rate the source was taken at.
    public let sourceRate: Int
    /// Channels of the source.
    public let channelCount: Int
    /// The source's channels, one by one, for `Channel`; none where all are the same, and none of
    /// a streamed sound, which takes them from the source.
    let channels: [ChannelSound]
    private let read: @Sendable () -> ClipSurvey
    private let plan: @Sendable () -> PlayedParts

    /// Resamples, measures and pictures. A second of speech takes about a millisecond.
    public init(_ pcm: PCM) {
        let mix = Resampler.resample(pcm, to: Engine.rate)
        sound = .whole(mix)
        sourceRate = pcm.sampleRate
        channelCount = pcm.channelCount
        channels = pcm.channels.map { channel in
            let apart = PCM(samples: channel, sampleRate: pcm.sampleRate)
            let sound = Resampler.resample(apart, to: Engine.rate)
            return ChannelSound(
                sound: sound, loudness: Loudness.measure(sound, rate: Engine.rate))
        }
        let survey = ClipSurvey(
            progress: 1, duration: pcm.duration,
            loudness: Loudness.measure(mix, rate: Engine.rate),
            channelLoudness: channels.map(\.loudness), peaks: Peaks(pcm), spectra: Spectra(pcm),
            speech: SpeechMap(pcm))
        let all = survey.speech.skipPlan().frames(of: mix.count)
        read = { survey }
        plan = { all }
    }

    /// A clip that is decoded where it is heard.
    init(_ sound: LongSound) {
        self.sound = .streamed(sound)
        (sourceRate, channelCount, channels) = (sound.rate, sound.channels, [])
        read = { sound.survey }
        plan = {
            let survey = sound.survey
            guard survey.isComplete else { return .everything }
            return survey.speech.skipPlan().frames(of: sound.count)
        }
    }

    /// What is known of the clip by now; of a short one everything.
    public var survey: ClipSurvey { read() }

    /// What of it plays while its silences are passed over: all, while they are not known.
    var parts: PlayedParts { plan() }

    /// Seconds, as far as is known.
    public var duration: Double { survey.duration }
    public var loudness: Loudness { survey.loudness }
    /// The outline, for any number of columns.
    public var peaks: Peaks { survey.peaks }
    public var spectra: Spectra { survey.spectra }
    public var speech: SpeechMap { survey.speech }

    /// All the memory the clip holds, in bytes; of a streamed one with its encoded bytes.
    public var byteCount: Int {
        let pictures = survey.byteCount
        return switch sound {
        case .whole(let mix):
            channels.reduce(mix.byteCount) { $0 + $1.sound.byteCount } + pictures
        case .streamed(let sound): sound.byteCount + pictures
        }
    }
}
