// A long clip on the desk: it plays, seeks, loops and ends like a short one.
import CSndFile
import Dispatch
import Testing

@testable import AudioEngine

@Suite struct LongPlayTests {
    static let file = LongFixture.file(SF_FORMAT_FLAC | SF_FORMAT_PCM_16)

    /// Half of a file that promises all of it.
    static let half = file.withUnsafeBytes { PlainBytes(Array($0.prefix($0.count / 2))) }

    private func desk(_ clip: PreparedClip) -> PlayerTests.Desk {
        let desk = PlayerTests.Desk()
        desk.player.setLevelling(false)
        desk.player.setResumeStep(0)
        desk.player.load(clip)
        desk.player.settle()
        return desk
    }

    @Test func playsFromWhereItIsSent() throws {
        let clip = try LongFixture.prepare(Self.file)
        let desk = desk(clip)
        desk.player.seek(to: 65.25)
        desk.player.play()
        desk.player.settle()
        desk.hear(2 * Engine.rate)
        let start = Int(65.25 * 48_000)
        #expect(desk.output.played == clip.frames(start..<start + 2 * Engine.rate))
        #expect(abs(desk.player.snapshot().position - 67.25) < 0.2)
    }

    @Test func endsAtItsEnd() throws {
        let clip = try LongFixture.prepare(Self.file)
        let desk = desk(clip)
        desk.player.seek(to: 89.5)
        desk.player.play()
        desk.player.settle()
        desk.hear(2 * Engine.rate)
        #expect(desk.output.played.count == 24_000)
        #expect(desk.player.snapshot().state == .ended)
    }

    @Test func loopsAcrossSeconds() throws {
        let clip = try LongFixture.prepare(Self.file)
        let desk = desk(clip)
        desk.player.setLoop(59.75...60.25)
        desk.player.play()
        desk.player.settle()
        desk.hear(72_000)
        let turn = clip.frames(2_868_000..<2_892_000)
        #expect(desk.output.played == turn + turn + turn)
    }

    /// The decoder is held up for as long as the test likes, as by a seek through hours of sound.
    @Test(arguments: [true, false]) func fallsSilentWhileTheDecoderIsBusy(atOnce: Bool) throws {
        let bytes = LongFixture.Gated(LongFixture.file(SF_FORMAT_WAV | SF_FORMAT_GSM610))
        let clip = try LongFixture.prepare(bytes)
        let paused = DispatchSemaphore(value: 0)
        let output = ManualOutput()
        let player = Player(output: output.port) { if $0 == .paused { paused.signal() } }
        player.setLevelling(false)
        player.load(clip)
        player.play()
        player.settle()
        output.advance(4_800)
        bytes.close()
        player.seek(to: 80)
        if atOnce { player.panic() } else { player.pause() }
        // The engine has done it all while nothing came out of the decoder.
        paused.wait()
        #expect(player.snapshot().state == .paused)
        let last = output.state.withLock { $0.log.last { $0 != "discard" } }
        #expect(last == "stop")
        #expect(output.advance(4_800) == 0)
        bytes.open()
        player.play()
        player.settle()
        #expect(output.advance(4_800) > 0)
        player.shutdown()
    }

    @Test func levelsToTheTargetOnceMeasured() async throws {
        // Soft for ten seconds, then loud: what begins soft is not raised without measure.
        let voice = Fixture.voice(seconds: 10, rate: 8_000)
        let soft = voice.map { $0 * 0.004 }
        let samples = soft + (0..<8).flatMap { _ in voice }
        let (clip, _) = try await LongFixture.surveyed(
            LongFixture.file(SF_FORMAT_FLAC | SF_FORMAT_PCM_24, samples))
        #expect(abs(SoundTap(clip, .mix).gain - clip.loudness.gain) < 1e-9)
        let look = try FirstLook(
            try OpenRecording(LongFixture.file(SF_FORMAT_FLAC | SF_FORMAT_PCM_24, samples)),
            span: SourceSpan(nil, rate: 8_000))
        #expect(look.survey.loudness.gain > 15)
        #expect(look.survey.gain(of: .mix) == ClipSurvey.mostEarlyGain)
        let from = 20 * Engine.rate
        let out = Rendering.samples(of: clip, from: from, blocks: 1_000)
        #expect(abs(Meter.loudness(out) - Loudness.target) < 1)
    }

    @Test func takesUpANewLevelOnlyAtRest() async throws {
        let (clip, surveys) = try await LongFixture.surveyed(Self.file)
        let survey = try #require(surveys.last)
        let long = try #require(clip.long)
        let chain = RenderChain(clip)
        #expect(!chain.relevel())
        var louder = survey
        louder.loudness.integrated = (survey.loudness.integrated ?? 0) + 6
        long.board.publish(louder, rule: .average)
        var (before, after): ([Float], [Float]) = ([], [])
        for _ in 0..<100 { chain.render { before.append(contentsOf: $0) } }
        #expect(
            before
                == Array(
                    Rendering.samples(
                        of: try await LongFixture.surveyed(Self.file).clip, blocks: 100
                    ).prefix(before.count)))
        #expect(chain.relevel())
        chain.cue(0, at: 0)
        for _ in 0..<100 { chain.render { after.append(contentsOf: $0) } }
        #expect(abs(Meter.loudness(before) - Meter.loudness(after) - 6) < 0.2)
    }

    @Test func learnsThatTheLengthWasALie() async throws {
        let half = Self.half
        let (clip, surveys) = try await LongFixture.surveyed(half)
        let whole = try half.withUnsafeBytes { (raw) throws(DecodeError) in try Decoder.decode(raw)
        }
        #expect(whole.duration < 60)
        #expect(surveys.last?.duration == whole.duration)
        #expect(clip.sound.count == Resampler.resample(whole, to: Engine.rate).count)
    }

    @Test func endsWhereTheSoundDoesWhateverWasPromised() throws {
        let half = Self.half
        let whole = try half.withUnsafeBytes { (raw) throws(DecodeError) in try Decoder.decode(raw)
        }
        let desk = desk(try LongFixture.prepare(half))
        desk.player.seek(to: whole.duration - 0.5)
        desk.player.play()
        for _ in 0..<8 {
            desk.player.settle()
            desk.hear(Engine.rate)
        }
        let snapshot = desk.player.snapshot()
        #expect(snapshot.state == .ended)
        #expect(abs(snapshot.duration - whole.duration) < 1e-3)
        #expect(desk.output.played.count == 24_000)
    }
}
