// The player over an output that moves only when told to.
import Foundation
import ReviewCore
import Testing

@testable import AudioEngine

@Suite struct PlayerTests {
    final class Desk {
        let output = ManualOutput()
        let log = EventLog()
        let player: Player

        init(latency: Int = 0) {
            output.state.withLock { $0.latency = latency }
            player = Player(output: output.port) { [log] in log.note($0) }
            player.settle()
        }

        /// Plays `count` samples as a device would, a little at a time.
        func hear(_ count: Int) {
            var left = count
            while left > 0 {
                let got = output.advance(min(left, 480))
                player.settle()
                if got == 0 { return }
                left -= got
            }
        }

        deinit { player.shutdown() }
    }

    static let sound = Fixture.noise(seconds: 1, amplitude: 0.5, seed: 1)

    private func desk(latency: Int = 0, levelling: Bool = false) -> Desk {
        let desk = Desk(latency: latency)
        desk.player.setLevelling(levelling)
        desk.player.setResumeStep(0)
        desk.player.load(Fixture.clip(Self.sound))
        desk.player.settle()
        return desk
    }

    @Test func playsAClipWholeAndOnce() {
        let desk = desk()
        desk.player.play()
        desk.player.settle()
        desk.hear(60_000)
        #expect(desk.output.played == Self.sound)
        let snapshot = desk.player.snapshot()
        #expect(snapshot.state == .ended)
        #expect(snapshot.coverage == .heard(0...1))
        #expect(snapshot.underruns == 0)
        #expect(desk.log.all == [.started, .ended])
    }

    @Test func pausesAndGoesOnWithoutLosingASample() {
        let desk = desk()
        for piece in [1_000, 13, 7_777, 2_400] {
            desk.player.play()
            desk.player.settle()
            desk.hear(piece)
            desk.player.pause()
            desk.player.settle()
            #expect(desk.output.advance(480) == 0)
        }
        desk.player.play()
        desk.player.settle()
        desk.hear(60_000)
        #expect(desk.output.played == Self.sound)
    }

    @Test func stepsBackAfterAPause() {
        let desk = desk()
        desk.player.setResumeStep(0.1)
        desk.player.hold(play: true)
        desk.player.settle()
        desk.hear(24_000)
        desk.player.hold(play: false)
        desk.player.settle()
        #expect(desk.player.snapshot().position == 0.5)
        desk.player.setVolume(-1)
        desk.player.setVolume(0)
        desk.player.hold(play: true)
        desk.player.settle()
        desk.hear(60_000)
        #expect(desk.output.played == Array(Self.sound[..<24_000] + Self.sound[19_200...]))
    }

    @Test func saysWhereTheEarIs() {
        let desk = desk(latency: 2_880)
        desk.player.play()
        desk.player.settle()
        desk.hear(12_480)
        desk.player.pause()
        desk.player.settle()
        let snapshot = desk.player.snapshot()
        #expect(snapshot.position == 0.2)
        #expect(snapshot.coverage == .heard(0...0.2))
        #expect(snapshot.state == .paused)
    }

    @Test func doesNotDriftOverAThousandSeeks() {
        let desk = desk()
        desk.player.play()
        var random = Seeded(3)
        for turn in 0..<1_000 {
            let target = Int.random(in: 0..<40_000, using: &random)
            desk.player.setSpeed(turn % 3 == 0 ? 1.5 : 1)
            desk.player.seek(to: Double(target) / 48_000)
            desk.player.settle()
            desk.output.advance(37)
        }
        desk.player.setSpeed(1)
        desk.player.seek(to: 0.5)
        desk.player.settle()
        let before = desk.output.played.count
        desk.hear(480)
        #expect(Array(desk.output.played[before...]) == Array(Self.sound[24_000..<24_480]))
        #expect(desk.player.snapshot().position == Double(24_480) / 48_000)
    }

    @Test func loopsARegionUntilLetGo() {
        let desk = desk()
        desk.player.setLoop(0.25...0.5)
        desk.player.play()
        desk.player.settle()
        desk.hear(30_000)
        let region = Array(Self.sound[12_000..<24_000])
        #expect(desk.output.played == region + region + Array(region[..<6_000]))
        let rounds = ClipCoverage.heard(0.25...0.5, 0.25...0.5, 0.25...0.375)
        #expect(desk.player.snapshot().coverage == rounds)
        desk.player.setLoop(nil)
        desk.player.seek(to: 0.75)
        desk.player.settle()
        desk.hear(60_000)
        #expect(desk.player.snapshot().state == .ended)
        #expect(
            desk.player.snapshot().coverage
                == .heard(0.25...0.5, 0.25...0.5, 0.25...0.375, 0.75...1))
    }

    @Test func silencesAtOnceAndThrowsAwayWhatWasReady() {
        let desk = desk()
        desk.player.play()
        desk.player.settle()
        desk.hear(960)
        desk.player.panic()
        desk.player.settle()
        #expect(desk.output.advance(4_800) == 0)
        let log = desk.output.state.withLock { $0.log }
        #expect(log.suffix(3) == ["discard", "stop", "discard"])
        #expect(desk.player.snapshot().position == 0.02)
    }

    @Test func countsWhatTheDeviceMissedAndLosesNothing() {
        let desk = desk()
        desk.player.play()
        desk.player.settle()
        // More than is made ready ahead, at once: the device gets what there is.
        let got = desk.output.advance(40_000)
        #expect(got < 40_000)
        desk.player.settle()
        #expect(desk.player.snapshot().underruns == 1)
        desk.hear(60_000)
        #expect(desk.output.played == Self.sound)
        #expect(desk.player.snapshot().state == .ended)
        #expect(desk.player.snapshot().underruns == 1)
    }

    @Test func changesClipsCleanly() {
        let desk = desk()
        desk.player.play()
        desk.player.settle()
        desk.hear(4_800)
        let next = Fixture.noise(seconds: 0.2, amplitude: 0.1, seed: 2)
        desk.player.load(Fixture.clip(next))
        desk.player.settle()
        #expect(desk.player.snapshot().coverage == ClipCoverage())
        #expect(desk.player.snapshot().state == .loaded)
        desk.player.play()
        desk.player.settle()
        desk.hear(20_000)
        #expect(Array(desk.output.played[4_800...]) == next)
        desk.player.unload()
        desk.player.settle()
        #expect(desk.player.snapshot().state == .empty)
        #expect(desk.output.state.withLock { $0.opened } == 1)
    }

    @Test func takesUpALostDeviceWhereItWas() {
        let desk = desk()
        desk.player.play()
        desk.player.settle()
        desk.hear(4_800)
        desk.output.unplug()
        desk.player.settle()
        #expect(desk.player.snapshot().state == .deviceLost)
        #expect(desk.player.snapshot().device == .lost)
        desk.output.state.withLock { $0.refusal = .noServer(reason: "gone") }
        desk.player.play()
        desk.player.settle()
        #expect(desk.player.snapshot().state == .deviceLost)
        desk.output.state.withLock { $0.refusal = nil }
        desk.player.play()
        desk.player.settle()
        desk.hear(60_000)
        #expect(desk.output.played == Self.sound)
        let reason = OutputUnavailable.noServer(reason: "gone").description
        #expect(
            desk.log.all == [
                .started, .deviceLost, .unavailable(reason: reason), .deviceBack, .started, .ended,
            ])
    }

    @Test func goesOnByItselfWhenTheDeviceIsBack() {
        let desk = desk()
        desk.player.play()
        desk.player.settle()
        desk.hear(4_800)
        desk.output.unplug()
        desk.player.settle()
        // There, but not yet ready: it is waited for again.
        desk.output.state.withLock { $0.refusal = .noDevice(reason: "busy") }
        desk.output.plugIn()
        desk.player.settle()
        #expect(desk.player.snapshot().device == .lost)
        #expect(desk.output.state.withLock { $0.watches } == 2)
        desk.output.state.withLock { $0.refusal = nil }
        desk.output.plugIn()
        desk.player.settle()
        #expect(desk.player.snapshot().state == .playing)
        desk.hear(60_000)
        #expect(desk.output.played == Self.sound)
        #expect(desk.log.all == [.started, .deviceLost, .deviceBack, .started, .ended])
    }

    @Test func goesOverToAnotherDeviceMidClip() {
        let desk = desk()
        desk.player.play()
        desk.player.settle()
        desk.hear(4_800)
        desk.player.choose(device: "headset")
        desk.player.settle()
        #expect(desk.player.snapshot().device.name == "headset")
        desk.hear(4_800)
        desk.output.moveDefault()
        desk.player.settle()
        desk.hear(60_000)
        #expect(desk.output.played == Self.sound)
        #expect(desk.log.all == [.started, .ended])
        #expect(desk.output.state.withLock { $0.opened } == 3)
    }

    @Test func plays1xExactlyAfterOtherSpeeds() {
        let desk = desk()
        desk.player.setSpeed(2)
        desk.player.play()
        desk.player.settle()
        desk.hear(60_000)
        let short = desk.output.played.count
        #expect(abs(short - 24_000) < 240)
        #expect(desk.player.snapshot().coverage == .heard(0...1, speed: 2))
        desk.player.setSpeed(1)
        desk.player.again()
        desk.player.settle()
        desk.hear(60_000)
        #expect(Array(desk.output.played[short...]) == Self.sound)
    }
}
