// The picture holds every sample, in any number of columns.
import Testing

@testable import AudioEngine

@Suite struct PeaksTests {
    @Test(arguments: [1, 2, 3, 79, 80, 500, 5_000]) func losesNoExtreme(columns: Int) {
        let sound = Fixture.noise(seconds: 0.7, amplitude: 0.8, seed: UInt64(columns))
        let drawn = Peaks(Fixture.pcm(sound, rate: 44_100)).columns(columns)
        #expect(drawn.count == columns)
        #expect(drawn.map(\.high).max() == sound.max())
        #expect(drawn.map(\.low).min() == sound.min())
    }

    @Test func showsOnePlaceInOneColumn() {
        var sound = [Float](repeating: 0, count: 48_000)
        sound[24_000] = 0.9
        let drawn = Peaks(Fixture.pcm(sound)).columns(100)
        #expect(drawn.indices.filter { drawn[$0].high > 0.5 } == [50])
    }

    @Test func marksRunsAtFullScaleOnly() {
        var sound = Fixture.tone(100, seconds: 1, amplitude: 0.5)
        sound[100] = 1
        sound[200] = -1
        #expect(Peaks(Fixture.pcm(sound)).columns(10).filter(\.clipped).isEmpty)
        for index in 30_000..<30_006 { sound[index] = 1 }
        let marked = Peaks(Fixture.pcm(sound)).columns(10)
        #expect(marked.indices.filter { marked[$0].clipped } == [6])
    }

    @Test func answersForAnySpan() {
        let peaks = Peaks(Fixture.pcm([0.5]))
        #expect(peaks.columns(0).isEmpty)
        #expect(peaks.columns(-3).isEmpty)
        for span in [0.0...0.0, -5.0...9.0, 3.0...4.0, 0.0...Double.infinity] {
            #expect(peaks.columns(4, over: span).map(\.high) == [0.5, 0.5, 0.5, 0.5])
        }
    }
}
