// Speech is found where it was put, in noise, after silence and in clipped sound.
import Foundation
import Testing

@testable import AudioEngine

@Suite struct SpeechMapTests {
    static let rate = 16_000

    /// Stretches of voice in a bed of noise, and where they are.
    private func scene(
        _ words: [ClosedRange<Double>], seconds: Double, noise: Float, amplitude: Double = 0.3,
        seed: UInt64 = 1
    ) -> [Float] {
        var random = Seeded(seed)
        var sound = (0..<Int(seconds * Double(Self.rate))).map { _ in
            noise > 0 ? Float.random(in: -noise...noise, using: &random) : 0
        }
        for word in words {
            let voice = Fixture.voice(
                seconds: word.upperBound - word.lowerBound, rate: Self.rate, amplitude: amplitude)
            let start = Int(word.lowerBound * Double(Self.rate))
            for (index, sample) in voice.enumerated() where start + index < sound.count {
                sound[start + index] += sample
            }
        }
        return sound
    }

    private func map(_ samples: [Float], rate: Int = SpeechMapTests.rate) -> SpeechMap {
        SpeechMap(Fixture.pcm(samples, rate: rate))
    }

    /// The stretches cover the clip without gaps, whatever it holds.
    private func expectWhole(_ map: SpeechMap) {
        #expect(map.stretches.first?.start == 0)
        #expect(map.stretches.last?.end == map.duration)
        #expect(
            zip(map.stretches, map.stretches.dropFirst()).allSatisfy {
                $0.end == $1.start && $0.kind != $1.kind
            })
        #expect(map.stretches.allSatisfy { $0.length > 0 })
    }

    @Test(arguments: [Float(0), 0.0003, 0.003, 0.02, 0.03])
    func findsWordsInNoise(noise: Float) {
        let words = [0.7...1.4, 2.6...3.0, 4.5...6.1]
        let found = map(scene(words, seconds: 7, noise: noise))
        expectWhole(found)
        #expect(found.speech.count == words.count)
        for (speech, word) in zip(found.speech, words) {
            // The word is inside, with a little room, and not much more.
            #expect(speech.lowerBound <= word.lowerBound + 0.06)
            #expect(speech.upperBound >= word.upperBound - 0.1)
            #expect(speech.lowerBound >= word.lowerBound - 0.3)
            #expect(speech.upperBound <= word.upperBound + 0.35)
        }
        for second in [0.1, 2, 3.8, 6.8] { #expect(found.kind(at: second) != .speech) }
    }

    @Test func findsToneBursts() {
        var sound = Fixture.noise(seconds: 1, amplitude: 0.003, seed: 4)
        sound += Fixture.tone(440, seconds: 0.4, amplitude: 0.3)
        sound += Fixture.noise(seconds: 1, amplitude: 0.003, seed: 5)
        let found = map(sound, rate: 48_000)
        #expect(found.speech.count == 1)
        #expect(found.speech.first.map { $0.contains(1.02) && $0.contains(1.38) } == true)
    }

    @Test func clippedSpeechIsSpeech() {
        let loud = scene([1...2.5], seconds: 4, noise: 0.001, amplitude: 3)
        let found = map(loud.map { min(1, max(-1, $0)) })
        #expect(found.speech.count == 1)
        #expect(found.speech.first?.contains(1.7) == true)
    }

    @Test(arguments: 0..<6) func whatIsNotSpeechIsNotCalledSo(seed: UInt64) {
        let steady = map(scene([], seconds: 3, noise: [0.5, 0.1, 0.01][Int(seed % 3)], seed: seed))
        expectWhole(steady)
        #expect(steady.speech.isEmpty && steady.kind(at: 1.5) == .sound)
        #expect(steady.nextSpeech(after: 0) == nil)

        let hum = Fixture.tone(60 * Double(seed + 1), seconds: 3, rate: Self.rate, amplitude: 0.1)
        #expect(map(hum).speech.isEmpty)

        // A knock: short, loud, without a voice.
        var random = Seeded(seed)
        var knock = [Float](repeating: 0, count: Self.rate)
        for index in 0..<1_200 {
            let decay = Float(exp(-Double(index) / 250))
            knock[5_000 + index] = Float.random(in: -0.8...0.8, using: &random) * decay
        }
        #expect(map(knock).speech.isEmpty)
    }

    @Test func silenceIsMarked() {
        let silent = map([Float](repeating: 0, count: 20_000))
        #expect(silent.stretches == [.init(start: 0, end: 1.25, kind: .silence)])
        let words = map(scene([1...2], seconds: 4, noise: 0))
        #expect(words.stretches.map(\.kind) == [.silence, .speech, .silence])
        #expect(words.silence.count == 2)
    }

    @Test func aWhisperIsHeard() {
        // Noise in syllables, without a trace of a voice.
        var random = Seeded(3)
        let whisper = (0..<2 * Self.rate).map { index -> Float in
            let time = Double(index) / Double(Self.rate)
            let syllable = Float(max(0, sin(2 * .pi * 3 * time)))
            return 0.01 * syllable * Float.random(in: -1...1, using: &random)
        }
        let quiet = scene([], seconds: 1, noise: 0.0002)
        let found = map(quiet + whisper + quiet)
        #expect(found.speech.first.map { $0.lowerBound > 0.7 && $0.contains(1.6) } == true)
    }

    @Test(arguments: [1, 2, 7, 159, 160, 161, 1_000]) func anyLengthHasAMap(count: Int) {
        for rate in [1_000, 8_000, 192_000] {
            expectWhole(
                map(Array(Fixture.noise(seconds: 0.1, amplitude: 1, seed: 1)[..<count]), rate: rate)
            )
        }
        expectWhole(map((0..<count).map { $0 % 2 == 0 ? 4 : -4 }))
    }

    @Test func goesFromSpeechToSpeech() {
        let found = map(scene([1...2, 4...5], seconds: 6, noise: 0.001))
        let starts = found.speech.map(\.lowerBound)
        #expect(starts.count == 2)
        #expect(found.nextSpeech(after: 0) == starts.first)
        #expect(found.nextSpeech(after: starts[0]) == starts.last)
        #expect(found.nextSpeech(after: 1.5) == starts.last)
        #expect(found.nextSpeech(after: starts[1]) == nil)
        #expect(found.previousSpeech(before: 4.9) == starts.last)
        #expect(found.previousSpeech(before: 4.2) == starts.first)
        #expect(found.previousSpeech(before: 0.5) == nil)
    }

    @Test func theLineLosesNoWord() {
        let found = map(scene([10...10.4, 40...41], seconds: 60, noise: 0))
        let line = found.line(12, over: 0...60)
        #expect(
            line.indices.filter { line[$0] == .speech }.allSatisfy { [1, 2, 7, 8].contains($0) })
        #expect(line[2] == .speech && line[8] == .speech && line[5] == .silence)
        #expect(found.line(0, over: 0...60).isEmpty)
        #expect(found.line(3, over: 10.1...10.2) == [.speech, .speech, .speech])
    }
}

@Suite struct SkipPlanTests {
    private func map(_ stretches: [(Double, SoundKind)]) -> SpeechMap {
        var start = 0.0
        var made: [SpeechMap.Stretch] = []
        for (length, kind) in stretches {
            made.append(.init(start: start, end: start + length, kind: kind))
            start += length
        }
        return SpeechMap(stretches: made, duration: start)
    }

    @Test func skipsLongSilencesAndLeavesTheRest() {
        let plan = map([
            (2, .silence), (1, .speech), (0.5, .silence), (1, .speech), (3, .silence), (1, .sound),
            (1, .silence),
        ]).skipPlan()
        #expect(plan.plays == [1.85...4.65, 7.35...8.65])
        #expect(abs(plan.skipped - 5.4) < 1e-9)
    }

    @Test func aClipWithoutAnythingElseIsPlayedWhole() {
        #expect(map([(5, .silence)]).skipPlan().plays == [0...5])
        #expect(map([(5, .sound)]).skipPlan().plays == [0...5])
        #expect(map([(5, .speech)]).skipPlan().skipped == 0)
        #expect(SpeechMap(stretches: [], duration: 0).skipPlan().plays == [0...0])
    }

    /// No speech is ever in a skipped part, whatever the clip.
    @Test(arguments: 0..<100) func losesNoSpeech(seed: UInt64) {
        var random = Seeded(seed)
        let clip = map(
            (0..<Int.random(in: 1...30, using: &random)).map { _ in
                let kind = SoundKind.allCases.randomElement(using: &random) ?? .speech
                return (Double.random(in: 0.01...2, using: &random), kind)
            })
        let plan = clip.skipPlan()
        #expect(
            zip(plan.plays, plan.plays.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        for stretch in clip.stretches where stretch.kind == .speech {
            #expect(
                plan.plays.contains {
                    $0.lowerBound <= stretch.start && $0.upperBound >= stretch.end
                })
        }
    }
}
