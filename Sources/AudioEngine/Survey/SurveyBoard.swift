// Where the background pass puts what it found, for anyone to read.
import Synchronization

/// The newest survey of a clip, and whether more of it is wanted.
final class SurveyBoard: Sendable {
    private struct State {
        var survey: ClipSurvey
        var rule: Mixdown.Rule
    }

    private let state: Mutex<State>
    private let cancelled = Atomic<Bool>(false)

    init(_ survey: ClipSurvey, rule: Mixdown.Rule) {
        state = Mutex(State(survey: survey, rule: rule))
    }

    var survey: ClipSurvey { state.withLock { $0.survey } }

    /// How the channels are to be mixed, by what was heard of them.
    var rule: Mixdown.Rule { state.withLock { $0.rule } }

    func publish(_ survey: ClipSurvey, rule: Mixdown.Rule) {
        // The one before is let go of outside the lock.
        _ = state.withLock { state in
            defer { state = State(survey: survey, rule: rule) }
            return state
        }
    }

    /// Ends the pass at the next second of sound.
    func cancel() { cancelled.store(true, ordering: .releasing) }

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }
}
