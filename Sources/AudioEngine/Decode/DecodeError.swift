// Why a clip's bytes could not be turned into sound.

/// A clip that will not decode. `description` holds nothing of the clip's content.
public enum DecodeError: Error, Equatable, Sendable {
    /// There are no bytes.
    case empty
    /// libsndfile does not take the bytes for audio; its own words, which never quote the file.
    case unreadable(reason: String)
    /// A header was found and not one sample behind it.
    case noSamples
    /// The rate is outside 1,000...768,000 samples a second.
    case unsupportedRate(Int)
    /// Longer than `Decoder.longestClip` or than memory is set aside for.
    case tooLong(limitSeconds: Int)
    /// The segment asked for begins past the end, or is not a span of time.
    case segmentOutside
}

extension DecodeError: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String {
        switch self {
        case .empty:
            "The clip is empty: it has no bytes. Skip it as broken."
        case .unreadable(let reason):
            "The clip is not audio that can be read (\(reason)). Skip it as broken."
        case .noSamples:
            "The clip has a header but no sound behind it. Skip it as broken."
        case .unsupportedRate(let rate):
            "The clip says it has \(rate) samples a second; 1000 to 768000 can be played. "
                + "Skip it as broken."
        case .tooLong(let limit):
            "The clip is longer than \(Self.time(limit)), the most that is opened at once. "
                + "Cut it into segments and import those."
        case .segmentOutside:
            "The segment lies outside the recording. Mend its offset and duration, or skip it."
        }
    }

    private static func time(_ seconds: Int) -> String {
        seconds % 3_600 == 0 ? "\(seconds / 3_600) hours" : "\(seconds / 60) minutes"
    }

    public var debugDescription: String { "DecodeError: \(description)" }
}
