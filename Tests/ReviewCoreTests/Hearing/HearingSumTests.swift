// Two counts of one shift put together, and what an annotation keeps of what was heard.
import Foundation
import Testing

@testable import ReviewCore

@Suite struct HearingSumTests {
    let start = Timestamp(microseconds: 1_800_000_000_000_000)

    /// However a shift's sound is dealt out to two counts, their sum is the count of all of it.
    @Test(arguments: 0..<40) func dealtOutAndSummedIsTheSame(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let headsets = [
            nil, HeadsetCalibration(levelAtFullScale: 100, device: "a"),
            HeadsetCalibration(levelAtFullScale: 110, device: "b"),
        ]
        var all = HearingDose()
        var two = [HearingDose(), HearingDose()]
        for index in 0..<60 {
            let worn = headsets[Int.random(in: 0..<3, using: &random)]
            let at = start.advanced(bySeconds: Double(index * 20))
            let piece = SoundPiece(
                seconds: 20, level: Double.random(in: -60...(-5), using: &random))
            let side = Int.random(in: 0...1, using: &random)
            all.wear(worn)
            all.hear(piece, at: at)
            two[side].wear(worn)
            two[side].hear(piece, at: at)
            guard index.isMultiple(of: 17) else { continue }
            all.record(AcousticShock(at: at))
            two[side].record(AcousticShock(at: at))
        }
        let worn = two[0].calibration
        two[0].add(two[1])
        #expect(two[0].calibration == worn)
        let (sum, whole) = (two[0].report, all.report)
        #expect(abs(sum.seconds - whole.seconds) < 1e-6)
        #expect(abs(sum.uncalibratedSeconds - whole.uncalibratedSeconds) < 1e-6)
        #expect(abs((sum.dailyLevel ?? 0) - (whole.dailyLevel ?? 0)) < 1e-9)
        #expect(abs((sum.relativeLevel ?? 0) - (whole.relativeLevel ?? 0)) < 1e-9)
        #expect(sum.basis == whole.basis && two[0].shocks == all.shocks)
        let now = start.advanced(bySeconds: 1_200)
        let (mine, other) = (two[0].recent.perSecond(at: now), all.recent.perSecond(at: now))
        #expect(abs(mine - other) <= other * 1e-9)
        let stored = try JSONEncoder().encode(two[0])
        let back = try JSONDecoder().decode(HearingDose.self, from: stored).report
        #expect(abs(back.seconds - sum.seconds) < 1e-6 && back.basis == sum.basis)
    }

    @Test func nothingAddedIsNothing() {
        var dose = HearingDose()
        dose.add(HearingDose())
        #expect(dose.isEmpty && dose == HearingDose())
        dose.record(AcousticShock(at: start))
        #expect(!dose.isEmpty)
    }
}

@Suite struct KeptListeningTests {
    @Test(arguments: 0..<30) func theTextReadsBackAsItWas(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var coverage = ClipCoverage()
        for _ in 0..<Int.random(in: 0...30, using: &random) {
            if Bool.random(using: &random) { coverage.beginPlay() }
            let start = Double.random(in: 0...20, using: &random)
            coverage.hear(
                from: start, to: start + .random(in: 0...3, using: &random),
                speed: [0.5, 1, 1.5][Int.random(in: 0...2, using: &random)])
        }
        let back = try ClipCoverage(text: coverage.text)
        #expect(back == coverage && back.text == coverage.text)
        #expect(ClipCoverage(plays: coverage.plays, numbers: coverage.numbers) == coverage)
        #expect(coverage.isEmpty == (coverage == ClipCoverage()))
    }

    @Test(arguments: ["", "[]", "{}", #"{"v":2,"p":1,"s":[]}"#, #"{"v":1,"p":1,"s":"x"}"#])
    func whatIsNoTextOfOursIsRefused(text: String) {
        #expect(throws: DecodingError.self) { try ClipCoverage(text: text) }
    }

    @Test func theFiguresFollowFromWhatWasHeard() {
        let heard = ClipCoverage(plays: 3, numbers: [0, 1_000, 100, 2, 0, 500, 75, 1])
        let effort = Effort(seconds: 9, listening: heard, duration: 2, keystrokes: 4)
        #expect(effort.heardSeconds == 2.5 && effort.coverage == 0.5 && effort.plays == 3)
        #expect(effort.seconds == 9 && effort.keystrokes == 4 && effort.listening == heard)
        #expect(Effort(heardSeconds: 4, coverage: 1, plays: 2).listening.isEmpty)
    }
}
