// What is known of a clip by having gone through it, in part or whole.

/// The measured side of a clip: how long, how loud, what it looks like.
///
/// Of a short clip it is complete from the start. Of a long one it grows from the beginning; past
/// what was gone through pictures are blank and the speech map says `sound`.
public struct ClipSurvey: Sendable {
    /// The share of the clip that was gone through, 0...1.
    public var progress: Double
    /// Seconds; until the survey is complete as the header promises, or as far as was seen.
    public var duration: Double
    /// Of the mix.
    public var loudness: Loudness
    /// Of each channel, where there is more than one; none where there are over eight.
    public var channelLoudness: [Loudness]
    public var peaks: Peaks
    public var spectra: Spectra
    public var speech: SpeechMap

    /// Whether nothing will change any more.
    public var isComplete: Bool { progress >= 1 }

    /// Bytes of the pictures.
    var byteCount: Int {
        peaks.byteCount + spectra.byteCount
            + speech.stretches.count * MemoryLayout<SpeechMap.Stretch>.stride
    }

    /// The most a clip is raised, in decibels, while what follows may be louder.
    static let mostEarlyGain = 10.0

    /// Decibels to the target for a channel, by what is known.
    func gain(of channel: Channel) -> Double {
        var measured = loudness
        if let index = channel.index, channelLoudness.indices.contains(index) {
            measured = channelLoudness[index]
        }
        return isComplete ? measured.gain : min(measured.gain, Self.mostEarlyGain)
    }
}
