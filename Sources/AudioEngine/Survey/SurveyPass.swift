// The background pass over a long clip: all of it once, at low priority.
import Foundation
import Glibc

/// Goes through a recording from end to end on a thread of its own, and publishes what it finds.
///
/// It holds the clip's bytes, and lets go of them when the clip is dropped.
struct SurveyPass: Sendable {
    /// Between two publications, in seconds.
    private static let pause = 0.3
    /// How far the thread steps back behind the others (as `nice` does).
    private static let niceness: Int32 = 10

    let board: SurveyBoard
    let bytes: any RecordingBytes
    let span: SourceSpan
    /// Takes in what is found out about the length, and says what it is then.
    let learn: @Sendable (LengthNews) -> Extent
    let onSurvey: (@Sendable (ClipSurvey) -> Void)?

    enum LengthNews: Sendable {
        case seen(Int)
        case settled(Int)
    }

    func start() {
        let thread = Thread {
            // On Linux this is the priority of the calling thread alone.
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
            run()
        }
        thread.name = "earshot-survey"
        thread.start()
    }

    private func run() {
        var rule = board.rule
        // A second time where all of it turns out to be mixed otherwise than its beginning.
        for isLast in [false, true] {
            guard let walk = walk(by: rule) else { return }
            let verdict = walk.builder.verdict
            if verdict == rule || isLast { return settle(walk, rule: rule) }
            rule = verdict
        }
    }

    /// The whole way; nil where it was cancelled, or there is no way.
    private func walk(by rule: Mixdown.Rule) -> RecordingWalk? {
        guard let recording = try? OpenRecording(bytes),
            let walk = try? RecordingWalk(recording, span: span, rule: rule)
        else { return nil }
        var next = Date.timeIntervalSinceReferenceDate
        while !walk.step() {
            if board.isCancelled { return nil }
            let now = Date.timeIntervalSinceReferenceDate
            guard now >= next else { continue }
            next = now + Self.pause
            let extent = learn(.seen(walk.builder.frames))
            let share =
                recording.claimedFrames == nil && span.length == nil
                ? recording.share : Double(walk.builder.frames) / Double(extent.frames)
            publish(walk, frames: extent.frames, progress: min(share, 0.999), rule: rule)
        }
        return board.isCancelled ? nil : walk
    }

    private func settle(_ walk: RecordingWalk, rule: Mixdown.Rule) {
        walk.builder.finish()
        let extent = learn(.settled(walk.builder.frames))
        publish(walk, frames: extent.frames, progress: 1, rule: rule)
        // Whoever passes over silences knows all of them now.
        _ = learn(.settled(walk.builder.frames))
    }

    private func publish(_ walk: RecordingWalk, frames: Int, progress: Double, rule: Mixdown.Rule) {
        let survey = walk.builder.survey(of: frames, progress: progress)
        board.publish(survey, rule: rule)
        onSurvey?(survey)
    }
}
