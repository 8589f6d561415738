// Goes through a recording's frames once and keeps what a desk wants to know of them.

/// Loudness, outline, spectrogram and speech of frames that come by in order. Lives on one thread.
final class SurveyBuilder {
    private let rate: Int
    private let channels: Int
    private let rule: Mixdown.Rule
    private var mixdown: Mixdown
    private let loudness: LoudnessMeter
    private let apart: [LoudnessMeter]
    private var peaks = PeaksBuilder()
    private var spectra: SpectraBuilder
    private var speech: SpeechBuilder
    private let sound = RollingSound()
    private let scratch: ScratchSamples
    /// Frames that came by.
    private(set) var frames = 0

    /// The frames will be mixed by `rule`; at most `most` of them come at once.
    init(rate: Int, channels: Int, rule: Mixdown.Rule, most: Int) {
        (self.rate, self.channels, self.rule) = (rate, channels, rule)
        mixdown = Mixdown(channels: channels)
        loudness = LoudnessMeter(rate: rate)
        let told = (2...ChannelSplit.mostChannels).contains(channels) ? channels : 0
        apart = (0..<told).map { _ in LoudnessMeter(rate: rate) }
        spectra = SpectraBuilder(rate: rate)
        speech = SpeechBuilder(rate: rate)
        scratch = ScratchSamples(count: most)
    }

    /// How the channels ought to be mixed, by all that came by.
    var verdict: Mixdown.Rule { mixdown.rule }

    /// Takes the next interleaved frames, cleaned.
    func append(_ block: UnsafeBufferPointer<Float>) {
        let count = min(block.count / channels, scratch.buffer.count)
        let samples = UnsafeMutableBufferPointer(rebasing: scratch.buffer[..<count])
        for (channel, meter) in apart.enumerated() {
            Mixdown.Rule.channel(channel).mix(block, channels: channels, into: samples)
            meter.append(UnsafeBufferPointer(samples))
        }
        if channels > 1 {
            mixdown.weigh(UnsafeBufferPointer(rebasing: block[..<(count * channels)]))
        }
        rule.mix(block, channels: channels, into: samples)
        let mixed = UnsafeBufferPointer(samples)
        loudness.append(mixed)
        peaks.append(mixed)
        sound.append(mixed)
        frames += count
        follow(isLast: false)
    }

    /// No more comes.
    func finish() { follow(isLast: true) }

    /// What is known, of a clip of so many frames.
    func survey(of frames: Int, progress: Double) -> ClipSurvey {
        let duration = Double(frames) / Double(rate)
        return ClipSurvey(
            progress: progress, duration: duration, loudness: loudness.loudness,
            channelLoudness: apart.map(\.loudness),
            peaks: peaks.peaks(rate: rate, duration: duration),
            spectra: spectra.picture(duration: duration), speech: speech.map(duration: duration))
    }

    private func follow(isLast: Bool) {
        spectra.follow(sound, isLast: isLast)
        speech.follow(sound, isLast: isLast)
        sound.drop(before: min(spectra.needed, speech.needed))
    }
}
