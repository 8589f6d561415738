// Reads interleaved frames from an open file and keeps their mono mix.
import CSndFile

/// Pulls frames in blocks of fixed size.
struct FrameReader {
    let sound = SoundBuilder()
    private let file: OpaquePointer
    private let channels: Int
    private let rule: Mixdown.Rule
    private var mixdown: Mixdown
    private var split: ChannelSplit?
    private let block: UnsafeMutableBufferPointer<Float>

    init(file: OpaquePointer, channels: Int, rule: Mixdown.Rule) {
        self.file = file
        self.channels = channels
        self.rule = rule
        mixdown = Mixdown(channels: channels)
        split = rule == .average ? ChannelSplit(channels: channels) : nil
        block = .allocate(capacity: channels * max(1, 16_384 / channels))
        block.initialize(repeating: 0)
    }

    /// The rule this clip ought to be mixed by, judged over all that was read.
    var verdict: Mixdown.Rule { rule == .average ? mixdown.rule : .average }

    /// The channels apart, where they differ and there is room for them.
    var apart: [SoundBuffer] { split?.finish() ?? [] }

    /// Wipes and frees the block.
    func release() {
        block.wipe()
        block.deallocate()
    }

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
            let got = next(limit - sound.count)
            guard got > 0 else { break }
            for frame in 0..<got { sound.append(mix(frame)) }
        }
        return sound.count
    }

    private func next(_ wanted: Int) -> Int {
        let frames = min(wanted, block.count / channels)
        let got = sf_readf_float(file, block.baseAddress, sf_count_t(frames))
        return min(max(0, Int(got)), frames)
    }

    private mutating func mix(_ frame: Int) -> Float {
        let start = frame * channels
        switch rule {
        case .channel(let channel):
            return Mixdown.clean(block[start + channel])
        case .average where channels == 1:
            return Mixdown.clean(block[start])
        case .average:
            let frame = UnsafeBufferPointer(rebasing: block[start..<start + channels])
            if split?.append(frame) == false { split = nil }
            return mixdown.average(frame)
        }
    }
}
