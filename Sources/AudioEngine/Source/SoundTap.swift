// What the render chain draws its samples from.
import Dispatch
import Glibc

/// One channel of a clip, or its mix, at the engine's rate and with the gain it is heard at.
///
/// The gain is that of the moment the tap was made: of a long clip it may be known better later.
struct SoundTap {
    private enum Source {
        case whole(SoundBuffer)
        case streamed(LongSound, Mixdown.Rule)
    }

    private let source: Source
    /// Decibels that bring it to the loudness clips are levelled to.
    let gain: Double
    /// No magnitude is higher.
    let peak: Float

    init(_ clip: PreparedClip, _ channel: Channel) {
        switch clip.sound {
        case .whole(let mix):
            var heard = ChannelSound(sound: mix, loudness: clip.loudness)
            if let index = channel.index, clip.channels.indices.contains(index) {
                heard = clip.channels[index]
            }
            source = .whole(heard.sound)
            gain = heard.loudness.gain
            // The peak between the samples, with some room for how it was rounded.
            peak = Float(pow(10, (heard.loudness.truePeak + 0.01) / 20))
        case .streamed(let sound):
            let survey = sound.board.survey
            source = .streamed(sound, sound.rule(for: channel))
            gain = survey.gain(of: channel)
            peak = sound.peak
        }
    }

    /// Frames there are.
    var count: Int {
        switch source {
        case .whole(let sound): sound.count
        case .streamed(let sound, _): sound.count
        }
    }

    /// Whether `other` sounds the same, to half a decibel.
    func isLike(_ other: SoundTap) -> Bool {
        switch (source, other.source) {
        case (.whole(let one), .whole(let two)): one === two
        case (.streamed(let one, let rule), .streamed(let two, let wanted)):
            one === two && rule == wanted && abs(gain - other.gain) < 0.5
        default: false
        }
    }

    /// Makes frames ready to be copied, waiting `patience` for them at most; false when they are
    /// still on the way.
    func load(_ range: Range<Int>, patience: DispatchTimeInterval = .seconds(0)) -> Bool {
        switch source {
        case .whole: true
        case .streamed(let sound, let rule):
            sound.load(range, by: rule, patience: patience)
        }
    }

    /// Copies frames into all of `target`; `start` is not past the end, and what is, is silence.
    func copy(from start: Int, into target: UnsafeMutableBufferPointer<Float>) {
        let count = min(target.count, max(0, count - start))
        let inside = UnsafeMutableBufferPointer(rebasing: target[..<count])
        switch source {
        case .whole(let sound):
            sound.withSamples { sound in
                _ = inside.update(fromContentsOf: sound[start..<start + count])
            }
        case .streamed(let sound, let rule): sound.copy(from: start, by: rule, into: inside)
        }
        target[count...].update(repeating: 0)
    }
}
