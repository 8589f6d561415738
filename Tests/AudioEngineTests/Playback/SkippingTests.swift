// Silences are passed over without a click, and what was passed over was not heard.
import ReviewCore
import Testing

@testable import AudioEngine

@Suite struct SkippingTests {
    /// A word, two seconds of nothing, a word, one second of nothing.
    private static let samples =
        Fixture.voice(seconds: 1) + [Float](repeating: 0, count: 96_000)
        + Fixture.voice(seconds: 1, pitch: 170) + [Float](repeating: 0, count: 48_000)
    private static let clip = Fixture.clip(samples)
    private static var parts: [Range<Int>] { clip.parts.ranges }

    private func desk(levelling: Bool = false, latency: Int = 0) -> PlayerTests.Desk {
        let desk = PlayerTests.Desk(latency: latency)
        desk.player.setLevelling(levelling)
        desk.player.setResumeStep(0)
        desk.player.setSkipping(true)
        desk.player.load(Self.clip)
        desk.player.settle()
        return desk
    }

    private func coverage(_ parts: [Range<Int>], speed: Double = 1) -> ClipCoverage {
        var coverage = ClipCoverage.heard()
        for part in parts {
            coverage.hear(
                from: Engine.seconds(part.lowerBound), to: Engine.seconds(part.upperBound),
                speed: speed)
        }
        return coverage
    }

    @Test func aSilenceIsFoundInTheMiddleAndAtTheEnd() {
        #expect(Self.parts.count == 2)
        #expect(Self.clip.parts.ranges.reduce(0) { $0 + $1.count } < 140_000)
    }

    @Test func playsThePartsAndNothingElse() {
        let desk = desk()
        desk.player.play()
        desk.player.settle()
        desk.hear(300_000)
        #expect(desk.output.played == Self.parts.flatMap { Self.samples[$0] })
        let snapshot = desk.player.snapshot()
        #expect(snapshot.state == .ended)
        #expect(snapshot.skipsSilence)
        #expect(snapshot.coverage == coverage(Self.parts))
    }

    @Test(arguments: [0.5, 0.8, 1.5, 2, 3]) func passesOverAtAnySpeed(speed: Double) {
        let desk = desk(levelling: true)
        desk.player.setSpeed(speed)
        desk.player.play()
        desk.player.settle()
        desk.hear(600_000)
        let snapshot = desk.player.snapshot()
        #expect(snapshot.state == .ended)
        #expect(snapshot.coverage == coverage(Self.parts, speed: speed))
        let expected = Double(Self.parts.reduce(0) { $0 + $1.count }) / speed
        #expect(abs(Double(desk.output.played.count) - expected) < expected * 0.02)
    }

    @Test func jointsDoNotClick() throws {
        // A hum that goes on through the silence, as a room's does.
        let hum = Fixture.tone(100, seconds: 5, amplitude: 0.0008)
        let noisy = Fixture.clip(zip(Self.samples, hum).map { $0 + $1 })
        try #require(noisy.parts.ranges.count == 2)
        let plain = Rendering.samples(of: noisy)
        let joined = Rendering.samples(of: noisy) { chain, _ in chain.skips = true }
        #expect(joined.count < plain.count)
        let joint = noisy.parts.ranges[0].count
        let around = joined[joint - 2_000..<joint + 2_000]
        let loudest = around.reduce(0) { max($0, abs($1)) }
        let slope = Meter.steepest(plain[joint - 2_000..<joint + 2_000])
        #expect(Meter.steepest(around) <= slope + .pi * loudest / Float(Fade.length))
        #expect(abs(joined.last ?? 1) < 1e-6)
    }

    @Test func thePlayheadIsExactOverTheGap() {
        let desk = desk()
        desk.player.play()
        desk.player.settle()
        desk.hear(Self.parts[0].count - 240)
        #expect(desk.player.snapshot().position == Engine.seconds(Self.parts[0].upperBound - 240))
        desk.hear(480)
        #expect(desk.player.snapshot().position == Engine.seconds(Self.parts[1].lowerBound + 240))
    }

    @Test func aSeekIntoASilenceGoesOnAtItsEnd() {
        let desk = desk()
        desk.player.seek(to: 2)
        desk.player.settle()
        #expect(desk.player.snapshot().position == Engine.seconds(Self.parts[1].lowerBound))
        desk.player.play()
        desk.player.settle()
        desk.hear(480)
        let start = Self.parts[1].lowerBound
        #expect(desk.output.played == Array(Self.samples[start..<start + 480]))
        // Back a little is back into the word before, or nobody would ever get there.
        desk.player.seek(by: -0.1)
        desk.player.settle()
        desk.hear(1)
        let back = Self.parts[0].upperBound + 480 - 4_800
        #expect(desk.output.played.last == Self.samples[back])
        // Past the last word there is only the end.
        desk.player.seek(to: 4.9)
        desk.player.settle()
        #expect(desk.player.snapshot().position == 5)
        #expect(desk.player.snapshot().state == .ended)
    }

    @Test func aLoopPlaysWhole() {
        let desk = desk()
        desk.player.setLoop(1...3.5)
        desk.player.play()
        desk.player.settle()
        desk.hear(240_000)
        let region = Array(Self.samples[48_000..<168_000])
        #expect(desk.output.played == region + region)
    }

    @Test func isTurnedOnAndOffMidClip() {
        let desk = desk()
        desk.player.setSkipping(false)
        desk.player.play()
        desk.player.settle()
        // In the middle of the silence it is passed over; what is made ready plays.
        desk.hear(72_000)
        desk.player.setSkipping(true)
        desk.player.settle()
        desk.hear(48_000)
        let ahead = desk.output.played.count
        #expect(desk.player.snapshot().position > 3)
        desk.player.setSkipping(false)
        desk.player.settle()
        desk.hear(300_000)
        #expect(desk.player.snapshot().state == .ended)
        #expect(Array(desk.output.played.suffix(48_000)) == Array(Self.samples.suffix(48_000)))
        #expect(desk.output.played.count > ahead)
        #expect(desk.player.snapshot().coverage.share(of: 5) < 0.9)
    }

    @Test func travelsInWhatPlays() {
        let parts = PlayedParts([10..<20, 50..<60, 90..<100])
        #expect(parts.onward(from: 0) == 10)
        #expect(parts.onward(from: 20) == 50)
        #expect(parts.onward(from: 100) == nil)
        #expect(parts.travel(-3, from: 52) == 19)
        #expect(parts.travel(-100, from: 52) == 10)
        #expect(parts.travel(8, from: 15) == 53)
        #expect(parts.travel(0, from: 30) == 50)
        #expect(parts.travel(1_000, from: 15) == nil)
        #expect(PlayedParts.everything.travel(-3, from: 2) == -1)
        var random = Seeded(6)
        for _ in 0..<500 {
            let start = Int.random(in: 0..<90, using: &random)
            let there = parts.travel(Int.random(in: 0..<10, using: &random), from: start)
            #expect(there.map { place in parts.ranges.contains { $0.contains(place) } } ?? true)
        }
    }
}
