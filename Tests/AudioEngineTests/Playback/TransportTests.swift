// The transport, by values.
import Testing

@testable import AudioEngine

@Suite struct TransportTests {
    static func loaded(_ frames: Int = 96_000) -> Transport {
        var transport = Transport()
        _ = transport.handle(.load(frames: frames))
        return transport
    }

    static func playing(_ frames: Int = 96_000) -> Transport {
        var transport = loaded(frames)
        _ = transport.handle(.play)
        return transport
    }

    @Test func makesReadyBeforeItPlays() {
        var transport = Transport()
        #expect(transport.handle(.play) == [])
        #expect(transport.handle(.load(frames: 10)) == [.loop(nil), .cue(0)])
        #expect(transport.handle(.play) == [.start])
        #expect(transport.handle(.play) == [])
        #expect(transport.state == .playing)
    }

    @Test func pausesWhereTheEarIs() {
        var transport = Self.playing()
        _ = transport.handle(.resumeStep(frames: 0))
        #expect(transport.handle(.toggle, ear: 4_000) == [.stop, .cue(4_000)])
        #expect(transport.state == .paused)
        #expect(transport.handle(.seekBy(frames: -5_000)) == [.cue(0)])
        #expect(transport.handle(.toggle) == [.start])
    }

    @Test func stepsBackALittleWhenItGoesOn() {
        var transport = Self.playing()
        #expect(transport.handle(.pause, ear: 60_000) == [.stop, .cue(36_000)])
        // The place that was heard last is still what is shown.
        #expect((transport.position, transport.cuePoint) == (60_000, 36_000))
        #expect(transport.handle(.play) == [.start])
        #expect(transport.position == 36_000)
        // Less than a step was heard: back to where this began, and never creeping further.
        #expect(transport.handle(.pause, ear: 37_000) == [.stop, .cue(36_000)])
        // A place that was sought is the place.
        #expect(transport.handle(.seek(frame: 50_000)) == [.cue(50_000)])
        #expect(transport.handle(.play) == [.start])
        #expect(transport.handle(.pause, ear: 51_000) == [.stop, .cue(50_000)])
        #expect(transport.handle(.resumeStep(frames: .max)) == [])
        #expect(transport.resumeStep == Transport.resumeSteps.upperBound)
        // A panic rests where it struck.
        _ = transport.handle(.play)
        #expect(transport.handle(.panic, ear: 90_000) == [.discard, .stop, .cue(90_000)])
    }

    @Test func stepsBackWithinTheLoop() {
        var transport = Self.playing()
        _ = transport.handle(.loop(40_000..<80_000), ear: 0)
        #expect(transport.handle(.pause, ear: 50_000) == [.stop, .cue(40_000)])
        _ = transport.handle(.seek(frame: 70_000))
        _ = transport.handle(.play)
        // Round the turn: before where it began, but within the loop.
        #expect(transport.handle(.pause, ear: 45_000) == [.stop, .cue(40_000)])
        // A loop set while it rests draws the step in.
        _ = transport.handle(.loop(nil))
        _ = transport.handle(.seek(frame: 0))
        _ = transport.handle(.play)
        _ = transport.handle(.pause, ear: 60_000)
        #expect(
            transport.handle(.loop(50_000..<90_000)) == [.loop(50_000..<90_000), .cue(50_000)])
    }

    @Test func goesBackAndSlowsWithOneCommand() {
        let what = TransportInput.backAndSlow(frames: 20_000, speed: 0.75)
        var transport = Self.playing()
        #expect(transport.handle(what, ear: 50_000) == [.speed(0.75), .cue(30_000)])
        #expect(transport.handle(what, ear: 10_000) == [.speed(0.75), .cue(0)])
        _ = transport.handle(.speed(0.5))
        #expect(transport.handle(what, ear: 50_000).first == .speed(0.5))
        _ = transport.handle(.reachedEnd)
        #expect(transport.handle(what) == [.speed(0.5), .cue(76_000), .start])
        _ = transport.handle(.pause, ear: 80_000)
        #expect(transport.handle(what).last == .start)
        var empty = Transport()
        #expect(empty.handle(what) == [])
    }

    @Test func playsWhileHeld() {
        var transport = Self.loaded()
        _ = transport.handle(.resumeStep(frames: 0))
        #expect(transport.handle(.hold(false)) == [])
        #expect(transport.handle(.hold(true)) == [.start])
        #expect(transport.handle(.hold(true)) == [])
        #expect(transport.handle(.hold(false), ear: 700) == [.stop, .cue(700)])
        #expect(transport.handle(.hold(true)) == [.start])
        // The clip ends under the foot: repeats do not begin it anew, another press does.
        _ = transport.handle(.reachedEnd)
        #expect(transport.handle(.hold(true)) == [])
        #expect(transport.handle(.hold(false)) == [])
        #expect(transport.handle(.hold(true)) == [.cue(0), .start])
    }

    @Test func silencesAtOnce() {
        var transport = Self.playing()
        #expect(transport.handle(.panic, ear: 77).first == .discard)
        #expect(transport.state == .paused)
        #expect(transport.position == 77)
        // Also when nothing seems to sound: a device may still hold something.
        #expect(transport.handle(.panic).first == .discard)
    }

    @Test func playsAgainFromTheStartOrTheLoops() {
        var transport = Self.playing()
        #expect(transport.handle(.reachedEnd) == [.stop])
        #expect((transport.state, transport.plays, transport.position) == (.ended, 1, 96_000))
        #expect(transport.handle(.play) == [.cue(0), .start])
        #expect(transport.handle(.again, ear: 50) == [.cue(0)])
        #expect(
            transport.handle(.loop(10_000..<20_000), ear: 50)
                == [.loop(10_000..<20_000), .cue(10_000)])
        #expect(transport.handle(.again, ear: 15_000) == [.cue(10_000)])
        #expect(transport.handle(.loop(nil), ear: 15_000) == [.loop(nil)])
    }

    @Test func staysInALoopItIsIn() {
        var transport = Self.playing()
        #expect(transport.handle(.loop(0..<50_000), ear: 40) == [.loop(0..<50_000)])
        #expect(transport.handle(.loop(10..<20), ear: 15) == [.loop(nil)])
        #expect(transport.handle(.loop(-50..<1_000_000), ear: 15) == [.loop(0..<96_000)])
    }

    @Test func comesBackAfterALostDevice() {
        var transport = Self.playing()
        #expect(transport.handle(.deviceLost, ear: 1_234) == [])
        #expect(transport.state == .deviceLost)
        #expect(transport.handle(.seek(frame: 2_000)) == [])
        #expect(transport.handle(.play) == [.reopen, .cue(2_000), .start])
        #expect(transport.handle(.deviceRefused) == [])
        #expect((transport.state, transport.position) == (.deviceLost, 2_000))
        _ = transport.handle(.load(frames: 5))
        #expect(transport.state == .loaded)
    }

    @Test func goesOnByItselfOnlyWhenItWasInterrupted() {
        var transport = Self.playing()
        _ = transport.handle(.deviceLost, ear: 1_234)
        #expect(transport.isInterrupted)
        #expect(transport.handle(.deviceBack) == [.cue(1_234), .start])
        #expect((transport.state, transport.isInterrupted) == (.playing, false))
        // Who pauses meanwhile does not want to be surprised.
        for calm in [TransportInput.pause, .panic] {
            _ = transport.handle(.deviceLost, ear: 2_000)
            _ = transport.handle(calm)
            #expect(transport.handle(.deviceBack) == [.cue(2_000)])
            #expect(transport.state == .paused)
            _ = transport.handle(.play)
        }
        // A clip asked for in vain is played when it can be.
        var refused = Self.loaded()
        _ = refused.handle(.play)
        _ = refused.handle(.deviceRefused)
        #expect(refused.handle(.deviceBack) == [.cue(0), .start])
        // Another clip has nothing to go on with.
        _ = refused.handle(.deviceLost, ear: 9)
        _ = refused.handle(.load(frames: 50))
        #expect(refused.handle(.deviceBack) == [.cue(0)])
        #expect(refused.state == .loaded)
    }

    @Test func playsNothingBroken() {
        var transport = Self.playing()
        #expect(transport.handle(.refuse) == [.stop, .drop])
        for input in [.play, .again, .toggle, .seek(frame: 9), .deviceLost] as [TransportInput] {
            #expect(transport.handle(input) == [])
            #expect(transport.state == .broken)
        }
    }

    @Test func holdsNumbersWithinTheirBounds() {
        var transport = Self.loaded()
        #expect(transport.handle(.speed(9)) == [.speed(3)])
        #expect(transport.handle(.speed(-1)) == [.speed(0.5)])
        #expect(transport.handle(.speed(.nan)) == [])
        #expect(transport.handle(.volume(decibels: 99)) == [.volume(12)])
        #expect(transport.handle(.volume(decibels: -.infinity)) == [.volume(-60)])
        #expect(transport.handle(.seek(frame: .max)) == [.cue(96_000)])
        #expect(transport.handle(.seekBy(frames: .min)) == [.cue(0)])
        #expect(transport.handle(.seekBy(frames: .max)) == [.cue(96_000)])
    }

    /// Whatever comes in whatever order, the machine stays within the clip and never asks for
    /// sound it may not make.
    @Test(arguments: 0..<40) func keepsItsPromises(seed: Int) {
        var random = Seeded(UInt64(seed))
        var transport = Transport()
        var sounding = false
        for _ in 0..<400 {
            let number = Int.random(in: -3_000...120_000, using: &random)
            let input = [
                TransportInput.load(frames: abs(number)), .unload, .refuse, .play, .pause, .toggle,
                .again, .seek(frame: number), .seekBy(frames: number - 60_000), .loop(nil),
                .loop(min(0, number)..<max(1, number)), .speed(1.5), .panic, .reachedEnd,
                .deviceLost, .deviceRefused, .deviceBack, .play, .toggle,
                .backAndSlow(frames: number, speed: 0.75), .hold(number > 50_000),
            ].randomElement(using: &random)
            guard let input else { continue }
            if input == .deviceLost || input == .deviceRefused { sounding = false }
            let commands = transport.handle(input, ear: number)
            for command in commands {
                switch command {
                case .start: sounding = true
                case .stop, .reopen: sounding = false
                case .cue(let frame): #expect((0...transport.length).contains(frame))
                default: break
                }
            }
            #expect(sounding == (transport.state == .playing), "\(input) \(commands)")
            #expect((0...transport.length).contains(transport.position))
            #expect((0...transport.position).contains(transport.cuePoint))
            if let loop = transport.loop { #expect(loop.upperBound <= transport.length) }
        }
    }
}
