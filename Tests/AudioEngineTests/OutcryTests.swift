// A cry is told from speech, hiss and quiet tones, by what a survey knows of a clip.
import Foundation
import Testing

@testable import AudioEngine

@Suite struct OutcryTests {
    private let rate = 16_000

    private func survey(_ wave: (Double) -> Double, seconds: Double = 2) throws -> ClipSurvey {
        let samples = (0..<Int(seconds * Double(rate))).map {
            Float(wave(Double($0) / Double(rate)))
        }
        let builder = SurveyBuilder(
            rate: rate, channels: 1, rule: .channel(0), most: samples.count)
        samples.withUnsafeBufferPointer(builder.append)
        builder.finish()
        return builder.survey(of: samples.count, progress: 1)
    }

    private func tone(_ hertz: Double, _ time: Double) -> Double { sin(2 * .pi * hertz * time) }

    /// A voice: a low tone with weaker ones above it.
    private func voice(_ time: Double) -> Double {
        0.3 * tone(180, time) + 0.15 * tone(540, time) + 0.03 * tone(1_800, time)
    }

    @Test func aLastingShrillToneIsOne() throws {
        let cry = try survey { time in
            (0.8..<1.5).contains(time) ? 0.8 * self.tone(2_200, time) : 0.3 * self.voice(time)
        }
        #expect(cry.hasOutcry)
    }

    @Test func speechAndHissAreNot() throws {
        #expect(try !survey(voice).hasOutcry)
        let hissing = try survey { time in
            // A tenth of a second of hiss in each half second.
            time.truncatingRemainder(dividingBy: 0.5) < 0.1
                ? 0.5 * self.tone(4_000, time) : self.voice(time)
        }
        #expect(!hissing.hasOutcry)
    }

    @Test func aQuietToneIsNot() throws {
        #expect(try !survey { 0.05 * self.tone(2_200, $0) }.hasOutcry)
        #expect(try !survey({ _ in 0 }).hasOutcry)
    }
}
