// The one place where it is decided what of a clip may leave. Writers take nothing else.
import ReviewCore

/// A clip and its annotation as they may leave: no personal word in any text of them, and word
/// of what is to be done about the sound.
public struct LeavingRecord: Equatable, Sendable {
    public private(set) var record: ExportRecord
    /// What must be covered in the sound before it is written.
    public private(set) var cover: SoundCover

    /// - Parameters:
    ///   - soundPath: where the sound will be, relative to the manifest.
    ///   - others: personal stretches of sound that belong to no tag. Those of tags come with the
    ///     annotation.
    public init(
        clip: Clip, annotation: Annotation, spans others: [SoundSpan] = [],
        names: ExportNames, soundPath: String, rules: LeavingRules
    ) {
        let content = annotation.content
        var spans = PersonalSpans(content.personal)
        spans.others = others
        let slots = [clip.interpretation, content.correction].flatMap { $0?.slots ?? [] }
        let words = PersonalWords(
            reference: content.reference,
            readings: clip.hypothesis.map { [$0.text] + $0.nbest.map(\.text) } ?? [],
            slots: slots.filter(rules.isMasked), marks: content.personal, language: rules.language)
        let border = LeavingBorder(words: words, rules: rules)

        cover =
            Self.wasHeard(annotation)
            ? words.cover(clip.hypothesis, duration: clip.duration, spans: spans)
            : .withheld(.notReviewed)
        record = ExportRecord(
            names: names, sound: .file(soundPath), locale: clip.locale,
            capturedAt: clip.capturedAt.map(rules.times.coarsened), duration: clip.duration,
            hypothesis: clip.hypothesis.map(border.leaving),
            interpretation: clip.interpretation.map(border.leaving),
            response: clip.response.map(border.leaving), priority: clip.priority,
            annotation: border.leaving(annotation, of: clip))
        if case .withheld(let reason) = cover { record.sound = .leftOut(reason) }
    }

    /// Keeps the sound back after all.
    public mutating func withholdSound(_ reason: SoundCover.Reason) {
        cover = .withheld(reason)
        record.sound = .leftOut(reason)
    }

    /// Whether a person stands for what is and is not in the sound.
    private static func wasHeard(_ annotation: Annotation) -> Bool {
        annotation.outcome == .annotated && !annotation.content.isUntranscribed
    }
}

extension AnnotationContent {
    /// Flagged without a word written: who hid a clip is not asked what was said in it.
    var isUntranscribed: Bool {
        flag != nil && Transcript(reference).isBlank && judgments["speech"] != ["no_speech"]
    }
}

extension ClipCoverage {
    /// Stretches that begin and end at tenths of a second; what is shorter vanishes.
    fileprivate var inTenths: ClipCoverage {
        let rounded = numbers.enumerated().map { index, number in
            index % 4 < 2 ? (number + 50) / 100 * 100 : number
        }
        return ClipCoverage(plays: plays, numbers: rounded)
    }
}

/// The parts of a record, each as it may leave.
private struct LeavingBorder {
    let words: PersonalWords
    let rules: LeavingRules

    func leaving(_ hypothesis: Hypothesis) -> Hypothesis {
        Hypothesis(
            text: words.leaving(reading: hypothesis.text), confidence: hypothesis.confidence,
            words: words.leaving(hypothesis.words),
            nbest: hypothesis.nbest.map {
                Alternative(text: words.leaving(reading: $0.text), confidence: $0.confidence)
            })
    }

    /// Codes of the schema leave as they are; a code it does not know may be any text.
    func leaving(_ interpretation: Interpretation) -> Interpretation {
        let schema = rules.schema
        func code(_ text: String, _ isKnown: Bool) -> String {
            isKnown ? text : words.leaving(text)
        }
        return Interpretation(
            domain: interpretation.domain.map { domain in
                code(domain, schema.scenarios.contains { $0.id == domain })
            },
            intent: code(interpretation.intent, schema.intent(interpretation.intent) != nil),
            confidence: interpretation.confidence,
            slots: interpretation.slots.map { slot in
                var slot = words.leaving(slot, isMasked: rules.isMasked(slot))
                slot.type = code(slot.type, schema.slotTypes.contains(slot.type))
                return slot
            })
    }

    func leaving(_ response: AssistantResponse) -> AssistantResponse {
        AssistantResponse(
            text: words.leaving(response.text),
            action: response.action.map { action in
                rules.schema.intent(action) == nil ? words.leaving(action) : action
            })
    }

    func leaving(_ annotation: Annotation, of clip: Clip) -> ExportAnnotation {
        let content = annotation.content
        let leaves = AnnotationContent(
            reference: words.leaving(content.reference), judgments: judgments(content, clip),
            correction: content.correction.map(leaving),
            tags: content.tags.map { words.leaving($0) },
            note: words.leaving(content.note), flag: content.flag)
        return ExportAnnotation(
            revision: annotation.revision, content: leaves, outcome: annotation.outcome,
            effort: leaving(annotation.effort),
            submittedAt: rules.times.coarsened(annotation.submittedAt))
    }

    /// Agreeing is one key, and what the rules fill in for it is the reviewer's word. Who hid a
    /// clip agreed to nothing: of theirs, only what differs from the rules leaves.
    private func judgments(_ content: AnnotationContent, _ clip: Clip) -> Judgments {
        guard content.isUntranscribed else { return content.judgments }
        let context = AcceptanceContext(content: content, clip: clip, language: rules.language)
        var made = Judgments()
        for (axis, codes) in content.judgments.codes {
            // Later axes follow earlier ones: each is compared with what the others make of it.
            var others = content.judgments
            others[axis] = []
            let filled = others.filledWithDefaults(of: rules.judgments, given: context)
            if filled[axis] != codes { made[axis] = codes }
        }
        return made
    }

    /// Seconds on the desk to a fraction are a name too, and so are stretches to the millisecond;
    /// whole seconds, and stretches to the tenth, serve every use.
    private func leaving(_ effort: Effort) -> Effort {
        guard rules.times != .exact else { return effort }
        var effort = effort
        effort.seconds = effort.seconds.rounded()
        effort.heardSeconds = effort.heardSeconds.rounded()
        effort.coverage = (effort.coverage * 100).rounded() / 100
        effort.listening = effort.listening.inTenths
        return effort
    }
}
