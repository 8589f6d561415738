// Keeps the channels of a recording apart, as long as that is worth its memory.

/// Gathers each channel; lets go of all of them where they are too many or too long.
struct ChannelSplit {
    /// The most channels that are told apart.
    static let mostChannels = 8
    /// The most samples kept over all channels: 96 MB, at 16 kHz over twelve minutes of stereo.
    static let mostSamples = 24_000_000
    /// Channels no further apart than this (-66 dBFS) are one: lossy coders make no two alike.
    static let sameness: Float = 0.0005

    private var builders: [SoundBuilder]
    private var differ = false
    private let room: Int

    /// Nil where there is nothing to tell apart.
    init?(channels: Int, room: Int = Self.mostSamples) {
        guard (2...Self.mostChannels).contains(channels) else { return nil }
        self.room = room
        builders = (0..<channels).map { _ in SoundBuilder() }
    }

    /// Takes interleaved frames, cleaned; false when there is no more room.
    mutating func append(_ frames: UnsafeBufferPointer<Float>) -> Bool {
        let (channels, count) = (builders.count, frames.count / builders.count)
        guard (builders[0].count + count) * channels <= room else { return false }
        for (channel, builder) in builders.enumerated() {
            var furthest: Float = 0
            builder.append(count) { target in
                for index in target.indices {
                    let sample = frames[index * channels + channel]
                    furthest = max(furthest, abs(sample - frames[index * channels]))
                    target[index] = sample
                }
                return target.count
            }
            if furthest > Self.sameness { differ = true }
        }
        return true
    }

    /// The channels; none where they are all the same.
    func finish() -> [SoundBuffer] { differ ? builders.map { $0.finish() } : [] }
}
