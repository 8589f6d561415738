// Readings of a meter: typed as people type, plausible, proportional, and what they mean.
import AudioEngine
import Foundation
import ReviewCore
import Testing

@testable import Workstation

@Suite struct MeasurementTests {
    @Test(
        arguments: [
            ("74.5", 74.5), ("74,5", 74.5), (" 74.5 dB(A) ", 74.5), ("74 dBA", 74), ("74db", 74),
            ("0", 0), ("119.999", 119.999),
        ] as [(String, Double)])
    func readingsAreTakenAsPeopleTypeThem(text: String, value: Double) {
        #expect(HeadsetMeasurement.reading(text) == value)
    }

    @Test(arguments: [
        "", "n", "-3", "1e2", "inf", "nan", "7 4 5 dB dB", "74.5.1", "1234", "0x1", ".5",
    ])
    func whatIsNoReadingIsNone(text: String) {
        #expect(HeadsetMeasurement.reading(text) == nil)
    }

    @Test func fullScaleIsTheReadingLessTheTone() throws {
        let measured = try HeadsetMeasurement(reading: 74.5, of: .first, device: "usb")
        #expect(measured.calibration.levelAtFullScale == 94.5)
        #expect(measured.calibration.device == "usb")
    }

    @Test(arguments: [49.9, 120.1, 0, -.infinity, .nan, 999])
    func aReadingNoHeadsetHasIsRefused(reading: Double) {
        #expect(throws: MeasurementError.self) {
            try HeadsetMeasurement(reading: reading, of: .first, device: "usb")
        }
    }

    @Test(arguments: [
        (64.5, true), (67.5, true), (61.5, true), (67.6, false), (61.4, false), (74.5, false),
    ])
    func theSecondReadingMayDifferByThreeDecibels(second: Double, agrees: Bool) throws {
        let measured = try HeadsetMeasurement(reading: 74.5, of: .first, device: "usb")
        if agrees {
            try measured.check(reading: second, of: .second)
        } else {
            #expect(throws: MeasurementError.notLinear(expected: 64.5, found: second)) {
                try measured.check(reading: second, of: .second)
            }
        }
    }

    /// Times worked out by hand: 8 h 10^((80 - (C - 23)) / 10).
    @Test(arguments: [
        (94.0, "under the lower action value"), (98.1, "under"), (100.0, "15 hours"),
        (103.0, "8 hours"), (106.1, "3 hours"), (113.0, "48 minutes"),
        (140.0, "less than a minute"),
    ])
    func theDayIsToldInWords(level: Double, words: String) throws {
        let calibration = try #require(
            HeadsetCalibration(levelAtFullScale: level, device: "usb"))
        let meaning = calibration.meaning.joined(separator: " ")
        #expect(meaning.contains(words), "\(meaning)")
        #expect(meaning.contains("turn the system's volume down") == (level > 103.5))
    }

    @Test(arguments: [CalibrationTone.first, .second, CalibrationTone(level: -3.02, seconds: 3)])
    func theToneHasItsLevelAndNoJump(tone: CalibrationTone) {
        let samples = tone.samples.map(Double.init)
        #expect(samples.count == Int(tone.seconds * 48_000))
        let middle = samples[48_000..<96_000]
        let power = middle.reduce(0) { $0 + $1 * $1 } / Double(middle.count)
        #expect(abs(10 * log10(power) - tone.level) < 0.001)
        #expect(samples.allSatisfy { abs($0) <= 1 })
        // Nowhere steeper than the sine itself.
        let slope = pow(10, tone.level / 20) * 2.0.squareRoot() * 2 * .pi * 1_000 / 48_000
        #expect(zip(samples, samples.dropFirst()).allSatisfy { abs($1 - $0) <= slope * 1.01 })
        #expect(samples.first == 0 && abs(samples.last ?? 1) < 1e-6)
        // A second of 1 kHz crosses zero upwards a thousand times.
        let crossings = zip(middle, middle.dropFirst()).count { $0 < 0 && $1 >= 0 }
        #expect((999...1_001).contains(crossings))
    }
}
