// Where in a clip somebody speaks, where something else sounds, and where nothing does.

/// What a stretch of a clip holds.
public enum SoundKind: Sendable, Equatable, CaseIterable {
    /// Far below the clip's loud parts, or below what a headset can make audible.
    case silence
    /// Something that is not like speech: steady noise, hum, a knock.
    case sound
    /// Like speech: energy above the background, voiced, changing.
    case speech
}

/// A clip cut into stretches of one kind each: they are in order and cover all of it.
///
/// Found by arithmetic, not understood: music passes for speech, and speech less than some 10 dB
/// above street noise or a television passes for sound. So it serves to jump and to pass over
/// silence, and never to judge a clip.
public struct SpeechMap: Sendable, Equatable {
    public struct Stretch: Sendable, Equatable {
        /// Seconds of the clip.
        public var start: Double
        public var end: Double
        public var kind: SoundKind

        public init(start: Double, end: Double, kind: SoundKind) {
            self.start = start
            self.end = end
            self.kind = kind
        }

        public var length: Double { end - start }
        public var range: ClosedRange<Double> { start...max(start, end) }
    }

    public let stretches: [Stretch]
    /// Seconds of the whole clip.
    public let duration: Double

    /// `stretches` in order, each beginning where the last one ended.
    init(stretches: [Stretch], duration: Double) {
        self.stretches = stretches
        self.duration = duration
    }

    /// Stretches with somebody speaking, in seconds.
    public var speech: [ClosedRange<Double>] { ranges(of: .speech) }

    /// Stretches without sound, in seconds.
    public var silence: [ClosedRange<Double>] { ranges(of: .silence) }

    private func ranges(of kind: SoundKind) -> [ClosedRange<Double>] {
        stretches.filter { $0.kind == kind }.map(\.range)
    }

    /// What sounds at `second`; `nil` outside the clip.
    public func kind(at second: Double) -> SoundKind? {
        guard second >= 0, second <= duration else { return nil }
        return stretches.last { $0.start <= second }?.kind
    }

    /// Closer than this to where the ear is, a beginning is where it is already.
    static let here = 0.05

    /// Where the next speech begins; `nil` when none is left. Inside speech it is the one after.
    public func nextSpeech(after second: Double) -> Double? {
        stretches.first { $0.kind == .speech && $0.start > second + Self.here }?.start
    }

    /// Where the speech before begins: of the stretch the ear is in, unless it has just begun.
    /// `grace` seconds after a beginning the one before is meant, so that pressing twice goes on.
    public func previousSpeech(before second: Double, grace: Double = 0.7) -> Double? {
        stretches.last { $0.kind == .speech && $0.start < second - grace }?.start
    }

    /// The kinds over `count` columns of `span` seconds; a column shows the most telling kind in
    /// it (speech before sound before silence), so that no word disappears in a wide column.
    public func line(_ count: Int, over span: ClosedRange<Double>) -> [SoundKind] {
        guard count > 0 else { return [] }
        let width = (min(span.upperBound, duration) - span.lowerBound) / Double(count)
        return (0..<count).map { column in
            let start = span.lowerBound + width * Double(column)
            let inside = stretches.filter { $0.start < start + width && $0.end > start }
            if inside.contains(where: { $0.kind == .speech }) { return .speech }
            return inside.contains { $0.kind == .sound } ? .sound : .silence
        }
    }
}
