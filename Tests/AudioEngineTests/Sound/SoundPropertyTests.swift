// What is promised of all sound, held against sound that nobody chose.
import Foundation
import ReviewCore
import Testing

@testable import AudioEngine

@Suite struct SoundPropertyTests {
    /// Speech-like, noisy or tonal, of any level, with silences and bursts.
    private static func anySound(_ random: inout Seeded) -> [Float] {
        var sound: [Float] = []
        for _ in 0..<Int.random(in: 3...5, using: &random) {
            let seconds = Double.random(in: 0.1...0.5, using: &random)
            let amplitude = pow(10, Double.random(in: -2...0.2, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                let pitch = Double.random(in: 80...300, using: &random)
                sound += Fixture.voice(seconds: seconds, amplitude: amplitude, pitch: pitch)
            case 1:
                sound += Fixture.noise(
                    seconds: seconds, amplitude: Float(amplitude), seed: random.next())
            case 2:
                let frequency = Double.random(in: 60...15_000, using: &random)
                sound += Fixture.tone(frequency, seconds: seconds, amplitude: amplitude)
            default: sound += [Float](repeating: 0, count: Int(seconds * 24_000))
            }
        }
        return sound
    }

    @Test(arguments: 100..<112) func noPeakPassesTheCeilingHoweverTheSpeedChanges(seed: UInt64) {
        var random = Seeded(seed)
        let clip = Fixture.clip(Self.anySound(&random))
        let speeds = (0..<8).map { _ in Double.random(in: 0.5...3, using: &random) }
        let volume = Double.random(in: -6...12, using: &random)
        let profile = ListeningProfile.allCases.randomElement(using: &random) ?? .normal
        let out = Rendering.samples(of: clip) { chain, block in
            chain.speed = speeds[(block / 11) % speeds.count]
            chain.volume = volume
            if block == 0 { chain.profile = profile }
        }
        #expect(out.allSatisfy { $0.isFinite })
        #expect(Meter.truePeak(out) <= -1)
    }

    @Test(arguments: 200..<208) func everyClipComesOutAtTheTarget(seed: UInt64) {
        var random = Seeded(seed)
        let amplitude = pow(10, Double.random(in: -2.2 ... -0.1, using: &random))
        let pitch = Double.random(in: 80...300, using: &random)
        let noise = Fixture.noise(
            seconds: 2, amplitude: Float(amplitude * 0.1), seed: random.next())
        let voice = Fixture.voice(seconds: 2, amplitude: amplitude, pitch: pitch)
        let sound = zip(voice, noise).map { $0 + $1 }
        let out = Rendering.samples(of: Fixture.clip(sound))
        let expected = min(Loudness.target, Meter.loudness(sound) + Loudness.mostGain)
        #expect(abs(Meter.loudness(out) - expected) < 0.5)
    }

    @Test(arguments: 300..<310) func onlyTheLengthChangesWithTheSpeed(seed: UInt64) {
        var random = Seeded(seed)
        let speed = Double.random(in: 0.5...3, using: &random)
        let pitch = Double.random(in: 105...290, using: &random)
        let note = Fixture.clip(Fixture.tone(pitch, seconds: 2, amplitude: 0.3))
        let sung = Rendering.samples(of: note) { chain, _ in chain.speed = speed }
        let expected = 96_000 / speed
        #expect(abs(Double(sung.count) - expected) < expected * 0.01)
        // The ruler goes by whole samples of a period.
        let grain = pitch * pitch / 48_000 / 2
        #expect(abs(Meter.pitch(sung[(sung.count / 3)...]) - pitch) < pitch * 0.01 + grain)
    }
}
