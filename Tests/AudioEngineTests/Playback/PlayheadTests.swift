// The playhead is where the ear is: exact after anything, never ahead, never going back.
import Testing

@testable import AudioEngine

@Suite struct PlayheadTests {
    /// Twenty seconds whose samples say which frame they are.
    private static let coded = (0..<960_000).map { Float($0) / 1_048_576 }

    private func frame(of sample: Float?) -> Int? { sample.map { Int($0 * 1_048_576) } }

    @Test(arguments: [1, 2, 3]) func hasNotDriftedByASampleAfterAThousandChanges(seed: Int) {
        let desk = PlayerTests.Desk()
        desk.player.setLevelling(false)
        desk.player.load(Fixture.clip(Self.coded))
        desk.player.play()
        desk.player.settle()
        var random = Seeded(UInt64(seed))
        var checked = 0
        for _ in 0..<1_000 {
            let speed = [0.5, 1, 1, 1, 1.7, 3].randomElement(using: &random) ?? 1
            let target = Int.random(in: 0..<900_000, using: &random)
            desk.player.setSpeed(speed)
            desk.player.seek(to: Engine.seconds(target))
            desk.player.settle()
            let heard = Int.random(in: 1...900, using: &random)
            desk.output.advance(heard)
            desk.player.settle()
            guard speed == 1 else { continue }
            let last = desk.output.played.last
            let position = Int((desk.player.snapshot().position * 48_000).rounded())
            #expect(frame(of: last) == target + heard - 1)
            #expect(position == target + heard)
            checked += 1
        }
        #expect(checked > 300)
    }

    @Test func isExactAgainAfterSpeedsThatChangeWithoutASeek() {
        let desk = PlayerTests.Desk()
        desk.player.setLevelling(false)
        desk.player.load(Fixture.clip(Self.coded))
        desk.player.play()
        desk.player.settle()
        var random = Seeded(9)
        for _ in 0..<60 {
            desk.player.setSpeed(Double.random(in: 0.5...3, using: &random))
            desk.player.settle()
            desk.hear(Int.random(in: 1...4_000, using: &random))
            desk.player.setSpeed(1)
            desk.player.settle()
            // What was made ready before passes first.
            desk.hear(9_600)
            let position = Int((desk.player.snapshot().position * 48_000).rounded())
            #expect(frame(of: desk.output.played.last) == position - 1)
        }
    }

    private func report(heard: Int, at nanoseconds: UInt64, isMoving: Bool = true) -> EngineReport {
        var report = EngineReport()
        _ = report.transport.handle(.load(frames: 480_000))
        _ = report.transport.handle(.play)
        report.timeline.reset(.init(index: 0, frame: 0, rate: 1))
        (report.heard, report.available) = (heard, heard + 2_880)
        (report.nanoseconds, report.isMoving) = (nanoseconds, isMoving)
        return report
    }

    @Test func standsStillUntilTheDeviceHasBegun() {
        let board = SnapshotBoard()
        board.publish(report(heard: 0, at: 1_000_000, isMoving: false))
        #expect(board.snapshot(at: 31_000_000).position == 0)
        board.publish(report(heard: 480, at: 31_000_000))
        #expect(board.snapshot(at: 36_000_000).position == Engine.seconds(480 + 240))
        // Never past what the device was given.
        #expect(board.snapshot(at: 9_000_000_000).position == Engine.seconds(480 + 2_880))
    }

    @Test func neverGoesBackWhenTheDeviceIsKnownBetter() {
        let board = SnapshotBoard()
        var random = Seeded(2)
        var last = 0.0
        for turn in 1..<500 {
            let now = UInt64(turn) * 10_000_000
            let jitter = Int.random(in: -200...200, using: &random)
            board.publish(report(heard: max(0, turn * 480 + jitter), at: now))
            for step in 0..<4 {
                let position = board.snapshot(at: now + UInt64(step) * 3_000_000).position
                #expect(position >= last)
                last = position
            }
        }
        #expect(abs(last - 4.99 - 0.009) < 0.01)
    }

    @Test func waitsForTheDeviceAfterAPause() {
        let desk = PlayerTests.Desk(latency: 2_880)
        desk.player.load(Fixture.clip(Self.coded))
        desk.player.play()
        desk.player.settle()
        // The device has taken samples, and none of them is at the ear yet.
        desk.output.advance(2_880)
        desk.player.settle()
        #expect(desk.player.snapshot().position == 0)
        desk.output.advance(480)
        desk.player.settle()
        let position = desk.player.snapshot().position
        #expect(position >= 0.01 && position <= 0.07)
    }
}
