// Nothing that is done to running sound clicks: no step is steeper than the fade makes it.
import ReviewCore
import Testing

@testable import AudioEngine

@Suite struct FadeTests {
    /// Three seconds of a steady note, and the ruler for what is heard of it.
    private struct Note {
        let clip: PreparedClip
        /// The steepest step a joint may make: the note's own, and the fade's over a full swing.
        let limit: Float

        init(_ frequency: Double) {
            clip = Fixture.clip(Fixture.tone(frequency, seconds: 3, amplitude: 0.3))
            let plain = Rendering.samples(of: clip)
            let loudest = plain.reduce(0) { max($0, abs($1)) }
            limit = Meter.steepest(plain) + .pi / 2 * 2 * loudest / Float(Fade.length)
        }
    }

    private func desk(_ clip: PreparedClip, latency: Int = 0) -> PlayerTests.Desk {
        let desk = PlayerTests.Desk(latency: latency)
        desk.player.load(clip)
        desk.player.settle()
        return desk
    }

    @Test(arguments: 0..<12) func nothingOneDoesClicks(seed: Int) {
        var random = Seeded(UInt64(seed))
        let note = Note(Double.random(in: 90...900, using: &random))
        let other = Note(330)
        let desk = desk(note.clip, latency: [0, 500, 2_880][seed % 3])
        for _ in 0..<60 {
            let start = Double.random(in: 0...2.9, using: &random)
            switch Int.random(in: 0..<9, using: &random) {
            case 0: desk.player.seek(to: start)
            case 1: desk.player.seek(by: start - 1.5)
            case 2: desk.player.pause()
            case 3: desk.player.toggle()
            case 4: desk.player.again()
            case 5: desk.player.setLoop(start...start + 0.1)
            case 6: desk.player.setLoop(nil)
            case 7: desk.player.load(Bool.random(using: &random) ? note.clip : other.clip)
            default: break
            }
            if Bool.random(using: &random) { desk.player.play() }
            desk.player.settle()
            desk.hear(Int.random(in: 1...9_000, using: &random))
        }
        desk.player.unload()
        desk.player.settle()
        desk.hear(9_000)
        let heard = desk.output.played
        #expect(heard.count > 48_000)
        #expect(heard.contains { abs($0) > 0.05 })
        #expect(Meter.steepest([0] + heard + [0]) <= max(note.limit, other.limit))
        #expect(desk.player.snapshot().underruns == 0)
    }

    @Test(arguments: [0.5, 0.75, 1.5, 2, 3]) func loopsWithoutAClickAtAnySpeed(speed: Double) {
        let note = Note(220)
        for region in [10_001..<20_000, 139_000..<144_000, 0..<144_000, 5_000..<8_840] {
            let samples = Rendering.samples(of: note.clip, from: region.lowerBound, blocks: 400) {
                chain, _ in
                chain.speed = speed
                chain.loop = region
            }
            // libsonic's own joins are a little steeper than the note.
            #expect(Meter.steepest(samples) <= note.limit * 1.5, "\(region)")
            #expect(samples.count > 40_000)
        }
    }

    @Test(arguments: [0.6, 1.7, 3]) func endsInSilenceAtAnySpeed(speed: Double) {
        let note = Note(440)
        let samples = Rendering.samples(of: note.clip) { chain, _ in chain.speed = speed }
        #expect(abs(samples.last ?? 1) < 1e-6)
    }

    @Test func aPauseFallsAndTheEarsPlaceIsKept() {
        let note = Note(300)
        let desk = desk(note.clip)
        desk.player.play()
        desk.player.settle()
        desk.hear(9_600)
        desk.player.pause()
        desk.player.settle()
        #expect(desk.player.snapshot().state == .paused)
        #expect(desk.player.snapshot().position == 0.2)
        #expect(desk.player.snapshot().coverage == .heard(0...0.2))
        desk.hear(48_000)
        #expect(desk.output.played.count == 9_600 + Fade.length)
        #expect(abs(desk.output.played.last ?? 1) < 0.001)
        // Where nothing more comes, the output is told to hold.
        #expect(!desk.output.state.withLock { $0.running })
    }

    @Test func levelsAtAJointStayUnderTheCeiling() {
        let loud = Fixture.clip(Fixture.noise(seconds: 2, amplitude: 1, seed: 8))
        let desk = desk(loud)
        desk.player.setVolume(12)
        desk.player.play()
        var random = Seeded(5)
        for _ in 0..<80 {
            desk.player.seek(to: Double.random(in: 0...1.5, using: &random))
            desk.player.settle()
            desk.hear(Int.random(in: 1...1_500, using: &random))
        }
        #expect(Meter.truePeak(desk.output.played) <= -1)
    }

    @Test func leavesEverySampleAloneWithoutLevelling() {
        let noise = Fixture.noise(seconds: 1, amplitude: 0.9, seed: 12)
        let desk = desk(Fixture.clip(noise))
        desk.player.setLevelling(false)
        desk.player.seek(to: 0.1)
        desk.player.play()
        desk.player.settle()
        desk.hear(60_000)
        #expect(desk.output.played == Array(noise[4_800...]))
    }
}
