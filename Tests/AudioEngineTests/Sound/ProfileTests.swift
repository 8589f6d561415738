// What each way of listening lets through, measured from outside.
import Foundation
import ReviewCore
import Testing

@testable import AudioEngine

@Suite struct ProfileTests {
    /// Decibels of one frequency in a steady stretch, by a windowed Fourier sum.
    private func level(_ samples: [Float], at frequency: Double) -> Double {
        let count = 24_000
        let start = samples.count / 2 - count / 2
        var (real, imaginary) = (0.0, 0.0)
        for index in 0..<count {
            let window = 0.5 - 0.5 * cos(2 * .pi * Double(index) / Double(count))
            let angle = 2 * .pi * frequency * Double(index) / 48_000
            real += Double(samples[start + index]) * window * cos(angle)
            imaginary -= Double(samples[start + index]) * window * sin(angle)
        }
        return 10 * log10(real * real + imaginary * imaginary + 1e-30)
    }

    private func render(
        _ clip: PreparedClip, _ profile: ListeningProfile, speed: Double = 1, volume: Double = 0
    ) -> [Float] {
        Rendering.samples(of: clip) { chain, block in
            if block == 0 { chain.profile = profile }
            chain.speed = speed
            chain.volume = volume
        }
    }

    /// The profile's change of a frequency, in decibels.
    private func change(_ frequency: Double, _ profile: ListeningProfile) -> Double {
        let clip = Fixture.clip(Fixture.tone(frequency, seconds: 2, amplitude: 0.1))
        return level(render(clip, profile), at: frequency)
            - level(render(clip, .normal), at: frequency)
    }

    @Test func gentleKeepsTheBandOfSpeechSofter() {
        for frequency in [400.0, 1_000, 2_500] {
            #expect(abs(change(frequency, .gentle) + 6) < 0.6, "\(frequency) Hz")
        }
        #expect(change(50, .gentle) < -24)
        #expect(change(12_000, .gentle) < -20)
        // At the corners, three decibels less than in the middle.
        for corner in [150.0, 5_000] { #expect(abs(change(corner, .gentle) + 9) < 0.6) }
    }

    @Test func gentleIsSofterByItsSixUnits() {
        let clip = Fixture.clip(Fixture.voice(seconds: 3, pitch: 200))
        let difference =
            Meter.loudness(render(clip, .normal)) - Meter.loudness(render(clip, .gentle))
        #expect(abs(difference - 6) < 1.5)
    }

    @Test func muffledHasNothingLeftAboveItsCut() {
        let noise = Fixture.clip(Fixture.noise(seconds: 2, amplitude: 0.3, seed: 21))
        let (plain, muffled) = (render(noise, .normal), render(noise, .muffled))
        // What tells words apart: the first formant's upper half, and all above it.
        for frequency in stride(from: 610.0, to: 20_000, by: 387) {
            #expect(level(muffled, at: frequency) < level(plain, at: frequency) - 35)
        }
        let sums = [plain, muffled].map { samples in
            stride(from: 610.0, to: 20_000, by: 97).reduce(0) {
                $0 + pow(10, level(samples, at: $1) / 10)
            }
        }
        #expect(10 * log10(sums[1] / sums[0]) < -50)
        #expect(abs(change(200, .muffled)) < 1)
    }

    @Test func muffledKeepsTheRhythm() {
        let clip = Fixture.clip(Fixture.voice(seconds: 3))
        let (plain, muffled) = (envelope(render(clip, .normal)), envelope(render(clip, .muffled)))
        #expect(likeness(plain, muffled) > 0.95)
    }

    @Test(arguments: ListeningProfile.allCases, [0.5, 1, 1.3, 2, 3])
    func noProfilePassesTheCeiling(profile: ListeningProfile, speed: Double) {
        // Full-scale square waves and noise, turned up: filters ring on them.
        var sound = Fixture.noise(seconds: 0.25, amplitude: 1, seed: 4)
        for index in 0..<6_000 { sound[3_000 + index] = (index / 113) % 2 == 0 ? 1 : -1 }
        let out = render(Fixture.clip(sound), profile, speed: speed, volume: 12)
        #expect(Meter.truePeak(out) <= -1)
    }

    @Test(arguments: [true, false]) func changesMidClipWithoutAClick(levelling: Bool) {
        let clip = Fixture.clip(Fixture.tone(180, seconds: 3, amplitude: 0.2))
        let desk = PlayerTests.Desk()
        desk.player.setLevelling(levelling)
        desk.player.load(clip)
        desk.player.play()
        desk.player.settle()
        for profile in [.gentle, .muffled, .normal, .muffled, .gentle, .normal]
            as [ListeningProfile]
        {
            desk.hear(7_001)
            desk.player.setProfile(profile)
            desk.player.settle()
            #expect(desk.player.snapshot().profile == profile)
        }
        desk.hear(48_000)
        let heard = desk.output.played
        let loudest = heard.reduce(0) { max($0, abs($1)) }
        let note = Float(2 * Double.pi * 180 / 48_000) * loudest
        #expect(Meter.steepest(heard) < note + .pi * loudest / Float(Fade.length))
        // Two of the pieces were muffled: their words were not heard.
        let now = desk.player.snapshot()
        let muffled = 2 * 7_001.0 / 48_000
        #expect(abs(now.coverage.heardSeconds - (now.position - muffled)) < 0.005)
    }

    /// Mean energies of 20 ms each.
    private func envelope(_ samples: [Float]) -> [Double] {
        stride(from: 0, to: samples.count - 960, by: 960).map { start in
            samples[start..<start + 960].reduce(0.0) { $0 + Double($1 * $1) }.squareRoot()
        }
    }

    private func likeness(_ one: [Double], _ two: [Double]) -> Double {
        let means = [one, two].map { $0.reduce(0, +) / Double($0.count) }
        var (product, first, second) = (0.0, 0.0, 0.0)
        for (left, right) in zip(one, two) {
            product += (left - means[0]) * (right - means[1])
            first += (left - means[0]) * (left - means[0])
            second += (right - means[1]) * (right - means[1])
        }
        return product / (first * second).squareRoot()
    }
}
