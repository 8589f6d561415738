// Which of a recording's channels is heard.

/// One channel of a recording, or all of them mixed.
public enum Channel: Sendable, Hashable {
    /// All of them, without losing what stands in opposite phase.
    case mix
    case left
    case right
    /// Counted from 1. A recording without it is heard mixed.
    case number(Int)

    /// Counted from 0; nil for the mix.
    var index: Int? {
        switch self {
        case .mix: nil
        case .left: 0
        case .right: 1
        case .number(let number): number > 0 ? number - 1 : nil
        }
    }
}

/// One channel of a clip, ready to sound.
public struct ChannelSound: Sendable {
    /// At the engine's rate, as long as the clip.
    public let sound: SoundBuffer
    public let loudness: Loudness
}
