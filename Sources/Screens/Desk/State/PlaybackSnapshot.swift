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
    /// Stretches heard since the clip was loaded, sorted and apart.
    public var heard: [ClosedRange<Double>]
    /// Seconds of sound since the clip was loaded, replays counted.
    public var heardSeconds: Double
    /// Starts from silence since the clip was loaded.
    public var plays: Int

    public init(
        clip: ClipID? = nil, isPlaying: Bool = false, position: Double = 0, speed: Double = 1,
        volume: Double = 1, loop: ClosedRange<Double>? = nil, level: Double? = nil,
        heard: [ClosedRange<Double>] = [], heardSeconds: Double = 0, plays: Int = 0
    ) {
        self.clip = clip
        self.isPlaying = isPlaying
        self.position = position
        self.speed = speed
        self.volume = volume
        self.loop = loop
        self.level = level
        self.heard = heard
        self.heardSeconds = heardSeconds
        self.plays = plays
    }
}

/// Whether there is anything to hear with.
public enum SoundOutput: Sendable, Equatable {
    case working
    /// No device, or none chosen; work goes on without sound. The reason is for the reviewer.
    case absent(reason: String)
}
