// The day's sound in figures and in one line, honest about what was not measured.
import Foundation

/// What can be said of a shift's sound.
public struct HearingReport: Sendable, Equatable {
    public enum Basis: Sendable, Equatable {
        /// All of it went through calibrated headsets.
        case calibrated
        /// The figures at the ear hold for a part of it only, and are a lower bound for the day.
        case partly
        case uncalibrated
    }

    public let basis: Basis
    /// Seconds of sound at the ear, replays counted.
    public let seconds: Double
    /// Of them, through headsets whose loudness nobody measured.
    public let uncalibratedSeconds: Double
    /// L_EX,8h in dB(A); `nil` where nothing was heard through a calibrated headset.
    public let dailyLevel: Double?
    /// NIOSH dose in per cent: 85 dBA for eight hours is 100, 3 dB more double it. `nil` as above.
    public let nioshPercent: Double?
    /// Average level while sound sounded, relative to digital full scale; `nil` without sound.
    public let relativeLevel: Double?
    public let shocks: Int

    /// Where the day stands; `nil` where nothing is known at the ear.
    public var standing: HearingStanding? { dailyLevel.map(HearingStanding.init(level:)) }
}

extension HearingDose {
    public var report: HearingReport {
        var all = SoundExposure()
        for part in parts { all.add(part.exposure) }
        let uncalibrated = parts.first { $0.calibration == nil }?.exposure.seconds ?? 0
        let ear = atTheEar
        let isKnown = parts.contains { $0.calibration != nil }
        let basis: HearingReport.Basis =
            switch (isKnown, uncalibrated > 0) {
            case (true, false): .calibrated
            case (true, true): .partly
            case (false, true): .uncalibrated
            // Before the first sound the headset on the head decides.
            case (false, false): calibration == nil ? .uncalibrated : .calibrated
            }
        return HearingReport(
            basis: basis, seconds: all.seconds, uncalibratedSeconds: uncalibrated,
            dailyLevel: ear.energy > 0 ? 10 * log10(ear.energy / HearingLimits.day) : nil,
            nioshPercent: isKnown ? Self.nioshPercent(ear) : nil,
            relativeLevel: all.energy > 0 ? 10 * log10(all.energy / all.seconds) : nil,
            shocks: shocks.count)
    }

    /// 100 sum t/T with T = 8 h / 2^((L - 85) / 3). All levels count, also those below NIOSH's
    /// 80 dBA threshold for meters: what is left out could only make the figure smaller.
    private static func nioshPercent(_ ear: SoundExposure) -> Double {
        let wholeDay =
            HearingLimits.day
            * pow(2, HearingLimits.nioshCriterion / HearingLimits.nioshExchange)
        return 100 * ear.doubling / wholeDay
    }
}

extension HearingReport {
    /// One line, such as "L_EX,8h 71.3 dB(A), NIOSH 4 %" or "uncalibrated, -24.1 dB re full scale".
    public var summary: String {
        var parts: [String] = []
        if let dailyLevel {
            let bound = basis == .partly ? "at least " : ""
            parts.append("L_EX,8h \(bound)\(dailyLevel.plain(1)) dB(A)")
        }
        if let nioshPercent { parts.append("NIOSH \(nioshPercent.plain(0)) %") }
        switch basis {
        case .calibrated:
            if parts.isEmpty { parts.append("no sound yet") }
        case .partly:
            parts.append("\((uncalibratedSeconds / 60).plain(0)) min uncalibrated")
        case .uncalibrated:
            parts.append("uncalibrated")
            if let relativeLevel {
                parts.append("\(relativeLevel.plain(1)) dB re full scale")
            }
        }
        if shocks > 0 {
            parts.append(shocks == 1 ? "1 acoustic shock" : "\(shocks) acoustic shocks")
        }
        return parts.joined(separator: ", ")
    }
}
