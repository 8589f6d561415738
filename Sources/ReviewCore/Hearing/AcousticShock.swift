// A sudden loud sound that a reviewer reported with one key.

/// An acoustic shock: recorded at once, explained later or never.
///
/// It is the reviewer's word; nothing has to be measured for it to count.
public struct AcousticShock: Sendable, Equatable, Codable {
    public let at: Timestamp
    /// The clip that sounded, where one did.
    public let clip: ClipID?
    /// Where in the clip the ear was, in seconds.
    public let position: Double?
    /// The level then, A-weighted, relative to digital full scale, gain included; dB.
    public let level: Double?
    /// The headset's calibration then; without it `level` says nothing about the ear.
    public let calibration: HeadsetCalibration?

    public init(
        at: Timestamp, clip: ClipID? = nil, position: Double? = nil, level: Double? = nil,
        calibration: HeadsetCalibration? = nil
    ) {
        self.at = at
        self.clip = clip
        // A store refuses numbers that are none; the report itself must never be refused.
        self.position = position.flatMap { $0.isFinite ? $0 : nil }
        self.level = level.flatMap { $0.isFinite ? $0 : nil }
        self.calibration = calibration
    }

    /// dB(A) at the ear, where headset and level were known.
    public var levelAtTheEar: Double? {
        guard let level, let calibration else { return nil }
        return level + calibration.levelAtFullScale
    }
}
