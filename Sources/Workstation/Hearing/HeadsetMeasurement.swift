// What a meter said of the tone: whether it can be true, and what it makes of the day.
import AudioEngine
import Foundation
import ReviewCore

/// A meter's readings of one headset.
public struct HeadsetMeasurement: Sendable, Equatable {
    public let calibration: HeadsetCalibration
    private let tone: CalibrationTone
    private let reading: Double

    /// A second reading may differ this much from what the first one promises, in dB: what meters
    /// and hands holding a cup differ by.
    public static let tolerance = 3.0

    /// - Parameter reading: in dB(A), of `tone`.
    public init(
        reading: Double, of tone: CalibrationTone, device: String
    ) throws(MeasurementError) {
        guard
            let calibration = HeadsetCalibration(
                reading: reading, ofToneAt: tone.level, device: device)
        else {
            let range = HeadsetCalibration.plausible
            throw .implausible(
                reading, low: range.lowerBound + tone.level, high: range.upperBound + tone.level)
        }
        (self.calibration, self.tone, self.reading) = (calibration, tone, reading)
    }

    /// Checks that another level of the tone is as much softer at the ear as it is in the file.
    public func check(reading other: Double, of tone: CalibrationTone) throws(MeasurementError) {
        let expected = reading + tone.level - self.tone.level
        guard abs(other - expected) <= Self.tolerance else {
            throw .notLinear(expected: expected, found: other)
        }
    }

    /// Reads what a person types: `74.5`, `74,5`, `74.5 dB(A)`. Nil for anything else.
    public static func reading(_ text: String) -> Double? {
        var text = text.lowercased().filter { !$0.isWhitespace }
        for unit in ["db(a)", "dba", "db"] where text.hasSuffix(unit) {
            text.removeLast(unit.count)
            break
        }
        text = text.replacingOccurrences(of: ",", with: ".")
        guard text.wholeMatch(of: /[0-9]{1,3}(\.[0-9]{1,3})?/) != nil else { return nil }
        return Double(text)
    }
}

/// Why readings make no calibration.
public enum MeasurementError: Error, CustomStringConvertible, Equatable {
    case implausible(Double, low: Double, high: Double)
    case notLinear(expected: Double, found: Double)

    public var description: String {
        switch self {
        case .implausible(let reading, let low, let high):
            "\(reading.plain(1)) dB(A) cannot be this tone in a headset: it would be between"
                + " \(low.plain(1)) and \(high.plain(1)); hold the cup close over the"
                + " microphone, set the meter to dB(A) and slow, and see that the sound is not muted"
        case .notLinear(let expected, let found):
            "the second tone should have read about \(expected.plain(1)) dB(A) and read"
                + " \(found.plain(1)): something between Earshot and the ear changes the level"
                + " (an automatic volume, an enhancement, a limiter in the headset), or the room is"
                + " loud; switch it off or find a quieter room, and measure again"
        }
    }
}

extension HeadsetCalibration {
    /// What a day through this headset is, in plain sentences. The A-weighted level of speech lies
    /// near the loudness it is levelled to.
    public var meaning: [String] {
        let ear = levelAtFullScale + Loudness.target
        let seconds = HearingLimits.day * pow(10, (HearingLimits.lowerAction - ear) / 10)
        let level = String(Int(ear.rounded()))
        var lines = [
            "Clips are levelled to -23 LUFS. In this headset speech then is about \(level) dB(A) at"
                + " the ear, a little more or less with the voice and the volume you choose."
        ]
        if seconds > 24 * 3_600 {
            lines.append(
                "Eight hours of nothing but sound would make a day of \(level) dB(A): under the"
                    + " lower action value, 80.")
        } else {
            lines.append(
                "The day's lower action value, 80 dB(A), is reached after \(Self.plain(seconds)) of"
                    + " sound.")
            if ear > HearingLimits.lowerAction {
                lines.append("That is loud: turn the system's volume down, and measure again.")
            }
        }
        return lines
    }

    private static func plain(_ seconds: Double) -> String {
        switch seconds {
        case ..<60: "less than a minute"
        case ..<7_200: "\(Int(seconds / 60)) minutes"
        default: "\(Int(seconds / 3_600)) hours"
        }
    }
}
