// What stands between a clip and its submission, said calmly and where it concerns.
import ReviewCore
import TerminalUI

extension DeskState {
    /// The work as it would be submitted: what the reviewer left alone says what the rules say.
    func acceptedContent(of work: ClipWork) -> AnnotationContent {
        var content = work.content
        let context = AcceptanceContext(
            content: content, clip: work.clip, language: setting.language)
        content.judgments = content.judgments.filledWithDefaults(
            of: setting.judgments, given: context)
        return content
    }

    /// Reads the text anew, and drops objections that were mended.
    mutating func reviewText() {
        if let text = work?.reference.text { work?.personal.follow(text) }
        guard let work else { return }
        let accepted = acceptedContent(of: work).judgments
        self.work?.accepted = accepted
        self.work?.review = TextReview(of: work, judgments: accepted, setting: setting)
        guard !work.objections.isEmpty else { return }
        let left = objectionsToSubmitting
        self.work?.objections = left
    }

    /// What must be mended before this clip can be submitted, in the order to mend it.
    var objectionsToSubmitting: [Objection] {
        guard let work else { return [] }
        let content = acceptedContent(of: work)
        let heard = hearing
        let findings = Linter.check(
            TextReview.input(
                of: work, judgments: content.judgments, listening: heard, setting: setting))
        let blockers = SubmissionCheck.blockers(
            content: content, outcome: .annotated, listening: heard,
            duration: work.sound.duration ?? work.clip.duration,
            silence: work.sound.picture?.silence ?? [], findings: findings,
            data: setting.trade)
        let notes = Linter.checkNote(content.note, language: setting.language)
            .filter { $0.severity == .blocks }
        return blockers.compactMap(objection)
            + notes.map { Objection(.note, "In the note: \($0.message)") }
    }

    private func objection(_ blocker: SubmissionBlocker) -> Objection? {
        switch blocker {
        case .notHeard:
            // Where nothing can sound, nothing can be asked to be heard.
            guard output == .working else { return nil }
            return Objection(.sound, blocker.message)
        case .lint(let finding): return Objection(.reference(finding.range), finding.message)
        case .emptyReference: return Objection(.reference(nil), blocker.message)
        case .invalidJudgment(let title):
            let axis = setting.judgments.axes.first { $0.title == title }
            return Objection(.judgment(axis?.id ?? ""), blocker.message)
        case .unknownSkipReason, .unknownFlagCategory: return Objection(.flag, blocker.message)
        }
    }

    /// What is still to be heard before a clip can be called an accidental wake-up.
    var listeningMissingForAccidental: String? {
        guard let work, output == .working else { return nil }
        let needed = ListeningRule.secondsNeeded(
            for: work.content.markedFalseWake(),
            duration: work.sound.duration ?? work.clip.duration)
        let heard = hearing.coveredSeconds
        guard heard + 0.05 < needed else { return nil }
        return SubmissionBlocker.notHeard(needed: needed, heard: heard).message
    }

    /// Takes the reviewer to what an objection concerns.
    mutating func goTo(_ place: DeskPlace) {
        switch place {
        case .reference(let range):
            writing = .typing
            if let range { work?.reference.setCaret(range.lowerBound) }
        case .judgment(let id):
            openJudgments(axis: setting.judgments.axes.firstIndex { $0.id == id } ?? 0)
        case .note: open(.note)
        case .flag: open(.flag)
        case .sound: writing = .listening
        }
    }
}
