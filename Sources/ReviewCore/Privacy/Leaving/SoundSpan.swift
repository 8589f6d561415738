// Stretches of a clip's sound, and what is to be done about those that are personal.

/// A stretch of sound in seconds from the clip's start; an infinite end is the clip's.
public struct SoundSpan: Sendable, Equatable, Codable {
    public let start: Double
    public let end: Double

    /// `nil` unless it begins at or after zero and ends after it begins.
    public init?(start: Double, end: Double) {
        guard start.isFinite, start >= 0, end > start else { return nil }
        self.start = start
        self.end = end
    }

    private init(unchecked start: Double, _ end: Double) {
        self.start = start
        self.end = end
    }

    /// Refuses what is no span: one that ends before it begins would cover nothing.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let (start, end) = (
            try values.decode(Double.self, forKey: .start),
            try values.decode(Double.self, forKey: .end)
        )
        guard let span = SoundSpan(start: start, end: end) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "no span"))
        }
        self = span
    }

    /// The span with `margin` seconds more on each side.
    public func widened(by margin: Double) -> SoundSpan {
        SoundSpan(unchecked: max(0, start - margin), end + margin)
    }

    /// The spans from left to right, those that touch or overlap made one.
    public static func joined(_ spans: [SoundSpan]) -> [SoundSpan] {
        var result: [SoundSpan] = []
        for span in spans.sorted(by: { $0.start < $1.start }) {
            if let last = result.last, span.start <= last.end {
                result[result.count - 1] = SoundSpan(
                    unchecked: last.start, max(last.end, span.end))
            } else {
                result.append(span)
            }
        }
        return result
    }
}

/// Where someone who listened says that the personal stretches are; it goes before what word
/// timings say.
public struct PersonalSpans: Sendable, Equatable {
    /// For the nth personal-data tag of the reference, counted from 0.
    public var byTag: [Int: SoundSpan]
    /// Stretches that belong to no tag.
    public var others: [SoundSpan]

    public init(byTag: [Int: SoundSpan] = [:], others: [SoundSpan] = []) {
        self.byTag = byTag
        self.others = others
    }
}

/// What may leave of a clip's sound.
public enum SoundCover: Sendable, Equatable {
    /// Nothing in it is known to be personal.
    case open
    /// All but these stretches, which are covered; from left to right and apart.
    case covered([SoundSpan])
    /// None of it.
    case withheld(Reason)

    /// Why sound stays behind. Raw values are what exports say.
    public enum Reason: String, Sendable, CaseIterable {
        /// Something personal was said and nothing tells when.
        case notTimed = "personal_span_not_timed"
        /// Nobody listened for personal data: skipped, broken, or hidden and flagged.
        case notReviewed = "not_reviewed"
        /// What is stored does not open as sound.
        case unreadable = "sound_unreadable"
    }
}
