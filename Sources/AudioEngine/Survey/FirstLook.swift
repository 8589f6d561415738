// The first seconds of a recording, gone through before it is handed on.

/// Proof that there is sound, and what is known of the clip by its beginning.
struct FirstLook: Sendable {
    /// Seconds that are looked at.
    static let seconds = 5

    /// Whether that was all of the clip.
    let isAll: Bool
    let rule: Mixdown.Rule
    let extent: Extent
    let survey: ClipSurvey

    /// - Throws: `noSamples` or `segmentOutside` where there is nothing.
    init(_ recording: OpenRecording, span: SourceSpan) throws(DecodeError) {
        let wanted = Self.seconds * recording.rate
        var walk = try RecordingWalk(recording, span: span, rule: .average)
        var isAll = walk.step(upTo: wanted)
        let rule = walk.builder.verdict
        if rule != .average {
            // Heard again by the channel that stands for all.
            walk = try RecordingWalk(recording, span: span, rule: rule)
            isAll = walk.step(upTo: wanted)
        }
        let seen = walk.builder.frames
        guard seen > 0 else { throw span.first > 0 ? .segmentOutside : .noSamples }
        let claimed = recording.claimedFrames.map { max(0, $0 - span.first) }
        extent = Extent(promised: claimed.map { min($0, span.length ?? .max) }, seen: seen)
        survey = walk.builder.survey(of: extent.frames, progress: 0)
        (self.isAll, self.rule) = (isAll, rule)
    }
}
