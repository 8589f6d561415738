// The day's sound against numbers worked out by hand, and warnings that come in time.
import Foundation
import Testing

@testable import ReviewCore

@Suite struct HearingDoseTests {
    let start = Timestamp(microseconds: 1_800_000_000_000_000)
    let hour = 3_600.0

    /// Full scale is 100 dB(A) in this headset, so -15 dB is 85 dB(A).
    func headset(_ level: Double = 100, device: String = "desk") throws -> HeadsetCalibration {
        try #require(HeadsetCalibration(levelAtFullScale: level, device: device))
    }

    func near(_ value: Double?, _ expected: Double, within tolerance: Double = 0.001) -> Bool {
        value.map { abs($0 - expected) <= tolerance } ?? false
    }

    @Test(arguments: [
        // hours, dB(A), L_EX,8h = L + 10 lg(h/8), per cent = 100 h/8 2^((L-85)/3)
        (9.0, 85.0, 85.5115, 112.5), (8, 85, 85, 100), (4, 88, 84.9897, 100),
        (8, 82, 82, 50), (1, 94, 84.9691, 100), (0.25, 100, 84.9485, 100), (8, 80, 80, 31.498),
    ])
    func agreesWithTheFormula(hours: Double, level: Double, daily: Double, percent: Double) throws {
        var dose = HearingDose(calibration: try headset())
        // In clips of a second and their replays, as it comes.
        for second in 0..<Int(hours * hour) {
            dose.hear(
                SoundPiece(seconds: 1, level: level - 110, gain: 10),
                at: start.advanced(bySeconds: Double(second)))
        }
        let report = dose.report
        #expect(near(report.dailyLevel, daily))
        #expect(near(report.nioshPercent, percent, within: 0.01))
        #expect(near(report.relativeLevel, level - 100))
        #expect(report.basis == .calibrated && near(report.seconds, hours * hour))
    }

    @Test func mixedLevelsAddAsEnergy() throws {
        var dose = HearingDose(calibration: try headset())
        // 2 h at 80 and 1 h at 90: 10 lg((2 10^8 + 10^9)/8) = 81.761 dB(A);
        // 100 (2/25.398 + 1/2.5198) = 47.56 %.
        dose.hear(SoundPiece(seconds: 2 * hour, level: -20), at: start)
        dose.hear(SoundPiece(seconds: hour, level: -10), at: start)
        #expect(near(dose.report.dailyLevel, 81.7609))
        #expect(near(dose.report.nioshPercent, 47.56, within: 0.01))
        #expect(dose.report.standing == .lowerAction)
        #expect(dose.report.summary == "L_EX,8h 81.8 dB(A), NIOSH 48 %")
    }

    @Test func withoutCalibrationOnlyTheRelativeIsSaid() throws {
        var dose = HearingDose()
        #expect(dose.report.summary == "uncalibrated")
        dose.hear(SoundPiece(seconds: 600, level: -20), at: start)
        dose.hear(SoundPiece(seconds: 600, level: -.infinity), at: start)
        let report = dose.report
        #expect(report.dailyLevel == nil && report.nioshPercent == nil && report.standing == nil)
        #expect(near(report.relativeLevel, -23.0103))
        #expect(report.summary == "uncalibrated, -23.0 dB re full scale")
        // Loud beyond reason, and still no guess.
        dose.hear(SoundPiece(seconds: 9 * hour, level: 20), at: start)
        #expect(dose.notice(at: start) == nil)
    }

    @Test func headsetsAreKeptApart() throws {
        var dose = HearingDose()
        dose.hear(SoundPiece(seconds: hour, level: -20), at: start)
        dose.wear(try headset(110, device: "loud"))
        dose.hear(SoundPiece(seconds: 8 * hour, level: -30), at: start)
        #expect(dose.report.basis == .partly)
        #expect(near(dose.report.dailyLevel, 80))
        #expect(
            dose.report.summary == "L_EX,8h at least 80.0 dB(A), NIOSH 31 %, 60 min uncalibrated")
        dose.wear(nil)
        dose.hear(SoundPiece(seconds: hour, level: -20), at: start)
        #expect(near(dose.report.uncalibratedSeconds, 2 * hour))
    }

    @Test func nonsenseIsIgnored() throws {
        var dose = HearingDose(calibration: try headset())
        let before = dose
        for (seconds, level) in [
            (0.0, -20.0), (-3, -20), (.nan, -20), (.infinity, -20), (1, .nan), (1, .infinity),
            (1, 300), (1e300, -20),
        ] {
            dose.hear(SoundPiece(seconds: seconds, level: level), at: start)
            _ = dose.notice(at: start, next: SoundPiece(seconds: seconds, level: level))
        }
        #expect(dose == before)
        #expect(HeadsetCalibration(levelAtFullScale: .nan, device: "") == nil)
        #expect(HeadsetCalibration(levelAtFullScale: 20, device: "") == nil)
        #expect(
            HeadsetCalibration(reading: 77, ofToneAt: -23, device: "d")?.levelAtFullScale == 100)
    }

    @Test func isStoredAndReadBack() throws {
        var dose = HearingDose()
        dose.hear(SoundPiece(seconds: 3, level: -20), at: start)
        dose.wear(try headset())
        for minute in 0..<40 {
            dose.hear(
                SoundPiece(seconds: 31, level: -17.3),
                at: start.advanced(bySeconds: Double(minute) * 60))
        }
        dose.record(
            AcousticShock(at: start, position: .nan, level: -3, calibration: try headset()))
        #expect(dose.shocks.first?.levelAtTheEar == 97 && dose.shocks.first?.position == nil)
        #expect(dose.report.summary.hasSuffix("1 acoustic shock"))
        let stored = try JSONEncoder().encode(dose)
        #expect(try JSONDecoder().decode(HearingDose.self, from: stored) == dose)
        #expect(stored.count < 2_000, "a shift's dose is small however long it was")
    }
}

@Suite struct HearingNoticeTests {
    let start = Timestamp(microseconds: 1_800_000_000_000_000)

    private func minutes(_ notice: HearingNotice?) -> Double? {
        guard case .lowerActionIn(let minutes) = notice else { return nil }
        return minutes
    }

    /// Steady sound at 84 dB(A) fills a day's 80 dB(A) in 8 h / 10^0.4 = 191.1 minutes.
    @Test func foretellsSteadySound() throws {
        let headset = try #require(HeadsetCalibration(levelAtFullScale: 100, device: "d"))
        var dose = HearingDose(calibration: headset)
        var first: Int?
        for minute in 0..<200 {
            let now = start.advanced(bySeconds: Double(minute) * 60 + 59)
            dose.hear(SoundPiece(seconds: 60, level: -16), at: now)
            let expected = 191.09 - Double(minute + 1)
            switch dose.notice(at: now) {
            case nil: #expect(expected > HearingDose.reserve * 30, "silent at \(minute)")
            case .lowerActionIn(let left):
                if first == nil { first = minute }
                #expect(abs(left - expected) < 1.1, "minute \(minute)")
            case .reached(let standing):
                #expect(standing == .lowerAction && expected <= 0)
            }
        }
        // At the share kept in reserve, 152.9 minutes, which comes before the last thirty.
        #expect(first == 152)
    }

    /// The rate is that of what sounded, not of the minute it lies in: 95 dB(A) use up a day's
    /// 80 dB(A) in 15.2 minutes, in the first second as in the tenth minute.
    @Test func foretellsFromTheFirstSecond() throws {
        let headset = try #require(HeadsetCalibration(levelAtFullScale: 100, device: "d"))
        var dose = HearingDose(calibration: headset)
        for second in 1...600 {
            let now = start.advanced(bySeconds: Double(second))
            dose.hear(SoundPiece(seconds: 1, level: -5), at: now)
            let expected = 15.1789 - Double(second) / 60
            let left = try #require(minutes(dose.notice(at: now)), "second \(second)")
            #expect(abs(left - expected) < 0.01, "second \(second)")
        }
        let stored = try JSONEncoder().encode(dose)
        #expect(try JSONDecoder().decode(HearingDose.self, from: stored) == dose)
    }

    /// More sound than the clock has room for: it was set back, or two desks sounded at once.
    @Test func isNeverShorterThanWhatSounded() throws {
        let headset = try #require(HeadsetCalibration(levelAtFullScale: 100, device: "d"))
        var dose = HearingDose(calibration: headset)
        for _ in 0..<60 { dose.hear(SoundPiece(seconds: 1, level: -5), at: start) }
        let left = try #require(minutes(dose.notice(at: start.advanced(bySeconds: -3_600))))
        #expect(abs(left - 14.1789) < 0.01)
    }

    @Test func oneClipTooLoudIsAnnouncedBeforeItSounds() throws {
        let headset = try #require(HeadsetCalibration(levelAtFullScale: 120, device: "d"))
        let dose = HearingDose(calibration: headset)
        // 120 dB(A) uses up the day in 2.88 s.
        #expect(dose.notice(at: start, next: SoundPiece(seconds: 2.8, level: 0)) == nil)
        let notice = dose.notice(at: start, next: SoundPiece(seconds: 3, level: 0))
        #expect(abs((minutes(notice) ?? 0) - 0.048) < 1e-6)
        #expect(notice?.description.contains("less than a minute") == true)
    }

    /// Whatever sounds, in whatever order, pauses and clocks: a warning came before the value.
    @Test(arguments: 0..<200) func neverComesAfter(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scale = Double.random(in: 95...130, using: &random)
        let headset = try #require(HeadsetCalibration(levelAtFullScale: scale, device: "d"))
        var dose = HearingDose(calibration: headset)
        var now = start
        var warned = false
        for _ in 0..<20_000 {
            let piece = SoundPiece(
                seconds: Double.random(in: 0.1...30, using: &random),
                level: Double.random(in: -40...(-1), using: &random))
            now = now.advanced(bySeconds: Double.random(in: -20...90, using: &random))
            switch dose.notice(at: now, next: piece) {
            case nil: break
            case .lowerActionIn(let minutes):
                #expect(minutes >= 0)
                warned = true
            case .reached:
                #expect(warned)
                return
            }
            dose.hear(piece, at: now)
        }
        Issue.record("the day never got loud enough to test anything")
    }

    @Test func aQuietDaySaysNothing() throws {
        let headset = try #require(HeadsetCalibration(levelAtFullScale: 95, device: "d"))
        var dose = HearingDose(calibration: headset)
        for clip in 0..<1_000 {
            let now = start.advanced(bySeconds: Double(clip) * 32.4)
            dose.hear(SoundPiece(seconds: 15, level: -23), at: now)
            #expect(dose.notice(at: now) == nil)
        }
        #expect(dose.report.standing == .below)
    }
}
