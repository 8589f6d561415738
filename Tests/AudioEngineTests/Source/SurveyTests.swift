// What the background pass finds is what looking at the whole clip finds.
import CSndFile
import Testing

@testable import AudioEngine

@Suite struct SurveyTests {
    @Test func findsWhatAWholeClipShows() async throws {
        let file = LongFixture.file(SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
        let whole = PreparedClip(
            try file.withUnsafeBytes { (raw) throws(DecodeError) in try Decoder.decode(raw) })
        let (clip, surveys) = try await LongFixture.surveyed(file)
        let survey = try #require(surveys.last)
        #expect(clip.survey.isComplete && survey.isComplete)
        #expect(survey.duration == 90 && clip.duration == 90)
        let (one, two) = (survey.loudness, whole.loudness)
        #expect(abs((one.integrated ?? 0) - (two.integrated ?? 1)) < 0.05)
        #expect(abs(one.truePeak - two.truePeak) < 0.5)
        #expect(survey.peaks.columns(300) == whole.peaks.columns(300))
        let mistaken = zip(
            survey.speech.line(900, over: 0...90), whole.speech.line(900, over: 0...90)
        )
        .count { $0 != $1 }
        #expect(mistaken < 9)
        // The whole clip is looked at every 7.5 ms, the long one every 20 ms: a window may stand
        // where the other has none, at a syllable's edge above all.
        let pictures = zip(
            survey.spectra.image(columns: 100, rows: 8).levels,
            whole.spectra.image(columns: 100, rows: 8).levels)
        #expect(pictures.count { abs(Int($0) - Int($1)) > 40 } < 16)
    }

    @Test func growsFromTheBeginning() async throws {
        let file = LongFixture.file(SF_FORMAT_WAV | SF_FORMAT_ULAW)
        let (clip, surveys) = try await LongFixture.surveyed(file)
        #expect(surveys.last?.progress == 1)
        #expect(zip(surveys, surveys.dropFirst()).allSatisfy { $0.progress < $1.progress })
        #expect(surveys.dropLast().allSatisfy { !$0.isComplete })
        // The first look, as it was before the pass had begun, pictures five seconds.
        let recording = try OpenRecording(file)
        let look = try FirstLook(recording, span: SourceSpan(nil, rate: 8_000)).survey
        #expect(look.progress == 0 && look.duration == 90)
        let (early, late) = (look.peaks.columns(90), clip.peaks.columns(90))
        #expect(Array(early[..<4]) == Array(late[..<4]))
        #expect(early[6...].allSatisfy { $0 == PeakColumn(low: 0, high: 0, clipped: false) })
        let image = look.spectra.image(columns: 90, rows: 1)
        #expect(image.levels[..<4].contains { $0 > 0 })
        #expect(image.levels[6...].allSatisfy { $0 == 0 })
        #expect(look.speech.duration == 90)
        #expect(look.speech.kind(at: 80) == .sound)
        #expect(look.speech.skipPlan().plays.last?.upperBound == 90)
    }

    @Test func picturesStayBounded() {
        var peaks = PeaksBuilder()
        var spectra = SpectraBuilder(rate: 1_000)
        let sound = RollingSound()
        let minute = Fixture.tone(100, seconds: 60, rate: 1_000)
        for _ in 0..<100 {
            minute.withUnsafeBufferPointer {
                peaks.append($0)
                sound.append($0)
            }
            spectra.follow(sound, isLast: false)
            sound.drop(before: spectra.needed)
        }
        let seconds = 6_000.0
        #expect(sound.held.count < 1_000)
        let picture = spectra.picture(duration: seconds)
        #expect(picture.byteCount <= Spectra.mostBytes && picture.byteCount > Spectra.mostBytes / 3)
        // The tone is one band from end to end.
        let rows = picture.image(columns: 50, rows: 32)
        let brightest = (0..<50).map { column in
            (0..<32).max { rows[column, $0] < rows[column, $1] }
        }
        #expect(Set(brightest).count == 1)
        let outline = peaks.peaks(rate: 1_000, duration: seconds)
        #expect(outline.byteCount <= Peaks.mostBins * 12)
        // At ten samples a turn the highest of them stands at sin 72 degrees.
        #expect(outline.columns(7).allSatisfy { $0.high > 0.47 && $0.low < -0.47 })
    }

    @Test func measuresLoudnessAsTheWholeIsMeasured() {
        let sound = SoundBuffer(Fixture.voice(seconds: 20))
        let whole = Loudness.measure(sound, rate: 48_000)
        let meter = LoudnessMeter(rate: 48_000)
        sound.withSamples { samples in
            for start in stride(from: 0, to: samples.count, by: 777) {
                meter.append(UnsafeBufferPointer(rebasing: samples[start...].prefix(777)))
            }
        }
        #expect(abs((meter.loudness.integrated ?? 0) - (whole.integrated ?? 1)) < 0.02)
        #expect(abs(meter.loudness.truePeak - whole.truePeak) < 0.01)
    }
}
