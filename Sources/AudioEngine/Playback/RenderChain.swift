// From a clip's samples to what the device gets: stretch, gain, limiter and joints, in that order.
import Dispatch
import Glibc
import ReviewCore

/// Renders one clip, block by block, on the engine's thread.
///
/// Speed, gain and loop may change between blocks and take effect in the next one.
final class RenderChain {
    /// Frames of the clip taken at once (10 ms).
    static let block = Engine.rate / 100
    /// The most samples one call of `render` may hand on: a flushed stretcher and limiter.
    static let most = 16_384
    /// How long sound at a new place is waited for before it counts as on the way: well under an
    /// audio period, and enough for most codecs.
    private static let patience = DispatchTimeInterval.milliseconds(4)

    let clip: PreparedClip
    /// What is heard of the clip.
    private var tap: SoundTap
    private var filter = ProfileFilter(.normal)
    private let limiter = Limiter()
    private let source: ScratchSamples
    private let scratch: ScratchSamples
    private var stretcher: Stretcher?

    /// Where a loop turns back, or a silence is passed over.
    private let turn = Joint()
    /// Where sound sets in.
    private let entry: Joint

    private var cursor = 0
    /// The frame of the last cue.
    private(set) var cued = 0
    /// Samples handed to the limiter since `base`, which is the ring's position at the last cue.
    private var base = 0
    private var staged = 0
    private var gain: Float = 1
    private(set) var ended = false
    /// Whether sound is still on its way to the chain.
    private var isWaiting = false
    private(set) var timeline = Timeline()

    var speed = 1.0
    var volume = 0.0
    var levelling = true
    var loop: Range<Int>?
    /// Whether the clip's silences are passed over, and what is left of it then.
    var skips = false
    var parts: PlayedParts
    /// As `channel`, to be changed together with a cue.
    var profile = ListeningProfile.normal {
        didSet { filter = ProfileFilter(profile) }
    }
    var channel = Channel.mix {
        didSet { tap = SoundTap(clip, channel) }
    }

    /// `entry` may hold a tail of what sounded before, for the next cue that joins.
    init(_ clip: PreparedClip, entry: Joint = Joint()) {
        self.clip = clip
        self.entry = entry
        tap = SoundTap(clip, channel)
        parts = clip.parts
        source = ScratchSamples(count: Self.block)
        scratch = ScratchSamples(count: 4_096)
        cue(0, at: 0)
    }

    /// The next frame to be rendered.
    var next: Int { cursor }

    /// Takes up the level, and the way of mixing, that are known by now; true where that is news.
    /// Not while the clip sounds: nothing may change under the ear.
    func relevel() -> Bool {
        let fresh = SoundTap(clip, channel)
        defer { tap = fresh }
        return !fresh.isLike(tap)
    }

    /// Has the sound at `frame` brought.
    func fetch(_ frame: Int) {
        let start = min(max(0, frame), tap.count)
        _ = tap.load(start..<start + Self.ahead, patience: Self.patience)
    }

    /// Starts afresh at `frame`; the first sample rendered will be the ring's sample `index`.
    /// Where it is `joined`, what was rendered before that sample stays on the timeline, and the
    /// tail that `entry` holds falls while the new sound rises.
    func cue(_ frame: Int, at index: Int, joined: Bool = false) {
        let place = min(max(0, frame), tap.count)
        cursor = route.onward(from: place) ?? tap.count
        (cued, isWaiting) = (cursor, false)
        if !joined { entry.forget() }
        if levelling || joined { entry.begin() }
        turn.forget()
        (base, staged) = (index, 0)
        stretcher = nil
        filter.reset()
        limiter.reset()
        limiter.enabled = levelling
        gain = wantedGain
        ended = false
        let mark = Timeline.Mark(index: index, frame: Double(cursor), rate: 1)
        if joined { timeline.turn(mark) } else { timeline.reset(mark) }
    }

    func prune(before index: Int) { timeline.prune(before: index) }

    /// Renders one block and hands the samples on; sets `ended` when the clip is through. False
    /// where the clip's samples are not there yet: try again a little later.
    @discardableResult
    func render(_ sink: (UnsafeBufferPointer<Float>) -> Void) -> Bool {
        guard !ended else { return true }
        let start = route.onward(from: cursor) ?? cursor
        let patience = staged == 0 && !isWaiting ? Self.patience : .seconds(0)
        guard tap.load(cursor..<cursor + Self.ahead, patience: patience),
            start == cursor || tap.load(start..<start + Self.ahead, patience: patience)
        else {
            wait(sink)
            return false
        }
        arrive()
        limiter.enabled = levelling
        if start > cursor { turn(to: start, sink) }
        let end = limit
        let count = min(Self.block, end - cursor)
        if count > 0 {
            let samples = UnsafeMutableBufferPointer(rebasing: source.buffer[..<count])
            copy(into: samples, from: cursor)
            cursor += count
            pass(samples, sink)
        }
        guard cursor >= end else { return true }
        if let loop, end == loop.upperBound {
            turn(to: loop.lowerBound, sink)
        } else if route.onward(from: cursor) ?? last >= last {
            flushStretcher(sink)
            ended = true
            mark(rate: 1)
            flushLimiter(sink)
            entry.finish(sink)
        }
        return true
    }

    /// Nothing of the clip can be rendered yet: lets what sounded before fall meanwhile.
    private func wait(_ sink: (UnsafeBufferPointer<Float>) -> Void) {
        guard !isWaiting, staged == 0 else { return }
        isWaiting = true
        timeline.turn(.init(index: base, frame: Double(cursor), rate: 0))
        entry.finish { tail in
            base += tail.count
            sink(tail)
        }
        timeline.add(.init(index: base, frame: Double(cursor), rate: 1))
    }

    private func arrive() {
        guard isWaiting else { return }
        isWaiting = false
        if levelling { entry.begin() }
    }

    /// The frame this pass runs to: the loop's end when inside or before the loop, else the end of
    /// what is played without a break.
    private var limit: Int {
        guard let loop, cursor < loop.upperBound else {
            let end = route.part(at: cursor)?.upperBound ?? last
            return max(cursor, min(end, tap.count))
        }
        return min(loop.upperBound, max(cursor, tap.count))
    }

    /// What is played. A loop plays whole.
    private var route: PlayedParts { skips && loop == nil ? parts : .everything }

    /// Where the last part of it ends.
    private var last: Int { route.ranges.last?.upperBound ?? tap.count }

    private var wantedGain: Float {
        let decibels = volume + (levelling ? tap.gain : 0)
        return decibels == 0 ? 1 : Float(pow(10, decibels / 20))
    }

    /// Copies frames of the clip, and silence where there are none.
    private func copy(into samples: UnsafeMutableBufferPointer<Float>, from start: Int) {
        tap.copy(from: start, into: samples)
        let left = max(0, last - start)
        guard levelling, left - samples.count < Fade.closing else { return }
        for index in 0..<min(samples.count, left) { samples[index] *= Fade.close(left - index) }
    }

    // MARK: turns

    /// Goes on at `frame`: a loop's start, or the end of a silence. With fades, what lies past the
    /// cursor falls meanwhile.
    private func turn(to frame: Int, _ sink: (UnsafeBufferPointer<Float>) -> Void) {
        if levelling { leadOut(sink) } else { flushStretcher(sink) }
        cursor = frame
        mark(rate: stretcher == nil ? 1 : speed)
        guard levelling else { return }
        stretcher = nil
        turn.begin()
    }

    /// Plays on past the cursor for as long as a fade takes, and gives that to the turn as a tail.
    private func leadOut(_ sink: (UnsafeBufferPointer<Float>) -> Void) {
        let from = base + staged
        let frame = timeline.exactFrame(at: from)
        guard let stretcher else {
            return turn.hold { tail in
                copy(into: tail, from: cursor)
                return tail.count
            }
        }
        // What libsonic holds back comes before the turn; only then is there a tail.
        var owed = Int(max(0, (Double(cursor) - frame) / speed).rounded())
        let piece = UnsafeMutableBufferPointer(rebasing: source.buffer[...])
        turn.hold { tail in
            var (next, got, idle) = (cursor, 0, 0)
            while got < tail.count, idle < Self.mostIdle {
                copy(into: piece, from: min(next, tap.count))
                next += piece.count
                idle += 1
                stretcher.write(piece)
                stretcher.drain(through: scratch.buffer) { ready in
                    idle = 0
                    let before = min(owed, ready.count)
                    owed -= before
                    let rest = ready[before...].prefix(tail.count - got)
                    for sample in rest {
                        tail[got] = sample
                        got += 1
                    }
                    stage(UnsafeMutableBufferPointer(rebasing: ready[..<before]), sink)
                }
            }
            return got
        }
        mark(from: from, frame, to: Double(cursor))
    }

    /// Blocks that libsonic may take in without giving anything back.
    private static let mostIdle = 32
    /// Frames that one call of `render` may want to see, lead-out included.
    private static let ahead = (mostIdle + 2) * block

    // MARK: stretch

    private func pass(
        _ samples: UnsafeMutableBufferPointer<Float>,
        _ sink: (UnsafeBufferPointer<Float>) -> Void
    ) {
        if stretcher == nil, speed != 1 {
            stretcher = Stretcher(rate: Engine.rate, peak: tap.peak)
        }
        guard let stretcher else { return stage(samples, sink) }
        let from = base + staged
        let frame = timeline.exactFrame(at: from)
        stretcher.speed = speed
        stretcher.write(samples)
        stretcher.drain(through: scratch.buffer) { stage($0, sink) }
        guard speed == 1 else {
            return mark(from: from, frame, to: estimate(frame, since: from))
        }
        // At 1x libsonic holds nothing back: leave it, and be exact again.
        self.stretcher = nil
        mark(from: from, frame, to: Double(cursor))
        mark(rate: 1)
    }

    private func flushStretcher(_ sink: (UnsafeBufferPointer<Float>) -> Void) {
        guard let stretcher else { return }
        let from = base + staged
        let frame = timeline.exactFrame(at: from)
        stretcher.flush()
        stretcher.drain(through: scratch.buffer) { stage($0, sink) }
        // What was still held back ends exactly at the cursor.
        mark(from: from, frame, to: Double(cursor))
    }

    /// The frame libsonic has come to. It does not say; but it lies between what it was given and
    /// that less what it may hold back, near where the speed would have it.
    private func estimate(_ frame: Double, since index: Int) -> Double {
        let expected = frame + Double(base + staged - index) * speed
        let least = Double(cursor - Stretcher.mostHeldBack(rate: Engine.rate))
        return min(max(expected, least, frame), Double(cursor))
    }

    /// Says that the samples since `index` lead evenly from one frame to another: the playhead
    /// neither jumps nor leaves a hole in what was heard.
    private func mark(from index: Int, _ frame: Double, to end: Double) {
        let count = base + staged - index
        guard count > 0 else { return }
        let rate = max(0, end - frame) / Double(count)
        timeline.add(.init(index: index, frame: frame, rate: rate, speed: speed))
    }

    private func mark(rate: Double) {
        timeline.add(
            .init(index: base + staged, frame: Double(cursor), rate: rate, speed: rate))
    }

    // MARK: gain and limiter

    private func stage(
        _ samples: UnsafeMutableBufferPointer<Float>,
        _ sink: (UnsafeBufferPointer<Float>) -> Void
    ) {
        guard let start = samples.baseAddress, !samples.isEmpty else { return }
        turn.join(samples)
        filter.filter(samples)
        let target = wantedGain
        if gain != target || target != 1 {
            // A change of gain is spread over the piece, so that it does not click.
            let step = (target - gain) / Float(max(samples.count, 1))
            for index in samples.indices { samples[index] *= gain + step * Float(index) }
            gain = target
        }
        let written = limiter.process(UnsafeBufferPointer(samples), into: start)
        staged += samples.count
        entry.join(UnsafeMutableBufferPointer(start: start, count: written))
        measure(UnsafeBufferPointer(start: start, count: written))
        sink(UnsafeBufferPointer(start: start, count: written))
    }

    private func flushLimiter(_ sink: (UnsafeBufferPointer<Float>) -> Void) {
        guard let start = scratch.buffer.baseAddress else { return }
        let written = limiter.flush(into: start)
        let last = UnsafeMutableBufferPointer(start: start, count: written)
        entry.join(last)
        // However the stretcher left off, the last sample is silence.
        if levelling {
            for index in last.indices { last[index] *= Fade.fall(index + 1, over: written) }
        }
        sink(UnsafeBufferPointer(start: start, count: written))
    }

    private func measure(_ samples: UnsafeBufferPointer<Float>) {
        guard !samples.isEmpty else { return }
        var (peak, energy): (Float, Float) = (0, 0)
        for sample in samples {
            peak = max(peak, abs(sample))
            energy += sample * sample
        }
        let mean = energy / Float(samples.count)
        let place = base + staged - Limiter.delay - samples.count
        timeline.add(
            LevelMeter(
                peak: max(LevelMeter.floor, 20 * log10(Double(peak))),
                rms: max(LevelMeter.floor, 10 * log10(Double(mean)))), at: max(base, place))
    }
}
