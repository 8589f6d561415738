// Bytes of any format libsndfile reads, into mono samples.
import CSndFile
import Foundation

/// Decoding, from memory only.
public enum Decoder {
    /// The longest clip that is opened, in seconds (30 minutes).
    public static let longestClip = 30 * 60
    /// The most samples that are held for one clip, whatever its rate: 30 minutes at 48 kHz.
    public static let mostSamples = longestClip * 48_000

    /// Decodes `bytes`, or the `segment` of them, to mono at the source's own rate.
    ///
    /// The header is never believed: memory grows with the samples that come, up to
    /// `longestClip` and `mostSamples`. Not-a-number and infinity become silence. Channels are
    /// averaged, unless they cancel each other, in which case the loudest one is taken.
    /// - Throws: `DecodeError`, whose description may be shown to anyone.
    public static func decode(
        _ bytes: UnsafeRawBufferPointer, segment: ClipSegment? = nil
    ) throws(DecodeError) -> PCM {
        guard !bytes.isEmpty else { throw .empty }
        let quiet = QuietLibraries(wanted: QuietLibraries.mayPrint(about: bytes))
        defer { quiet.end() }
        let (sound, rule) = try read(bytes, segment, .average)
        guard case .channel(let loudest) = rule else { return sound }
        guard sound.channels.isEmpty else {
            return PCM(
                samples: sound.channels[loudest], sampleRate: sound.sampleRate,
                channels: sound.channels, channelCount: sound.channelCount)
        }
        return try read(bytes, segment, rule).0
    }

    /// See `decode(_:segment:)` over raw bytes.
    public static func decode(
        _ bytes: [UInt8], segment: ClipSegment? = nil
    ) throws(DecodeError) -> PCM {
        try bytes.withUnsafeBufferPointer { (buffer) throws(DecodeError) -> PCM in
            try decode(UnsafeRawBufferPointer(buffer), segment: segment)
        }
    }

    /// See `decode(_:segment:)` over raw bytes.
    public static func decode(
        _ bytes: Data, segment: ClipSegment? = nil
    ) throws(DecodeError) -> PCM {
        // Data hands out its bytes without typed throws: the error is carried out by hand.
        let result = bytes.withUnsafeBytes { raw -> Result<PCM, DecodeError> in
            do throws(DecodeError) {
                return .success(try decode(raw, segment: segment))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func read(
        _ bytes: UnsafeRawBufferPointer, _ segment: ClipSegment?, _ rule: Mixdown.Rule
    ) throws(DecodeError) -> (PCM, Mixdown.Rule) {
        try MemoryFile.open(bytes) { (file, info) throws(DecodeError) -> (PCM, Mixdown.Rule) in
            let rate = Int(info.samplerate)
            guard (1_000...768_000).contains(rate) else { throw .unsupportedRate(rate) }
            let span = try SourceSpan(segment, rate: rate)
            let limit = min(mostSamples, longestClip * rate)
            let promised = min(max(0, Int(info.frames)) - span.first, span.length ?? limit, limit)
            var reader = FrameReader(
                file: file, channels: Int(max(info.channels, 1)), rule: rule, promised: promised)
            reader.skip(span.first)
            guard reader.gather(upTo: min(span.length ?? limit + 1, limit + 1)) <= limit else {
                throw .tooLong(limitSeconds: limit / rate)
            }
            guard reader.sound.count > 0 else {
                throw span.first > 0 ? .segmentOutside : .noSamples
            }
            let pcm = PCM(
                samples: reader.sound.finish(), sampleRate: rate, channels: reader.apart,
                channelCount: Int(max(info.channels, 1)))
            return (pcm, reader.verdict)
        }
    }
}
