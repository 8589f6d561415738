// The day's sound in words: what the hearing panel and the plain lines say.
import ReviewCore

enum HearingText {
    /// Sentences, the figures first; how to calibrate where that would tell more.
    static func lines(_ status: HearingStatus?) -> [String] {
        guard let report = status?.report else {
            return ["No sound was counted yet.", calibrating]
        }
        var lines = [sentence(report.summary)]
        lines.append("\(duration(report.seconds)) of sound in this shift, replays counted.")
        if let notice = status?.notice { lines.append(sentence(notice.description)) }
        switch report.basis {
        case .calibrated: break
        case .partly:
            lines.append("A part went through a headset that nobody measured. " + calibrating)
        case .uncalibrated:
            lines.append(
                "Nobody measured how loud this headset is, so levels are relative. " + calibrating)
        }
        lines.append(
            "EU law: 80 dB(A) for the day is the lower action value, 85 the upper, 87 the limit.")
        lines.append("These figures are yours alone.")
        return lines
    }

    private static let calibrating =
        "To measure it, with a sound level meter: earshot doctor --calibrate"

    private static func duration(_ seconds: Double) -> String {
        let seconds = min(max(0, seconds.isFinite ? seconds : 0), 3_599_999)
        guard seconds >= 60 else { return "\(Int(seconds.rounded(.down))) s" }
        let minutes = Int((seconds / 60).rounded())
        return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }

    private static func sentence(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
    }
}

extension DeviceList {
    static let followsText = "The default device, whichever it is"

    /// What is said of a device beside its name.
    static func marks(of device: SoundDevice) -> [String] {
        (device.isDefault ? ["default"] : [])
            + [device.isCalibrated ? "calibrated" : "uncalibrated"]
    }

    /// What is said in place of devices.
    var emptyText: String {
        switch condition {
        case .asked: "Asking the sound server…"
        case .listed: "The sound server knows no device."
        case .unavailable(let reason): reason
        }
    }
}
