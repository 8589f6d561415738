// What the player is doing, read at draw time; the desk never computes a position itself.
import ReviewCore

/// One look at the player. Seconds are seconds of the clip, whatever the speed.
public struct PlaybackSnapshot: Sendable, Equatable {
    /// The clip loaded; a snapshot of another clip than the one on the desk is ignored.
    public var clip: ClipID?
    public var isPlaying: Bool
    public var position: Double
    /// 0.5...3, pitch kept.
    public var speed: Double
    /// 0...1.5, linear, on top of levelling.
    public var volume: Double
    public var loop: ClosedRange<Double>?
    /// Peak of what sounds now in dBFS; `nil` when nothing does.
    public var level: Double?
    /// What was heard since the clip was loaded, at which speed, how often.
    public var coverage: ClipCoverage
    public var manner: ListeningProfile
    /// The channel asked for, from 1; `nil` is the mix, which is also heard where the clip has no
    /// such channel.
    public var channel: Int?
    /// Whether silences are passed over.
    public var skipsSilence: Bool

    public init(
        clip: ClipID? = nil, isPlaying: Bool = false, position: Double = 0, speed: Double = 1,
        volume: Double = 1, loop: ClosedRange<Double>? = nil, level: Double? = nil,
        coverage: ClipCoverage = ClipCoverage(), manner: ListeningProfile = .normal,
        channel: Int? = nil, skipsSilence: Bool = false
    ) {
        self.clip = clip
        self.isPlaying = isPlaying
        self.position = position
        self.speed = speed
        self.volume = volume
        self.loop = loop
        self.level = level
        self.coverage = coverage
        self.manner = manner
        self.channel = channel
        self.skipsSilence = skipsSilence
    }

    /// The same player with another clip, or none, at its start: what a person set stays set.
    func holding(_ clip: ClipID?, isPlaying: Bool = false) -> PlaybackSnapshot {
        PlaybackSnapshot(
            clip: clip, isPlaying: isPlaying, speed: speed, volume: volume, manner: manner,
            channel: channel, skipsSilence: skipsSilence)
    }
}

/// Whether there is anything to hear with.
public enum SoundOutput: Sendable, Equatable {
    case working
    /// No device, or none chosen; work goes on without sound. The reason is for the reviewer.
    case absent(reason: String)
    /// The device in use went away. The player waits, and goes on by itself when it is back.
    case lost
}
