// What can be said of a reference by reading it: remarks, the difference to the machine, masks.
import ReviewCore

/// Read once for each change of the text, so that drawing while sound plays costs nothing.
public struct TextReview: Sendable, Equatable {
    public internal(set) var findings: [LintFinding] = []
    /// `nil` where there is nothing to compare with, or the text is too long to compare live.
    public internal(set) var diff: WordDiff?
    /// Ranges of the reference, the machine's text and the answer that stay masked until asked.
    var maskedReference: [Range<Int>] = []
    var maskedMachine: [Range<Int>] = []
    var maskedAnswer: [Range<Int>] = []

    /// Longer texts (in UTF-8 bytes) are not read live and stay masked; a submit reads them.
    static let longest = 20_000

    init() {}

    init(of work: ClipWork, judgments: Judgments, setting: DeskSetting) {
        func masks(_ text: String?) -> [Range<Int>] {
            text.map { setting.masks(in: $0, slots: work.slotsToMask) } ?? []
        }
        maskedMachine = masks(work.clip.hypothesis?.text)
        maskedAnswer = masks(work.clip.response?.text)
        let reference = work.reference.text
        let machine = work.clip.hypothesis?.text
        guard reference.utf8.count <= Self.longest else {
            maskedReference = masks(reference)
            return
        }
        if let hypothesis = machine, hypothesis.utf8.count <= Self.longest {
            diff = WordDiff(
                hypothesis: hypothesis, reference: reference, language: setting.language)
        }
        maskedReference = setting.masks(
            in: reference, slots: work.slotsToMask, besides: machine, diff: diff)
        findings = Linter.check(
            Self.input(of: work, judgments: judgments, listening: nil, setting: setting))
    }

    var hasMasks: Bool {
        !(maskedReference.isEmpty && maskedMachine.isEmpty && maskedAnswer.isEmpty)
    }

    /// What the linter looks at.
    static func input(
        of work: ClipWork, judgments: Judgments, listening: ClipCoverage?, setting: DeskSetting
    ) -> LintInput {
        LintInput(
            reference: work.reference.text, language: setting.language,
            hypothesis: work.clip.hypothesis?.text, judgments: judgments,
            slots: work.interpretation?.slots ?? [],
            duration: work.sound.duration ?? work.clip.duration, listening: listening,
            silence: work.sound.picture?.silence ?? [])
    }
}
