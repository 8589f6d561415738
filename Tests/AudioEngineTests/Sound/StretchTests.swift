// Speeds change the length and nothing else, and the playhead knows where it is.
import Foundation
import Testing

@testable import AudioEngine

@Suite struct StretchTests {
    static let speeds = [0.5, 0.7, 0.9, 1.1, 1.5, 1.9, 2, 2.4, 3]

    @Test(arguments: speeds) func keepsLengthAndPitch(speed: Double) {
        let voice = Fixture.voice(seconds: 3, pitch: 130)
        let out = Rendering.samples(of: Fixture.clip(voice)) { chain, _ in chain.speed = speed }
        let expected = Double(voice.count) / speed
        #expect(abs(Double(out.count) - expected) < expected * 0.01)

        // A steady note, for its pitch can be told exactly.
        let note = Fixture.clip(Fixture.tone(200, seconds: 2, amplitude: 0.3))
        let sung = Rendering.samples(of: note) { chain, _ in chain.speed = speed }
        #expect(abs(Meter.pitch(sung[(sung.count / 3)...]) - 200) < 2)
    }

    @Test func changesMidClipWithoutAClick() {
        let note = Fixture.clip(Fixture.tone(150, seconds: 3, amplitude: 0.2))
        let plain = Meter.steepest(Rendering.samples(of: note))
        let changing = Rendering.samples(of: note) { chain, block in
            chain.speed = [1, 1.5, 0.6, 3, 1, 2][(block / 37) % 6]
        }
        #expect(Meter.steepest(changing) < plain * 2)
    }

    @Test func isExactAgainAtOneTimes() {
        let voice = Fixture.voice(seconds: 2)
        let chain = RenderChain(Fixture.clip(voice))
        chain.levelling = false
        chain.cue(0, at: 0)
        var out: [Float] = []
        for block in 0..<150 where !chain.ended {
            chain.speed = (20..<60).contains(block) ? 1.7 : 1
            chain.render { out.append(contentsOf: $0) }
        }
        // From where the timeline says the ear is, samples are the source's own.
        let index = out.count - 2_000
        let frame = chain.timeline.frame(at: index)
        #expect(Array(out[index..<index + 1_500]) == Array(voice[frame..<frame + 1_500]))
    }

    @Test func coversTheWholeClipAtAnySpeed() {
        for speed in Self.speeds {
            let clip = Fixture.clip(Fixture.voice(seconds: 1.3))
            let chain = RenderChain(clip)
            chain.speed = speed
            chain.cue(0, at: 500)
            var count = 500
            while !chain.ended { chain.render { count += $0.count } }
            // Frames follow on one another without a gap or a step back.
            var next = 0
            for stretch in chain.timeline.stretches(from: 500, to: count) {
                #expect(stretch.frames.lowerBound == next)
                #expect(stretch.frames.isEmpty || stretch.speed == speed)
                next = stretch.frames.upperBound
            }
            #expect(next >= clip.sound.count)
        }
    }

    @Test func playheadFollowsTheSoundAtSpeed() {
        let clip = Fixture.clip(Fixture.voice(seconds: 4))
        for speed in [0.5, 1.4, 2.6] {
            let chain = RenderChain(clip)
            chain.speed = speed
            chain.cue(0, at: 0)
            var count = 0
            while chain.next < clip.sound.count - 4_800 {
                chain.render { count += $0.count }
                let behind = chain.next - chain.timeline.frame(at: count)
                let held =
                    Stretcher.mostHeldBack(rate: 48_000) + Int(3 * Double(Limiter.delay))
                    + RenderChain.block
                #expect(behind >= 0 && behind <= held)
            }
        }
    }
}
