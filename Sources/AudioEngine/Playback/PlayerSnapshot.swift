// What the screen reads at draw time.
import ReviewCore

/// How loud what sounds now is, in dB below full scale; `silence` when nothing sounds.
public struct LevelMeter: Sendable, Equatable {
    /// The floor of the meter.
    public static let floor = -96.0
    public static let silence = LevelMeter(peak: floor, rms: floor)

    public var peak: Double
    public var rms: Double

    public init(peak: Double, rms: Double) {
        self.peak = peak
        self.rms = rms
    }
}

/// The player at one instant. All times are seconds of the clip.
public struct PlayerSnapshot: Sendable, Equatable {
    /// Which prepared clip the rest is about; nil when none is loaded. A command is taken up a
    /// moment after it was given, so a snapshot may still be about the clip before.
    public var clip: ObjectIdentifier?
    public var state: Transport.State
    /// Where the ear is: the output's latency is taken off.
    public var position: Double
    public var duration: Double
    public var speed: Double
    /// Decibels over the levelled (or, with levelling off, the source's) loudness.
    public var volume: Double
    public var levelling: Bool
    public var profile: ListeningProfile
    /// What was asked for; the mix is heard where the clip does not have it.
    public var channel: Channel
    public var loop: ClosedRange<Double>?
    /// Whether silences are passed over.
    public var skipsSilence: Bool
    public var level: LevelMeter
    /// What was heard of this clip since it was loaded: every stretch at its speed, as often as it
    /// sounded; what was thrown away before it sounded is not in it. `plays` counts how often sound
    /// was asked for and began: from rest, again, or back and slow. A loop's turn is no new play.
    public var coverage: ClipCoverage
    /// What reached the ear since the player was made, of whatever clip.
    public var exposure: EarExposure
    public var device: DeviceStatus
    /// Times the device asked for samples that were not there.
    public var underruns: Int
}
