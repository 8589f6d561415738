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

    /// Takes one interleaved frame; false when there is no more room.
    mutating func append(_ frame: UnsafeBufferPointer<Float>) -> Bool {
        guard (builders[0].count + 1) * builders.count <= room else { return false }
        let first = Mixdown.clean(frame[0])
        for (channel, builder) in builders.enumerated() {
            let sample = Mixdown.clean(frame[channel])
            if abs(sample - first) > Self.sameness { differ = true }
            builder.append(sample)
        }
        return true
    }

    /// The channels; none where they are all the same.
    func finish() -> [SoundBuffer] { differ ? builders.map { $0.finish() } : [] }
}
