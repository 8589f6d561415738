// A long recording at the engine's rate, a second at a time, a dozen of them kept.

/// Decodes the seconds that are asked for. Lives on one thread at a time.
///
/// A second comes out the same whatever was asked for before: it is made from the source around it
/// alone.
final class ChunkReader {
    /// Seconds that are kept: 2.3 MB.
    static let most = 12

    private struct Chunk {
        var place: Int
        var rule: Mixdown.Rule
        var sound: SoundBuffer
    }

    private let strip: SourceStrip
    private let resampler: ChunkResampler
    /// The one used last comes last.
    private var chunks: [Chunk] = []
    /// The frame of the source after which there was nothing more, once that was come upon.
    private(set) var end: Int?
    /// The last frame of the source that was come by.
    private(set) var seen = 0

    init(_ recording: OpenRecording, span: SourceSpan) {
        resampler = ChunkResampler(rate: recording.rate)
        strip = SourceStrip(
            recording, span: span, room: recording.rate + 2 * resampler.context)
    }

    /// Makes one second ready; false when it is still on the way.
    func load(_ place: Int, by rule: Mixdown.Rule) -> Bool {
        if let index = chunks.lastIndex(where: { $0.place == place && $0.rule == rule }) {
            if index < chunks.count - 1 { chunks.append(chunks.remove(at: index)) }
            return true
        }
        let range = resampler.source(of: place)
        switch strip.hold(range, by: rule) {
        case .onTheWay: return false
        case .ended(let frames):
            end = min(end ?? .max, frames)
            seen = max(seen, frames)
        case .ready: seen = max(seen, range.upperBound)
        }
        let sound = strip.withSamples { resampler.resample($0, chunk: place) }
        if chunks.count >= Self.most { chunks.removeFirst() }
        chunks.append(Chunk(place: place, rule: rule, sound: sound))
        return true
    }

    /// A second that was made ready; nil where it was not, or was let go of since.
    func chunk(_ place: Int, by rule: Mixdown.Rule) -> SoundBuffer? {
        chunks.last { $0.place == place && $0.rule == rule }?.sound
    }
}
