// Reads interleaved frames from an open file and keeps their mono mix.
import CSndFile

/// Pulls frames in blocks of fixed size.
struct FrameReader {
    let sound: SoundBuilder
    private let file: OpaquePointer
    private let channels: Int
    private let rule: Mixdown.Rule
    private var mixdown: Mixdown
    private var split: ChannelSplit?
    private let block: ScratchSamples

    /// `promised` frames, by the header, which is believed for as much as fits the first block of
    /// memory.
    init(file: OpaquePointer, channels: Int, rule: Mixdown.Rule, promised: Int) {
        self.file = file
        self.channels = channels
        self.rule = rule
        sound = SoundBuilder(
            capacity: min(max(promised, SoundBuilder.usual), Self.mostBelieved))
        mixdown = Mixdown(channels: channels)
        split = rule == .average ? ChannelSplit(channels: channels) : nil
        // One channel is read to where it stays: the block then only looks for the end.
        let most = channels == 1 ? Self.lookSamples : Self.blockSamples
        block = ScratchSamples(count: channels * max(1, most / channels))
    }

    /// Samples that are read at once: they stay in the processor's nearest memory.
    private static let blockSamples = 8_192
    private static let lookSamples = 1_024
    /// Samples that are set aside at a header's word: 4 MB.
    private static let mostBelieved = 1 << 20

    /// The rule this clip ought to be mixed by, judged over all that was read.
    var verdict: Mixdown.Rule { rule == .average ? mixdown.rule : .average }

    /// The channels apart, where they differ and there is room for them.
    var apart: [SoundBuffer] { split?.finish() ?? [] }

    /// Passes over `frames`, by reading: a seek in a damaged file may land anywhere.
    mutating func skip(_ frames: Int) {
        var left = frames
        while left > 0 {
            let got = next(left)
            guard got > 0 else { return }
            left -= got
        }
    }

    /// Keeps up to `limit` frames; returns how many there are now.
    mutating func gather(upTo limit: Int) -> Int {
        while sound.count < limit {
            let wanted = limit - sound.count
            let got = channels == 1 && sound.room > 0 ? take(wanted) : mix(wanted)
            guard got > 0 else { break }
        }
        return sound.count
    }

    /// Reads one channel to where it stays.
    private func take(_ wanted: Int) -> Int {
        let before = sound.count
        sound.append(min(wanted, sound.room, Self.blockSamples)) { room in
            let got = Int(sf_readf_float(file, room.baseAddress, sf_count_t(room.count)))
            let samples = UnsafeMutableBufferPointer(rebasing: room.prefix(max(0, got)))
            Mixdown.clean(samples)
            return samples.count
        }
        return sound.count - before
    }

    private mutating func mix(_ wanted: Int) -> Int {
        let got = next(wanted)
        let samples = UnsafeMutableBufferPointer(rebasing: block.buffer.prefix(got * channels))
        Mixdown.clean(samples)
        let frames = UnsafeBufferPointer(samples)
        if rule == .average {
            if split?.append(frames) == false { split = nil }
            mixdown.weigh(frames)
        }
        sound.append(got) { room in
            rule.mix(frames, channels: channels, into: room)
            return room.count
        }
        return got
    }

    private func next(_ wanted: Int) -> Int {
        let frames = min(wanted, block.buffer.count / channels)
        let got = sf_readf_float(file, block.buffer.baseAddress, sf_count_t(frames))
        return min(max(0, Int(got)), frames)
    }
}
