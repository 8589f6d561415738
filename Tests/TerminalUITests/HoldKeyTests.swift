// Auto-repeat is one hold; its end is a release.
import Testing

@testable import TerminalUI

@Suite struct HoldKeyTests {
    /// What a caller that looks at the deadlines is told, and when.
    private func verdicts(_ presses: [Double], _ key: inout HoldKey) -> [(Double, HoldKey.Verdict)]
    {
        var seen: [(Double, HoldKey.Verdict)] = []
        for press in presses {
            if let deadline = key.deadline, deadline < press {
                key.check(at: deadline).map { seen.append((deadline, $0)) }
            }
            key.press(at: press).map { seen.append((press, $0)) }
        }
        if let deadline = key.deadline {
            key.check(at: deadline).map { seen.append((deadline, $0)) }
        }
        return seen
    }

    @Test(arguments: [(0.25, 0.033), (0.5, 0.04), (0.66, 0.04), (0.4, 0.1)])
    func aHeldKeyIsPressedOnceAndReleasedSoonAfterItsLastRepeat(delay: Double, gap: Double) {
        var key = HoldKey()
        let presses = [10] + (0..<100).map { 10 + delay + Double($0) * gap }
        let seen = verdicts(presses, &key)
        #expect(seen.map(\.1) == [.pressed, .released])
        let late = (seen.last?.0 ?? 0) - (presses.last ?? 0)
        #expect(late > gap * 2 && late < max(0.1, gap * 4))
    }

    @Test(arguments: 0..<20) func jitterIsNoRelease(seed: Int) {
        var random = SeededNumbers(UInt64(seed))
        var time = 3.0
        var presses = [time]
        time += 0.5
        for _ in 0..<200 {
            presses.append(time)
            time += Double.random(in: 0.02...0.055, using: &random)
        }
        var key = HoldKey()
        #expect(verdicts(presses, &key).map(\.1) == [.pressed, .released])
    }

    @Test func aTapIsHeldForAMomentAndTheNextIsPressedAgain() {
        var key = HoldKey()
        let seen = verdicts([1, 5, 5.5], &key)
        #expect(seen.map(\.1) == [.pressed, .released, .pressed, .released])
        #expect(seen[1].0 == 1 + HoldKey.usualFirstWait)
    }

    @Test func aReportedReleaseCountsAtOnce() {
        var key = HoldKey(firstWait: 2)
        #expect(key.release() == nil)
        #expect(key.press(at: 1) == .pressed)
        #expect(key.deadline == 3)
        #expect(key.release() == .released)
        #expect(key.deadline == nil)
        #expect(key.check(at: 99) == nil)
        #expect(key.press(at: 1.1) == .pressed)
    }

    @Test func timesThatMakeNoSenseDoNoHarm() {
        var key = HoldKey()
        #expect(key.press(at: .nan) == nil)
        #expect(!key.isHeld)
        #expect(key.press(at: 5) == .pressed)
        #expect(key.press(at: 4) == nil)
        #expect(key.press(at: .infinity) == nil)
        #expect(key.deadline.map { $0.isFinite && $0 >= 5 } == true)
        // A late caller: the finger was lifted and set down again: one hold goes on.
        #expect(key.press(at: 50) == nil)
        #expect(key.deadline == 50 + HoldKey.usualFirstWait)
    }
}
