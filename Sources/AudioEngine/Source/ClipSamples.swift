// Where the samples of a clip are.

/// A clip's sound: whole in memory, or decoded where it is heard.
public enum ClipSamples: Sendable {
    /// The mix at the engine's rate (48 kHz mono).
    case whole(SoundBuffer)
    case streamed(LongSound)

    /// Frames at the engine's rate; of a streamed sound as many as are known of.
    public var count: Int {
        switch self {
        case .whole(let sound): sound.count
        case .streamed(let sound): sound.count
        }
    }

    /// Who wants to know the news of a streamed sound; one at a time.
    func whenNews(_ tell: @escaping @Sendable (LongSound.News) -> Void) {
        if case .streamed(let sound) = self { sound.whenNews(tell) }
    }
}
