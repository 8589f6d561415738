// Loud clips come down, quiet ones come up, and no peak passes the ceiling.
import Foundation
import Testing

@testable import AudioEngine

@Suite struct LevelTests {
    @Test(arguments: [0.004, 0.01, 0.05, 0.3, 0.9])
    func bringsSpeechToTarget(amplitude: Double) {
        let voice = Fixture.voice(seconds: 3, amplitude: amplitude)
        let before = Meter.loudness(voice)
        let out = Rendering.samples(of: Fixture.clip(voice))
        let expected = min(Loudness.target, before + Loudness.mostGain)
        #expect(abs(Meter.loudness(out) - expected) < 0.5)
    }

    @Test func countsAShortWordAsLoudAsItIs() {
        let long = Loudness.measure(SoundBuffer(Fixture.tone(500, seconds: 2)), rate: 48_000)
        for seconds in [0.01, 0.05, 0.2, 0.39, 0.4] {
            let short = Loudness.measure(
                SoundBuffer(Fixture.tone(500, seconds: seconds)), rate: 48_000)
            let difference = (short.integrated ?? 0) - (long.integrated ?? 100)
            #expect(abs(difference) < 0.5, "\(seconds) s")
        }
    }

    @Test func leavesSilenceAlone() {
        let silent = Fixture.clip(Array(repeating: 0, count: 20_000))
        #expect(silent.loudness == Loudness(integrated: nil, truePeak: -.infinity))
        #expect(silent.loudness.gain == 0)
        #expect(Rendering.samples(of: silent).allSatisfy { $0 == 0 })
        // A murmur under the gate is raised by the most allowed and no more.
        let murmur = Fixture.clip(Fixture.tone(300, seconds: 1, amplitude: 0.00005))
        #expect(murmur.loudness.gain == Loudness.mostGain)
    }

    @Test(arguments: 0..<16) func neverPassesTheCeiling(seed: Int) {
        var random = Seeded(UInt64(seed))
        // Bursts of noise and tones near half the rate, where samples hide their peaks.
        var sound = Fixture.noise(seconds: 0.3, amplitude: 0.02, seed: UInt64(seed))
        for _ in 0..<12 {
            let start = Int.random(in: 0..<(sound.count - 2_000), using: &random)
            let frequency = Double.random(in: 50...19_000, using: &random)
            let phase = Double.random(in: 0...6, using: &random)
            for index in 0..<Int.random(in: 1...2_000, using: &random) {
                sound[start + index] += Float(
                    1.5 * sin(phase + 2 * .pi * frequency * Double(index) / 48_000))
            }
        }
        let speed = [0.5, 1, 1.3, 3][seed % 4]
        let out = Rendering.samples(of: Fixture.clip(sound)) { chain, _ in
            chain.speed = speed
            chain.volume = 12
        }
        #expect(Meter.truePeak(out) <= -1)
    }

    @Test func limiterGivesBackEverySample() {
        let limiter = Limiter()
        let input = Fixture.voice(seconds: 0.1, amplitude: 0.2)
        for piece in [1, 7, 480, 4_800] {
            var output: [Float] = []
            var block = [Float](repeating: 0, count: max(piece, Limiter.delay))
            for start in stride(from: 0, to: input.count, by: piece) {
                let part = Array(input[start..<min(start + piece, input.count)])
                let count = part.withUnsafeBufferPointer { limiter.process($0, into: &block) }
                output += block[..<count]
            }
            output += block[..<limiter.flush(into: &block)]
            #expect(output == input)
        }
    }

    @Test func measuresPeaksBetweenSamples() {
        // A sine at a quarter of the rate, sampled 45 degrees off its crests.
        let hidden = (0..<480).map { Float(sin(.pi / 4 + .pi / 2 * Double($0))) }
        let found = hidden.withUnsafeBufferPointer { TruePeak.highest(in: $0) }
        #expect(abs(found - 1) < 0.02)
    }

    @Test func setsInSoftly() {
        let square = (0..<9_600).map { ($0 / 50) % 2 == 0 ? Float(0.3) : -0.3 }
        let clip = Fixture.clip(square)
        for frame in [0, 25, 4_321] {
            let out = Rendering.samples(of: clip, from: frame)
            #expect(out[0] == 0)
            #expect(out[..<48].allSatisfy { abs($0) < 0.01 })
            #expect(out[960...].contains { abs($0) > 0.05 })
        }
    }

    @Test func passesSamplesUntouchedWithoutLevelling() {
        let loud = Fixture.noise(seconds: 0.5, amplitude: 1, seed: 9)
        let out = Rendering.samples(of: Fixture.clip(loud)) { chain, _ in chain.levelling = false }
        #expect(out == loud)
        let later = Rendering.samples(of: Fixture.clip(loud), from: 777) { chain, _ in
            chain.levelling = false
        }
        #expect(later == Array(loud[777...]))
    }
}
