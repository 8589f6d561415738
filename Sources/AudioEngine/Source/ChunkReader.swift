// Decodes a long recording at the engine's rate, a second at a time.

/// Makes the seconds that are asked for. Lives on one thread at a time.
///
/// A second comes out the same whatever was asked for before: it is made from the source around it
/// alone.
final class ChunkReader {
    private let strip: SourceStrip
    private let resampler: ChunkResampler
    /// The frame of the source after which there was nothing more, once that was come upon.
    private(set) var end: Int?
    /// The last frame of the source that was come by.
    private(set) var seen = 0

    init(_ recording: OpenRecording, span: SourceSpan) {
        resampler = ChunkResampler(rate: recording.rate)
        strip = SourceStrip(
            recording, span: span, room: recording.rate + 2 * resampler.context)
    }

    /// One second; nil when it is still on the way: ask again then.
    func chunk(_ place: Int, by rule: Mixdown.Rule) -> SoundBuffer? {
        let range = resampler.source(of: place)
        switch strip.hold(range, by: rule) {
        case .onTheWay: return nil
        case .ended(let frames):
            end = min(end ?? .max, frames)
            seen = max(seen, frames)
        case .ready: seen = max(seen, range.upperBound)
        }
        return strip.withSamples { resampler.resample($0, chunk: place) }
    }
}
