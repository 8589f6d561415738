// What the eye needs of a decoded sound: its length, where somebody speaks, and how to look closer.
import TerminalUI

/// The picture of one sound, as far as it is measured.
public struct SoundPicture: Sendable, Equatable {
    /// Seconds, as decoded.
    public let duration: Double
    /// Channels of the recording; at least 1.
    public let channelCount: Int
    /// Stretches with somebody speaking, and without any sound: seconds, in order, apart.
    public let speech: [ClosedRange<Double>]
    public let silence: [ClosedRange<Double>]
    /// Whether all of it is measured. A long sound plays before that; its picture comes again, with
    /// more of it measured, until it is complete.
    public let isComplete: Bool
    /// Seconds measured so far.
    public let measured: Double
    public let scope: SoundScope
    /// Whether something in it is loud, shrill and lasting, as a cry is.
    public var isShrill = false

    /// `measured` is all of a complete sound, and of one that is not it reaches to the last stretch
    /// known, unless it is told.
    public init(
        duration: Double, channelCount: Int = 1, speech: [ClosedRange<Double>] = [],
        silence: [ClosedRange<Double>] = [], isComplete: Bool = true, measured: Double? = nil,
        scope: SoundScope
    ) {
        let length = duration.isFinite ? max(0, duration) : 0
        let known = max(speech.last?.upperBound ?? 0, silence.last?.upperBound ?? 0)
        self.duration = length
        self.channelCount = max(1, channelCount)
        self.speech = speech
        self.silence = silence
        self.isComplete = isComplete
        self.measured = isComplete ? length : min(length, max(0, measured ?? known))
        self.scope = scope
    }

    // MARK: - Speech

    /// Closer than this to the playhead, a beginning is where it is already.
    private static let here = 0.05
    /// So long after a beginning, the one before is meant: pressing twice goes on.
    private static let grace = 0.7

    /// Where speech begins next after `second`; `nil` when none is left.
    func nextSpeech(after second: Double) -> Double? {
        speech.first { $0.lowerBound > second + Self.here }?.lowerBound
    }

    /// Where the speech at or before `second` begins.
    func previousSpeech(before second: Double) -> Double? {
        speech.last { $0.lowerBound < second - Self.grace }?.lowerBound
    }

    /// What `count` columns over `span` hold. A column shows the most telling of what is in it, so
    /// that no word disappears in a wide one.
    func holds(_ count: Int, over span: ClosedRange<Double>) -> [CoverageLine.Holds] {
        let width = (span.upperBound - span.lowerBound) / Double(max(1, count))
        var (nextSpeech, nextSilence) = (0, 0)
        return (0..<max(0, count)).map { column in
            let low = span.lowerBound + width * Double(column)
            let high = low + width
            while nextSpeech < speech.count, speech[nextSpeech].upperBound <= low {
                nextSpeech += 1
            }
            while nextSilence < silence.count, silence[nextSilence].upperBound < high {
                nextSilence += 1
            }
            if nextSpeech < speech.count, speech[nextSpeech].lowerBound < high { return .speech }
            guard nextSilence < silence.count, silence[nextSilence].lowerBound <= low else {
                return .sound
            }
            return .silence
        }
    }
}

/// Draws a sound at any zoom, asked for exactly the columns that are shown. Both closures are called
/// while drawing: they only look up what was measured before.
public struct SoundScope: Sendable, Equatable {
    /// Scopes of one id draw the same; a picture with more measured has another.
    public let id: Int
    /// The outline of a span of seconds, a peak for each column.
    public let outline: @Sendable (_ columns: Int, _ span: ClosedRange<Double>) -> [Waveform.Peak]
    /// Strengths by pitch, 0...255, row by row from the highest pitch.
    public let spectrum:
        @Sendable (_ columns: Int, _ rows: Int, _ span: ClosedRange<Double>) -> [UInt8]
    /// Where the highest row ends, in hertz.
    public let topFrequency: Double

    public init(
        id: Int,
        outline:
            @escaping @Sendable (_ columns: Int, _ span: ClosedRange<Double>)
            -> [Waveform.Peak],
        spectrum:
            @escaping @Sendable (
                _ columns: Int, _ rows: Int, _ span: ClosedRange<Double>
            ) -> [UInt8],
        topFrequency: Double
    ) {
        self.id = id
        self.outline = outline
        self.spectrum = spectrum
        self.topFrequency = topFrequency
    }

    public static func == (left: SoundScope, right: SoundScope) -> Bool { left.id == right.id }
}

/// What the picture of a sound shows.
public enum PictureKind: Sendable, Equatable {
    /// How loud it is over time.
    case waveform
    /// How strong each pitch is over time.
    case spectrogram
}
