// How much sound a person's ears had in a shift, replays counted.
import Foundation

/// The sound of one shift. Add every stretch that sounded, as often as it sounded.
///
/// Levels come in relative to digital full scale. What was heard through a calibrated headset is
/// also known in dB(A) at the ear; the rest is kept apart and never guessed at.
public struct HearingDose: Sendable, Equatable {
    /// What was heard through one headset (`nil`: one whose loudness nobody measured).
    struct Part: Sendable, Equatable, Codable {
        var calibration: HeadsetCalibration?
        var exposure: SoundExposure
    }

    /// In the order the headsets were put on, one part for each.
    private(set) var parts: [Part] = []
    /// Energy at the ear in dB(A) terms, minute by minute, for the present rate.
    var recent = RecentEnergy()
    /// Moments at which a sudden loud sound hurt or startled.
    public internal(set) var shocks: [AcousticShock] = []
    /// The headset worn now; `nil` while it is not calibrated.
    public private(set) var calibration: HeadsetCalibration?

    public init(calibration: HeadsetCalibration? = nil) {
        self.calibration = calibration
    }

    /// From now on sound goes to another headset, or to one that has just been calibrated. What
    /// was heard before stays as it was known then: the volume was set anew for the measurement.
    public mutating func wear(_ calibration: HeadsetCalibration?) {
        self.calibration = calibration
    }

    /// `piece` has just sounded, ending at `now`. Nonsense (no length, not a number) is ignored.
    public mutating func hear(_ piece: SoundPiece, at now: Timestamp) {
        guard piece.makesSense else { return }
        var exposure = SoundExposure()
        exposure.add(piece)
        add(exposure, to: calibration)
        if let calibration {
            let energy = exposure.raised(by: calibration.levelAtFullScale).energy
            recent.add(energy, of: piece.seconds, at: now)
        }
    }

    /// The reviewer pressed the key for an acoustic shock.
    public mutating func record(_ shock: AcousticShock) {
        shocks.append(shock)
    }

    /// Sums over what was heard through calibrated headsets, in dB(A) at the ear.
    var atTheEar: SoundExposure {
        var sum = SoundExposure()
        for part in parts {
            guard let calibration = part.calibration else { continue }
            sum.add(part.exposure.raised(by: calibration.levelAtFullScale))
        }
        return sum
    }

    mutating func add(_ exposure: SoundExposure, to calibration: HeadsetCalibration?) {
        if let index = parts.firstIndex(where: { $0.calibration == calibration }) {
            parts[index].exposure.add(exposure)
        } else {
            parts.append(Part(calibration: calibration, exposure: exposure))
        }
    }
}

extension HearingDose: Codable {
    enum CodingKeys: String, CodingKey {
        case parts, recent, shocks, calibration
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        calibration = try values.decodeIfPresent(HeadsetCalibration.self, forKey: .calibration)
        shocks = try values.decode([AcousticShock].self, forKey: .shocks)
        recent = try values.decode(RecentEnergy.self, forKey: .recent)
        // Through `add`, so that no stored value can hold two parts for one headset.
        for part in try values.decode([Part].self, forKey: .parts) {
            add(part.exposure, to: part.calibration)
        }
    }
}
