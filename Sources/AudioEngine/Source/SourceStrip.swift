// One channel, or the mix, of a stretch of a recording that moves along with the reader.

/// Holds as much of the source as one piece needs, so that what two neighbours share is decoded
/// once. Lives on one thread at a time.
final class SourceStrip {
    /// What asking for a range came to.
    enum Answer: Equatable {
        case ready
        /// The place has to be read up to, and that takes longer than one call may.
        case onTheWay
        /// The recording has no more than so many frames; what there is of the range is ready.
        case ended(at: Int)
    }

    /// Stretches that one call passes over at most on its way to a place that cannot be sought.
    private static let patience = 8

    let recording: OpenRecording
    private let span: SourceSpan
    private let block: ScratchSamples
    private let strip: ScratchSamples
    private var rule = Mixdown.Rule.average
    /// Frames of the clip that are held.
    private var held = 0..<0

    /// `room` is the longest range that will be asked for.
    init(_ recording: OpenRecording, span: SourceSpan, room: Int) {
        (self.recording, self.span) = (recording, span)
        block = ScratchSamples(count: max(OpenRecording.stride, recording.channels))
        strip = ScratchSamples(count: room)
    }

    /// Makes frames `range` of the clip readable by `withSamples`.
    func hold(_ range: Range<Int>, by rule: Mixdown.Rule) -> Answer {
        keep(from: range.lowerBound, by: rule)
        var patience = Self.patience
        while held.upperBound < range.upperBound {
            let next = held.upperBound
            let wanted = min(range.upperBound, span.length ?? .max) - next
            guard wanted > 0 else { return .ended(at: span.length ?? next) }
            let isThere = recording.approach(span.first + next, through: block.buffer)
            guard isThere else {
                patience -= 1
                if patience == 0 { return .onTheWay }
                continue
            }
            guard recording.position == span.first + next else {
                return .ended(at: max(0, recording.position - span.first))
            }
            let frames = min(wanted, block.buffer.count / recording.channels)
            let got = take(frames)
            if got < frames { return .ended(at: next + got) }
        }
        return .ready
    }

    /// The samples held, from the first of the range last asked for.
    func withSamples<Result>(_ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
        body(UnsafeBufferPointer(rebasing: strip.buffer[..<held.count]))
    }

    /// Lets go of what lies before `frame`, or of everything where that is of no use.
    private func keep(from frame: Int, by rule: Mixdown.Rule) {
        let isUseful = rule == self.rule && held.lowerBound <= frame && frame <= held.upperBound
        let kept = isUseful ? held.upperBound - frame : 0
        if kept > 0, frame > held.lowerBound, let base = strip.buffer.baseAddress {
            base.update(from: base + (frame - held.lowerBound), count: kept)
        }
        held = frame..<frame + kept
        self.rule = rule
    }

    private func take(_ frames: Int) -> Int {
        let channels = recording.channels
        let target = UnsafeMutableBufferPointer(rebasing: block.buffer[..<(frames * channels)])
        let got = min(recording.read(into: target), strip.buffer.count - held.count)
        let mixed = UnsafeMutableBufferPointer(rebasing: strip.buffer[held.count...].prefix(got))
        rule.mix(UnsafeBufferPointer(target), channels: channels, into: mixed)
        held = held.lowerBound..<held.upperBound + got
        return got
    }
}

/// The part of a recording that is the clip, in frames of the source.
struct SourceSpan: Equatable, Sendable {
    var first = 0
    /// Nil means to the end.
    var length: Int?

    /// - Throws: `segmentOutside` where the segment is no span of time.
    init(_ segment: ClipSegment?, rate: Int) throws(DecodeError) {
        guard let segment else { return }
        // A year of audio is past any recording, and keeps the products within Int.
        let times = 0.0...31_536_000
        guard times.contains(segment.offset) else { throw .segmentOutside }
        first = Int((segment.offset * Double(rate)).rounded())
        guard let seconds = segment.length else { return }
        guard times.contains(seconds), seconds > 0 else { throw .segmentOutside }
        length = max(1, Int((seconds * Double(rate)).rounded()))
    }
}
