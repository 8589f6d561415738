// Goes through a recording, block by block, from the beginning of the clip.

/// Feeds a survey with what a recording holds. Lives on one thread.
final class RecordingWalk {
    let builder: SurveyBuilder
    private let recording: OpenRecording
    private let span: SourceSpan
    private let block: ScratchSamples

    /// Goes to where the clip begins.
    init(_ recording: OpenRecording, span: SourceSpan, rule: Mixdown.Rule) throws(DecodeError) {
        (self.recording, self.span) = (recording, span)
        block = ScratchSamples(count: max(OpenRecording.stride, recording.channels))
        builder = SurveyBuilder(
            rate: recording.rate, channels: recording.channels, rule: rule,
            most: block.buffer.count / recording.channels)
        while !recording.approach(span.first, through: block.buffer) {}
        guard recording.position == span.first else { throw .segmentOutside }
    }

    /// Takes the next block; true when the clip is through.
    func step() -> Bool { step(upTo: .max) }

    /// Takes blocks until `frames` of them were gone through, or the clip is through: then true.
    func step(upTo frames: Int) -> Bool {
        let room = block.buffer.count / recording.channels
        repeat {
            let left = (span.length ?? .max) - builder.frames
            let wanted = min(room, left, frames - builder.frames)
            guard left > 0 else { return true }
            guard wanted > 0 else { return false }
            let got = recording.read(
                into: UnsafeMutableBufferPointer(
                    rebasing: block.buffer[..<(wanted * recording.channels)]))
            builder.append(
                UnsafeBufferPointer(rebasing: block.buffer[..<(got * recording.channels)]))
            if got < wanted { return true }
        } while frames != .max
        return false
    }
}
