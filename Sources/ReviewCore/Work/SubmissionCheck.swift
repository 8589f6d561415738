// What stands in the way of a submit, in words for the person. Agreeing costs one key: nothing here
// asks more of a reviewer who heard the clip and finds the machine right.

/// Something to mend before submitting.
public enum SubmissionBlocker: Sendable, Equatable {
    /// More must be heard first; both in seconds of clip.
    case notHeard(needed: Double, heard: Double)
    case lint(LintFinding)
    case emptyReference
    /// An axis holds a code the taxonomy does not know, or too many.
    case invalidJudgment(axisTitle: String)
    case unknownSkipReason
    case unknownFlagCategory

    /// What is missing and what to do.
    public var message: String {
        switch self {
        case .notHeard(_, let heard) where heard <= 0:
            "The clip was not heard yet; Space plays it."
        case .notHeard(let needed, let heard):
            "Too little was heard to judge: \(Self.seconds(heard)) of the "
                + "\(Self.seconds(needed)) s it takes; Space plays on."
        case .lint(let finding): finding.message
        case .emptyReference:
            "Nothing is written; transcribe, tag what is heard, or judge it no speech."
        case .invalidJudgment(let title): "The answer on \(title) cannot stand; choose it again."
        case .unknownSkipReason: "This reason to skip is not on the list; choose one."
        case .unknownFlagCategory: "This kind of flag is not on the list; choose one."
        }
    }

    private static func seconds(_ value: Double) -> String {
        let tenths = Int((min(max(value, 0), 1_000_000) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

/// How much of a clip must have sounded before it is judged.
public enum ListeningRule {
    /// Seconds that tell an accidental wake-up; the whole clip where it is shorter.
    public static let falseWakeSeconds = 1.0
    /// Share of the clip for anything else. Text may be checked against sound in part (L15 warns
    /// below a full play), but not judged from its first syllables.
    public static let share = 0.5
    /// Seconds that are enough of a long clip.
    public static let mostSeconds = 10.0
    /// Rounding of players and headers that asks nobody to listen again.
    static let tolerance = 0.05

    /// Seconds of distinct sound needed before this work may be submitted as annotated.
    ///
    /// A flagged clip needs none: who was hurt by it is not made to hear more.
    public static func secondsNeeded(for content: AnnotationContent, duration: Double?) -> Double {
        if content.flag != nil { return 0 }
        guard let duration, duration.isFinite, duration > 0 else { return tolerance * 2 }
        if content.judgments.isFalseWake { return min(falseWakeSeconds, duration) }
        return min(mostSeconds, max(duration * share, min(falseWakeSeconds, duration)))
    }

    /// Whether enough was heard where `needed` seconds are asked for.
    ///
    /// Who passed over the silence and heard all the rest has heard the clip. Silence is found by
    /// arithmetic, so a moment of the clip must have sounded all the same.
    static func isEnough(
        _ listening: ClipCoverage, needed: Double, duration: Double?,
        silence: [ClosedRange<Double>]
    ) -> Bool {
        let covered = listening.coveredSeconds + tolerance
        if covered >= needed { return true }
        guard let duration, !silence.isEmpty, covered >= min(falseWakeSeconds, duration) else {
            return false
        }
        let passed = listening.unheardSeconds(of: silence, duration: duration)
        return covered + passed >= duration
    }
}

/// The rules a submit must pass.
public enum SubmissionCheck {
    /// Blockers in the order to mend them; none: the work may be submitted.
    ///
    /// - Parameters:
    ///   - content: The work, judgments filled with defaults.
    ///   - silence: Stretches without sound, in order; passed over, they count as heard where all
    ///     else was.
    ///   - duration: Seconds, by the decoder if it opened, else by the manifest.
    ///   - findings: The linter's, for `content.reference`.
    public static func blockers(
        content: AnnotationContent, outcome: Outcome, listening: ClipCoverage,
        duration: Double?, silence: [ClosedRange<Double>] = [], findings: [LintFinding],
        data: TradeData
    ) -> [SubmissionBlocker] {
        var blockers: [SubmissionBlocker] = []
        if let flag = content.flag, data.incidents.category(flag.category) == nil {
            blockers.append(.unknownFlagCategory)
        }
        switch outcome {
        case .broken: return blockers
        case .skipped(let reason):
            if !data.skipReasons.contains(where: { $0.id == reason }) {
                blockers.append(.unknownSkipReason)
            }
            return blockers
        case .annotated: break
        }
        let needed = ListeningRule.secondsNeeded(for: content, duration: duration)
        if !ListeningRule.isEnough(
            listening, needed: needed, duration: duration, silence: silence)
        {
            blockers.append(.notHeard(needed: needed, heard: listening.coveredSeconds))
        }
        for axis in data.judgments.invalidAxes(in: content.judgments) {
            let title = data.judgments.axis(axis)?.title ?? "an unknown question"
            blockers.append(.invalidJudgment(axisTitle: title))
        }
        if needsText(content) { blockers.append(.emptyReference) }
        blockers += findings.filter { $0.severity == .blocks }.map(SubmissionBlocker.lint)
        return blockers
    }

    private static func needsText(_ content: AnnotationContent) -> Bool {
        guard Transcript(content.reference).isBlank else { return false }
        let speech = content.judgments["speech"]
        return content.flag == nil && !content.judgments.isFalseWake
            && speech != ["no_speech"] && speech != ["unintelligible"]
    }
}
