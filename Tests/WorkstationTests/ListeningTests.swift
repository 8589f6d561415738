// What was heard at the desk, and what is made of it: the annotation's record, the reviewer's ledger.
import AudioEngine
import Foundation
import ReviewCore
import Screens
import Testing

@testable import Workstation

@Suite struct ListeningTests {
    @Test func whatWasHeardStaysWithTheAnnotation() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["hear me twice", "hear me once"], into: queue)
        let sitting = try DeskSitting(office, queue)
        sitting.run([
            Step("again", when: When.heard(done: 0), keys: ["r"]),
            Step("agree", when: { $0.hearing.share(of: 0.3, atLeast: 2) > 0.98 }, keys: ["enter"]),
            Step("agree", when: When.heard(done: 1), keys: ["enter"]),
            Step("leave", when: When.empty, keys: ["q"]),
        ])
        let efforts = try office.efforts(queue)
        let first = try #require(efforts.first)
        #expect(first.listening.share(of: 0.3, atLeast: 2) > 0.9)
        #expect(first.plays == 2)
        #expect(abs(first.heardSeconds - 0.6) < 0.03)
        #expect(first.coverage > 0.98)
        let second = try #require(efforts.last)
        #expect(second.listening.share(of: 0.3, atLeast: 2) < 0.1)
        #expect(second.plays == 1)
    }

    @Test func anAmendmentKnowsWhatWasHeardBefore() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["heard yesterday"], into: queue)
        try DeskSitting(office, queue).run([
            Step("agree", when: When.heard(done: 0), keys: ["enter"]),
            Step("leave", when: When.empty, keys: ["q"]),
        ])
        // Another sitting: nothing sounds, and nothing has to.
        let sitting = try DeskSitting(office, queue)
        sitting.run([
            Step("earlier clips", when: { !$0.earlier.isEmpty }, keys: ["p"]),
            Step("open it", keys: ["enter"]),
            Step(
                "amend", when: { $0.work?.amends == 1 && $0.hearing.share(of: 0.3) > 0.98 },
                keys: ["e", "end"] + Keys.typed(" now") + ["enter"]),
            Step("leave", when: { $0.inFlight.isEmpty && $0.work == nil }, keys: ["q"]),
        ])
        let effort = try #require(try office.efforts(queue).first)
        #expect(effort.listening.share(of: 0.3) > 0.98)
    }

    @Test func theLedgerGoesOnInTheNextSitting() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["one", "two"], into: queue)
        for _ in 0..<2 {
            try DeskSitting(office, queue).run([
                Step("agree", when: When.heard, keys: ["enter"]),
                Step("leave", when: { $0.inFlight.isEmpty }, keys: Keys.leave),
            ])
        }
        let ledger = HearingLedger.open(office.surroundings, person: Office.first, now: .now)
        #expect(ledger.report.basis == .uncalibrated)
        // Two clips of 0.3 s; of the third, which sounds while the desk is left, a little.
        #expect(ledger.report.seconds > 0.58 && ledger.report.seconds < 1)
        #expect(try #require(ledger.report.relativeLevel) < 0)
    }

    @Test func aShockIsKeptWithItsMomentAndLevel() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["a loud one"], into: queue)
        try DeskSitting(office, queue).run([
            Step("shock", when: When.heard(done: 0), keys: ["!"]),
            Step("agree", keys: ["enter"]),
            Step("leave", when: When.empty, keys: ["q"]),
        ])
        let ledger = HearingLedger.open(office.surroundings, person: Office.first, now: .now)
        let shock = try #require(ledger.shocks.first)
        #expect(ledger.shocks.count == 1)
        #expect(shock.clip != nil)
        #expect(shock.level.map { $0 > -60 && $0 < 0 } == true)
        #expect(shock.calibration == nil)
    }

    @Test func volumeAndMannerAreRememberedButMufflingIsNot() throws {
        let office = try Office()
        let queue = try office.queue()
        try office.bring(["one", "two"], into: queue)
        try DeskSitting(office, queue).run([
            Step("softer", when: When.heard, keys: ["-", "g"]),
            Step("muffled", when: { $0.playback.manner == .gentle }, keys: ["G"]),
            Step("leave", when: { $0.playback.manner == .muffled }, keys: Keys.leave),
        ])
        try DeskSitting(office, queue).run([
            Step(
                "as it was left",
                when: {
                    $0.work != nil && abs($0.playback.volume - 0.9) < 0.01
                        && $0.playback.manner == .gentle
                }, keys: Keys.leave)
        ])
    }
}

@Suite struct EarWatchTests {
    private let office: Office
    private let ledger: HearingLedger

    init() throws {
        office = try Office()
        ledger = .open(office.surroundings, person: "ana", now: Self.moment(0))
    }

    private static func moment(_ seconds: Double) -> Timestamp {
        Timestamp(microseconds: 1_800_000_000_000_000).advanced(bySeconds: seconds)
    }

    /// A player that has played so much, so loud, and rests.
    private static func player(
        _ seconds: Double, level: Double, on device: String = "headset"
    ) -> PlayerSnapshot {
        let player = Player(choice: .null) { _ in }
        defer { player.shutdown() }
        var snapshot = player.snapshot()
        snapshot.exposure = EarExposure(seconds: seconds, energy: seconds * pow(10, level / 10))
        snapshot.device = .ready(
            AudioDevice(name: device, description: "A headset", isDefault: true))
        return snapshot
    }

    private func calibrate(_ level: Double) throws -> Headsets {
        let calibration = try #require(
            HeadsetCalibration(levelAtFullScale: level, device: "headset"))
        _ = try Headsets.keep(
            Headset(calibration: calibration, measured: nil), office.surroundings)
        return Headsets(office.surroundings)
    }

    @Test func countsEverySecondOnce() throws {
        let ears = EarWatch(ledger: ledger, headsets: Headsets(office.surroundings))
        _ = ears.note(Self.player(10, level: -30), at: Self.moment(10))
        _ = ears.note(Self.player(10, level: -30), at: Self.moment(11))
        _ = ears.note(Self.player(25, level: -30), at: Self.moment(26))
        #expect(abs(ledger.report.seconds - 25) < 1e-9)
        #expect(abs(try #require(ledger.report.relativeLevel) + 30) < 1e-6)
    }

    @Test func warnsBeforeTheLowerActionValueAndNeverAfter() throws {
        let ears = EarWatch(ledger: ledger, headsets: try calibrate(120))
        var warned = false
        // 85 dB(A) at the ear: the day's 80 dB(A) are there after two and a half hours.
        for minute in 1...600 where !warned {
            let seconds = Double(minute) * 60
            let status = ears.note(
                Self.player(seconds, level: -35), at: Self.moment(seconds))
            switch status?.notice {
            case .lowerActionIn(let minutes):
                warned = true
                #expect(minutes > 20)
            case .reached: Issue.record("the value was reached before the warning")
            case nil: break
            }
        }
        #expect(warned)
    }

    @Test func oneVeryLoudPlayIsWarnedOfBeforeItSounds() throws {
        let ears = EarWatch(ledger: ledger, headsets: try calibrate(130))
        _ = ears.note(Self.player(1, level: -60), at: Self.moment(1))
        let next = SoundPiece(seconds: 60, level: 0)
        let status = ears.expect(next, at: Self.moment(2))
        guard case .lowerActionIn = status?.notice else {
            Issue.record("no warning before 130 dB(A) for a minute")
            return
        }
    }

    private static func player(
        _ seconds: Double, _ state: Transport.State, level: Double
    ) -> PlayerSnapshot {
        var snapshot = player(seconds, level: level)
        snapshot.state = state
        return snapshot
    }

    @Test func aWarningHoldsUntilThePieceHasSounded() throws {
        let ears = EarWatch(ledger: ledger, headsets: try calibrate(130))
        _ = ears.note(Self.player(1, level: -60), at: Self.moment(1))
        let warning = ears.expect(SoundPiece(seconds: 60, level: 0), at: Self.moment(2))
        #expect(warning?.notice != nil)
        // The player has not begun, then plays softer than was reckoned with: no word against it.
        for second in 0..<30 {
            let state: Transport.State = second < 2 ? .paused : .playing
            let player = Self.player(Double(max(1, second)), state, level: -60)
            let status = ears.note(player, at: Self.moment(2 + Double(second)))
            #expect(status == nil || status?.notice != nil, "second \(second)")
        }
        let rested = ears.note(Self.player(30, .paused, level: -60), at: Self.moment(33))
        #expect(rested != nil && rested?.notice == nil)
    }

    @Test func aPieceThatNeverBeginsIsNotWaitedFor() throws {
        let ears = EarWatch(ledger: ledger, headsets: try calibrate(130))
        let resting = Self.player(1, .paused, level: -60)
        _ = ears.note(resting, at: Self.moment(1))
        _ = ears.expect(SoundPiece(seconds: 60, level: 0), at: Self.moment(2))
        let soon = ears.note(resting, at: Self.moment(4))
        #expect(soon == nil || soon?.notice != nil)
        let late = ears.note(resting, at: Self.moment(10))
        #expect(late != nil && late?.notice == nil)
    }

    /// At rest the rate falls with every moment; only what reads otherwise is told, and not at once.
    @Test func figuresThatReadTheSameAreNotTold() throws {
        let ears = EarWatch(ledger: ledger, headsets: try calibrate(130))
        _ = ears.note(Self.player(60, .playing, level: -30), at: Self.moment(60))
        let told = (1...300).compactMap { tick in
            ears.note(
                Self.player(60, .paused, level: -30), at: Self.moment(60 + Double(tick) / 30))
        }
        #expect(told.count <= 10)
        #expect(Set(told.map { HearingWords($0) }).count == told.count)
    }

    private struct HearingWords: Hashable {
        let words: [String]
        init(_ status: HearingStatus) {
            words = [status.report.summary, status.notice?.description ?? ""]
        }
    }

    @Test func aMeasurementMadeMeanwhileIsTakenUp() throws {
        let ears = EarWatch(ledger: ledger, headsets: Headsets(office.surroundings))
        _ = ears.note(Self.player(10, level: -30), at: Self.moment(10))
        _ = try calibrate(110)
        _ = ears.note(Self.player(30, level: -30), at: Self.moment(30))
        #expect(ledger.report.basis == .partly)
        #expect(abs(ledger.report.uncalibratedSeconds - 10) < 1e-6)
    }

    @Test func aTurnOfTheSystemsVolumeCounts() throws {
        let calibration = try #require(
            HeadsetCalibration(levelAtFullScale: 110, device: "headset"))
        let measured = Headset(
            calibration: calibration, volume: SystemVolume(scale: 0.5, decibels: -18))
        _ = try Headsets.keep(measured, office.surroundings)
        let ears = EarWatch(ledger: ledger, headsets: Headsets(office.surroundings))
        var player = Self.player(28_800, level: -40)
        player.device = .ready(
            AudioDevice(
                name: "headset", description: "A headset", isDefault: true,
                volume: SystemVolume(scale: 1, decibels: 0)))
        _ = ears.note(player, at: Self.moment(10))
        #expect(abs(try #require(ledger.report.dailyLevel) - 88) < 1e-6)
    }

    @Test func anotherHeadsetIsAnotherCalibration() throws {
        let ears = EarWatch(ledger: ledger, headsets: try calibrate(110))
        _ = ears.note(Self.player(60, level: -30), at: Self.moment(60))
        #expect(ledger.report.basis == .calibrated)
        _ = ears.note(Self.player(60, level: -30, on: "speaker"), at: Self.moment(61))
        _ = ears.note(Self.player(120, level: -30, on: "speaker"), at: Self.moment(121))
        #expect(ledger.report.basis == .partly)
        #expect(abs(ledger.report.uncalibratedSeconds - 60) < 1e-6)
    }
}

@Suite struct SoundBudgetTests {
    private func clip() -> ClipID {
        var random = SystemRandomNumberGenerator()
        return ClipID(at: .now, using: &random)
    }

    @Test func whatDoesNotFitWaitsForItsTurn() {
        var budget = SoundBudget()
        let (desk, ahead, later) = (clip(), clip(), clip())
        budget.take(desk, bytes: SoundBudget.most * 2)
        let besideTheDesk = budget.admit(ahead, expecting: 1)
        #expect(!besideTheDesk)
        budget.release(desk)
        let alone = budget.admit(ahead, expecting: SoundBudget.most - 1)
        let beyond = budget.admit(later, expecting: 2)
        #expect(alone && !beyond)
        // What it really took is less.
        budget.take(ahead, bytes: 1_000)
        let withRoom = budget.admit(later, expecting: 2)
        #expect(withRoom && budget.total == 1_002)
    }

    @Test func anEmptyDeskTakesAClipOfAnySize() {
        var budget = SoundBudget()
        let isIn = budget.admit(clip(), expecting: SoundBudget.most * 10)
        #expect(isIn)
    }
}
