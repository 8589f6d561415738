// Sounds that tests and golden screens share: drawn by arithmetic, the same in every run.
import ReviewCore
import TerminalUI

@testable import Screens

extension Sample {
    /// A sound like speech: three bursts with silence around them, each clipped at its height.
    static func picture(
        duration: Double = 2.8, channels: Int = 1, isComplete: Bool = true,
        measured: Double? = nil
    ) -> SoundPicture {
        let third = duration / 3
        let speech = (0..<3).map { burst -> ClosedRange<Double> in
            let start = Double(burst) * third
            return (start + third * 0.16)...(start + third * 0.84)
        }
        let starts = [0] + speech.map(\.upperBound)
        let ends = speech.map(\.lowerBound) + [duration]
        let silence = zip(starts, ends).map { $0...$1 }
        func known(_ ranges: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
            isComplete ? ranges : ranges.filter { $0.upperBound <= measured ?? 0 }
        }
        return SoundPicture(
            duration: duration, channelCount: channels, speech: known(speech),
            silence: known(silence), isComplete: isComplete, measured: measured,
            scope: scope(duration: duration))
    }

    static func scope(duration: Double) -> SoundScope {
        SoundScope(
            id: Int(duration * 1_000),
            outline: { columns, span in
                (0..<columns).map { column in
                    let steps = (0..<4).map { step -> Float in
                        let place = second(column * 4 + step, of: columns * 4, in: span)
                        return loudness(at: place / duration)
                    }
                    let loudest = steps.max() ?? 0
                    return Waveform.Peak(low: -loudest, high: loudest, isClipped: loudest > 0.93)
                }
            },
            spectrum: { columns, rows, span in
                (0..<rows).flatMap { row -> [UInt8] in
                    // Formants: two bands that rise and fall with the bursts.
                    let pitch = 1 - (Double(row) + 0.5) / Double(rows)
                    return (0..<columns).map { column in
                        let place = second(column, of: columns, in: span) / duration
                        let loud = Double(loudness(at: place))
                        let bend = 0.08 * (place * 3).truncatingRemainder(dividingBy: 1)
                        let near = min(abs(pitch - 0.25 - bend), abs(pitch - 0.65 + bend))
                        return UInt8(min(255, max(0, 255 * loud * (1.1 - near * 4))))
                    }
                }
            }, topFrequency: 8_000)
    }

    private static func second(_ step: Int, of count: Int, in span: ClosedRange<Double>) -> Double {
        span.lowerBound
            + (span.upperBound - span.lowerBound) * (Double(step) + 0.5) / Double(max(1, count))
    }

    private static func loudness(at share: Double) -> Float {
        let place = share * 3
        let burst = place - place.rounded(.down)
        let swell = max(0, 1 - abs(burst - 0.5) * 2.6)
        let ripple = 0.55 + 0.45 * Double((Int(share * 512) * 37) % 17) / 17
        return Float(swell * ripple)
    }

    /// What was heard of these stretches, each once, in one play.
    static func heard(_ ranges: ClosedRange<Double>..., speed: Double = 1) -> ClipCoverage {
        var coverage = ClipCoverage()
        coverage.beginPlay()
        for range in ranges {
            coverage.hear(from: range.lowerBound, to: range.upperBound, speed: speed)
        }
        return coverage
    }

    static let devices = [
        SoundDevice(
            name: "alsa_output.pci", description: "Built-in Audio", isDefault: true),
        SoundDevice(
            name: "alsa_output.usb", description: "Jabra Evolve2 40", isChosen: true,
            isCalibrated: true),
        SoundDevice(name: "bluez.a", description: "WH-1000XM5"),
    ]

    /// A day's sound at a level, through a headset that somebody measured or did not.
    static func hearing(
        hours: Double = 2, level: Double = -30, calibrated: Bool = true,
        notice: HearingNotice? = nil
    ) -> HearingStatus {
        let calibration = HeadsetCalibration(levelAtFullScale: 105, device: "alsa_output.usb")
        var dose = HearingDose(calibration: calibrated ? calibration : nil)
        dose.hear(SoundPiece(seconds: hours * 3_600, level: level), at: start)
        return HearingStatus(report: dose.report, notice: notice)
    }
}
