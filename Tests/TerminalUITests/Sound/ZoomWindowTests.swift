// The window turns pages and otherwise stands still.

import Testing

@testable import TerminalUI

struct ZoomWindowTests {
    private func zoomed(_ duration: Double, times: Int, around playhead: Double = 0) -> ZoomWindow {
        var window = ZoomWindow(duration: duration)
        for _ in 0..<times { window.zoomIn(around: playhead) }
        return window
    }

    @Test func playingThroughTurnsPagesAndNothingElse() {
        var window = zoomed(30, times: 3)
        #expect(window.span == 0...3.75)
        var turns = 0
        for tick in 0...3_000 {
            let second = Double(tick) / 100
            let before = window
            window.show(second)
            #expect(window.span.contains(second))
            if window.start != before.start {
                turns += 1
                #expect(!before.span.contains(second), "turned though the playhead was in sight")
                #expect(window.width == before.width)
            }
        }
        // Each turn goes on by nine tenths of a window.
        #expect(turns == 8)
        #expect(window.span == 26.25...30)
    }

    @Test func steppingBackDoesNotTurnAtEveryStep() {
        // 15 s shown, steps of 2 s: half a window is gone back between two turns.
        var window = zoomed(60, times: 2)
        window.show(59)
        var turns = 0
        for step in 0..<30 {
            let before = window.start
            window.show(59 - 2 * Double(step))
            if window.start != before { turns += 1 }
        }
        #expect(turns == 6)
    }

    /// Whatever is pressed, the window lies within the sound, and what zooms stays where it was.
    @Test(arguments: 0..<50) func anyKeysKeepTheWindowWithinTheSound(seed: UInt64) {
        var random = SeededNumbers(seed)
        let duration = [0, 0.1, 0.3, 5, 32.4, 10_800][Int(seed % 6)]
        var window = ZoomWindow(duration: duration)
        for _ in 0..<300 {
            let playhead = Double.random(in: -1...(duration + 1), using: &random)
            let before = window
            switch Int.random(in: 0..<6, using: &random) {
            case 0: window.zoomIn(around: playhead)
            case 1: window.zoomOut(around: playhead)
            case 2: window.scroll(pages: Int.random(in: -3...3, using: &random))
            case 3: window.show(playhead)
            case 4: window.follow(playhead)
            default:
                window.zoomIn(around: playhead)
                // Away from the ends the playhead keeps its column.
                if let old = before.share(of: playhead), window.start > 0,
                    window.span.upperBound < duration
                {
                    #expect(abs((window.share(of: playhead) ?? -1) - old) < 1e-6)
                }
            }
            #expect(window.start >= 0 && window.span.upperBound <= duration + 1e-9)
            #expect(window.width >= min(duration, ZoomWindow.closest) - 1e-9)
            #expect(window.place.lowerBound >= 0 && window.place.upperBound <= 1)
        }
        window.showWhole()
        #expect(window == ZoomWindow(duration: duration))
    }

    @Test func scrollingLooksElsewhereUntilThePlayheadIsMet() {
        var window = zoomed(40, times: 2)
        window.scroll(pages: 2)
        #expect(window.start == 18)
        window.show(5)
        #expect(window.start == 18 && !window.isFollowing)
        window.show(18.5)
        #expect(window.isFollowing)
        window.show(28.1)
        #expect(window.start > 18 && window.span.contains(28.1))
        window.scroll(pages: -9)
        window.follow(39)
        #expect(window.span.contains(39))
    }

    @Test func sharesAreOfTheWindow() {
        var window = zoomed(40, times: 2)
        window.scroll(pages: 1)
        #expect(window.span == 9...19)
        #expect(window.share(of: 14) == 0.5 && window.share(of: 20) == nil)
        #expect(window.shares(of: 0...14) == 0...0.5 && window.shares(of: 20...30) == nil)
        #expect(window.second(at: 0.5) == 14 && window.second(at: .nan) == 9)
        #expect(ZoomWindow(duration: .nan).span == 0...0)
        #expect(ZoomWindow(duration: 0).share(of: 0) == nil)
    }
}
