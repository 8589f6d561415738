// Each channel of a recording can be heard by itself.
import Testing

@testable import AudioEngine

@Suite struct ChannelTests {
    private func interleaved(_ channels: [[Float]]) -> [Float] {
        channels[0].indices.flatMap { frame in channels.map { $0[frame] } }
    }

    private func decode(_ channels: [[Float]]) throws -> PCM {
        try Decoder.decode(
            Fixture.encode(
                interleaved(channels), format: Fixture.wavFloat, rate: 48_000,
                channels: channels.count))
    }

    private let sounds = (0..<9).map { Fixture.noise(seconds: 0.5, amplitude: 0.4, seed: 50 + $0) }

    @Test(arguments: 2...8) func keepsChannelsThatDiffer(count: Int) throws {
        let channels = Array(sounds.prefix(count))
        #expect(try decode(channels).channels.map(\.array) == channels)
    }

    @Test func keepsNothingWhereThereIsNothingToChoose() throws {
        #expect(try decode([sounds[0]]).channels.isEmpty)
        #expect(try decode([sounds[0], sounds[0]]).channels.isEmpty)
        #expect(try decode(sounds).channels.isEmpty)
    }

    @Test func keepsBothSidesOfWhatCancels() throws {
        let pcm = try decode([sounds[0], sounds[0].map { -$0 }])
        #expect(pcm.channels.map(\.array) == [sounds[0], sounds[0].map { -$0 }])
        #expect(pcm.samples.array == sounds[0])
    }

    @Test func letsGoOfWhatIsTooLong() throws {
        let frame: [Float] = [0, 1, 0, 1, 0, 1, 0, 1]
        var split = try #require(ChannelSplit(channels: 8, room: 4_003))
        let added = frame.withUnsafeBufferPointer { frame in
            var count = 0
            while split.append(frame) { count += 1 }
            return count
        }
        #expect(added == 500)
    }

    @Test func playsTheChannelThatIsChosen() throws {
        let clip = PreparedClip(try decode([sounds[0], sounds[1]]))
        let mix = zip(sounds[0], sounds[1]).map { ($0 + $1) / 2 }
        let cases: [(Channel, [Float])] = [
            (.left, sounds[0]), (.right, sounds[1]), (.number(2), sounds[1]), (.number(3), mix),
            (.number(0), mix), (.number(.min), mix), (.mix, mix),
        ]
        for (channel, expected) in cases {
            let desk = PlayerTests.Desk()
            desk.player.setLevelling(false)
            desk.player.setChannel(channel)
            desk.player.load(clip)
            desk.player.play()
            desk.player.settle()
            desk.hear(48_000)
            #expect(desk.output.played == expected, "\(channel)")
            #expect(desk.player.snapshot().channel == channel)
        }
    }

    @Test func goesOverMidClipAndKeepsItsPlace() throws {
        let desk = PlayerTests.Desk()
        desk.player.setLevelling(false)
        desk.player.load(PreparedClip(try decode([sounds[0], sounds[1]])))
        desk.player.setChannel(.left)
        desk.player.play()
        desk.player.settle()
        desk.hear(4_800)
        desk.player.setChannel(.right)
        desk.player.settle()
        desk.hear(48_000)
        let heard = desk.output.played
        let joint = 4_800..<4_800 + Fade.length
        #expect(Array(heard[..<4_800]) == Array(sounds[0][..<4_800]))
        #expect(Array(heard[joint.upperBound...]) == Array(sounds[1][joint.upperBound...]))
        for index in joint {
            let pair = [sounds[0][index], sounds[1][index]].sorted()
            #expect(heard[index] >= pair[0] - 1e-6 && heard[index] <= pair[1] + 1e-6)
        }
    }

    @Test func levelsEachChannelByItself() throws {
        let loud = Fixture.voice(seconds: 2, amplitude: 0.5)
        let soft = Fixture.voice(seconds: 2, amplitude: 0.03, pitch: 210)
        let clip = PreparedClip(try decode([loud, soft]))
        for channel in [Channel.left, .right, .mix] {
            let out = Rendering.samples(of: clip) { chain, block in
                if block == 0 { chain.channel = channel }
            }
            #expect(abs(Meter.loudness(out) - Loudness.target) < 0.5)
        }
    }
}
