// The warning before too much sound: while there is still something to be done about it.
import Foundation

/// What a reviewer should know of the day's sound now.
public enum HearingNotice: Sendable, Equatable {
    /// At the present rate the lower action value will be reached in so many minutes.
    case lowerActionIn(minutes: Double)
    /// A value of EU 2003/10/EC has been reached. This states a fact and warns of the next.
    case reached(HearingStanding)
}

extension HearingDose {
    /// A notice comes this many minutes ahead: time for a break or a turn of the knob to help.
    public static let lead = 30.0
    /// It comes at this share of the day's energy at the latest, however slow the rate (79 dB(A)).
    public static let reserve = 0.8

    /// Asked before each play with the clip about to sound, and now and then while it does.
    ///
    /// `nil` while the day is well below 80 dB(A), and always where no headset is calibrated: a
    /// warning would be a guess. Since `next` is counted before it sounds, no play that was asked
    /// about takes the day past the lower action value unannounced, however loud it is.
    public func notice(at now: Timestamp, next: SoundPiece? = nil) -> HearingNotice? {
        let energy = atTheEar.energy
        let standing = HearingStanding(level: 10 * log10(energy / HearingLimits.day))
        guard standing == .below else { return .reached(standing) }

        let allowed = HearingLimits.energy(ofDayAt: HearingLimits.lowerAction)
        let remaining = max(0, allowed - energy)
        var minutes = Self.minutes(for: remaining, at: recent.perSecond(at: now))
        var reaches = false
        if let calibration, let next, next.makesSense {
            var ahead = SoundExposure()
            ahead.add(next)
            let nextEnergy = ahead.raised(by: calibration.levelAtFullScale).energy
            // Rounding of the two sums must not decide.
            reaches = nextEnergy >= remaining * (1 - 1e-9)
            if reaches {
                minutes = min(minutes, Self.minutes(for: remaining, at: nextEnergy / next.seconds))
            }
        }
        guard reaches || minutes <= Self.lead || energy >= allowed * Self.reserve else {
            return nil
        }
        return .lowerActionIn(minutes: minutes)
    }

    /// Infinite where nothing sounds.
    private static func minutes(for energy: Double, at rate: Double) -> Double {
        rate > 0 ? energy / rate / 60 : .infinity
    }
}

extension HearingNotice: CustomStringConvertible {
    /// One calm sentence.
    public var description: String {
        switch self {
        case .lowerActionIn(let minutes) where minutes < 1:
            "Sound: the lower action value, 80 dB(A) for the day, is less than a minute away"
        case .lowerActionIn(let minutes) where minutes <= 8 * 60:
            "Sound: at this rate the day reaches 80 dB(A), the lower action value, in "
                + "\(Int(minutes)) min"
        case .lowerActionIn:
            "Sound: the day is close to 80 dB(A), the lower action value"
        case .reached(.limit): "Sound: the day's limit of 87 dB(A) is reached; stop listening"
        case .reached(.upperAction): "Sound: the upper action value, 85 dB(A), is reached"
        case .reached: "Sound: the lower action value, 80 dB(A), is reached"
        }
    }
}
