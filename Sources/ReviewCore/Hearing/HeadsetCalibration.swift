// How loud digital full scale is in one headset: what turns decibels of the file into those of the ear.

/// The sound pressure a headset makes of digital sound, found once with a sound level meter.
///
/// "Full scale" is an effective value (RMS) of 1.0, the reference of LUFS and of the clip levels
/// that the audio engine measures; a sine that just reaches full scale is 3 dB below it.
public struct HeadsetCalibration: Sendable, Hashable {
    /// dB SPL at an effective value of 1.0: the `C` of REFERENCE.md, "Kind to ears".
    public let levelAtFullScale: Double
    /// The output it holds for, as the sound server names it; another headset needs its own.
    public let device: String

    /// What a headset can be: outside this a number was mistyped or the meter was not at the ear.
    public static let plausible = 70.0...140.0

    /// `nil` for a level no headset has.
    public init?(levelAtFullScale: Double, device: String) {
        guard Self.plausible.contains(levelAtFullScale) else { return nil }
        self.levelAtFullScale = levelAtFullScale
        self.device = device
    }

    /// From a meter's `reading` in dB(A) of a 1 kHz tone whose effective value lies `toneLevel` dB
    /// relative to full scale (negative). At 1 kHz the A-weighting is 0 dB, so a meter set to
    /// dB(A), dB(C) or dB(Z) reads the same. `nil` where the two make no plausible headset.
    public init?(reading: Double, ofToneAt toneLevel: Double, device: String) {
        self.init(levelAtFullScale: reading - toneLevel, device: device)
    }
}

extension HeadsetCalibration: Codable {
    enum CodingKeys: String, CodingKey {
        case levelAtFullScale, device
    }

    /// Refuses a stored level that `init` would refuse.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let level = try values.decode(Double.self, forKey: .levelAtFullScale)
        let device = try values.decode(String.self, forKey: .device)
        guard let made = HeadsetCalibration(levelAtFullScale: level, device: device) else {
            throw DecodingError.dataCorruptedError(
                forKey: .levelAtFullScale, in: values,
                debugDescription: "not a level a headset can have")
        }
        self = made
    }
}
