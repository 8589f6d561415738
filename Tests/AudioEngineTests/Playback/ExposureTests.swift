// What is counted at the ear is what got there, as loud as it got there.
import Foundation
import Testing

@testable import AudioEngine

@Suite struct ExposureTests {
    private func desk(_ samples: [Float], latency: Int = 0, levelling: Bool = false)
        -> PlayerTests.Desk
    {
        let desk = PlayerTests.Desk(latency: latency)
        desk.player.setLevelling(levelling)
        desk.player.setResumeStep(0)
        desk.player.load(Fixture.clip(samples))
        desk.player.play()
        desk.player.settle()
        return desk
    }

    /// At 1 kHz the weighting is 0 dB, so the level is that of the effective value.
    private static let note = Fixture.tone(1_000, seconds: 2, amplitude: 0.5)
    private static let level = 10 * log10(0.5 * 0.5 / 2)

    @Test(arguments: [0.0, -6, -40]) func isAsLoudAsTheDeviceWasTold(volume: Double) {
        let desk = desk(Self.note)
        desk.player.setVolume(volume)
        desk.player.again()
        desk.player.settle()
        desk.hear(90_000)
        let exposure = desk.player.snapshot().exposure
        #expect(abs(exposure.seconds - 90_000.0 / 48_000) < 1e-9)
        #expect(abs(exposure.level - Self.level - volume) < 0.05)
    }

    @Test func countsWhatWasHeardAndNotWhatWasMadeReady() {
        let desk = desk(Self.note, latency: 2_400)
        desk.hear(26_400)
        desk.player.panic()
        desk.player.settle()
        let heard = desk.player.snapshot()
        #expect(abs(heard.exposure.seconds - 0.5) < 1e-9)
        #expect(heard.coverage == .heard(0...0.5))
        desk.hear(48_000)
        #expect(desk.player.snapshot().exposure == heard.exposure)
    }

    @Test func aPanicDuringAPauseTakesBackWhatTheDeviceStillHad() {
        let desk = desk(Self.note, latency: 2_400, levelling: true)
        desk.hear(26_400)
        desk.player.pause()
        desk.player.settle()
        // The device has 50 ms more, which will be heard if nobody minds.
        #expect(desk.player.snapshot().coverage == .heard(0...0.55))
        desk.player.panic()
        desk.player.settle()
        #expect(desk.player.snapshot().coverage == .heard(0...0.5))
        #expect(abs(desk.player.snapshot().exposure.seconds - 0.5) < 1e-9)
    }

    @Test func aPauseCountsItsFall() {
        let desk = desk(Self.note, levelling: true)
        desk.hear(24_000)
        desk.player.pause()
        desk.player.settle()
        desk.hear(48_000)
        let exposure = desk.player.snapshot().exposure
        #expect(abs(exposure.seconds - 0.52) < 1e-9)
    }

    @Test(arguments: [0.5, 1.5, 3]) func countsTimeAtTheEarAtAnySpeed(speed: Double) {
        let desk = desk(Fixture.voice(seconds: 2), levelling: true)
        desk.player.setSpeed(speed)
        desk.player.again()
        desk.player.settle()
        desk.hear(300_000)
        let snapshot = desk.player.snapshot()
        #expect(snapshot.state == .ended)
        #expect(abs(snapshot.exposure.seconds - 2 / speed) < 0.02 / speed)
        #expect(abs(snapshot.coverage.heardSeconds / speed - snapshot.exposure.seconds) < 0.03)
    }

    @Test func goesOnOverClipsAndReplays() {
        let desk = desk(Self.note)
        desk.hear(96_000)
        let once = desk.player.snapshot().exposure
        desk.player.play()
        desk.player.settle()
        desk.hear(96_000)
        desk.player.load(Fixture.clip(Self.note))
        desk.player.play()
        desk.player.settle()
        desk.hear(96_000)
        let all = desk.player.snapshot().exposure
        #expect(abs(all.seconds - 6) < 1e-9)
        #expect(abs(all.energy / once.energy - 3) < 0.001)
        #expect(abs(all.level - once.level) < 0.01)
        #expect(desk.player.snapshot().coverage == .heard(0...2))
    }

    @Test func addsUpHoweverTheEarMovesOn() {
        let noise = Fixture.noise(seconds: 1, amplitude: 0.4, seed: 4)
        var whole = EarBook()
        noise.withUnsafeBufferPointer { whole.write($0, at: 7) }
        whole.hear(upTo: .max)
        var random = Seeded(11)
        for _ in 0..<20 {
            var book = EarBook()
            var (written, heard) = (0, 0)
            while written < noise.count {
                let count = min(Int.random(in: 1...900, using: &random), noise.count - written)
                let piece = Array(noise[written..<written + count])
                piece.withUnsafeBufferPointer { book.write($0, at: 7 + written) }
                written += count
                heard = max(heard, Int.random(in: 0...written, using: &random))
                book.hear(upTo: 7 + heard)
                #expect(abs(book.exposure.seconds - Double(heard) / 48_000) < 1e-9)
            }
            book.hear(upTo: .max)
            #expect(abs(book.exposure.energy / whole.exposure.energy - 1) < 1e-9)
        }
    }

    @Test func whatIsTakenBackIsNotHeard() {
        let noise = Fixture.noise(seconds: 0.1, amplitude: 0.4, seed: 5)
        var book = EarBook()
        for start in stride(from: 0, to: 4_800, by: 480) {
            Array(noise[start..<start + 480]).withUnsafeBufferPointer { book.write($0, at: start) }
        }
        book.forget(from: 1_000)
        book.hear(upTo: 4_800)
        #expect(abs(book.exposure.seconds - 1_000.0 / 48_000) < 1e-9)
        #expect(EarExposure().level == -.infinity)
    }
}
