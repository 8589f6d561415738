// What the axes a reviewer left alone are taken to say: accepting is one key.

/// What is known of a clip and the work on it when untouched axes are filled.
public struct AcceptanceContext: Sendable, Equatable {
    public var responseGiven: Bool
    public var transcriptChanged: Bool
    public var intentChanged: Bool
    public var slotsChanged: Bool

    public init(
        responseGiven: Bool = true, transcriptChanged: Bool = false, intentChanged: Bool = false,
        slotsChanged: Bool = false
    ) {
        self.responseGiven = responseGiven
        self.transcriptChanged = transcriptChanged
        self.intentChanged = intentChanged
        self.slotsChanged = slotsChanged
    }

    /// Compares `content` with what the machine made of `clip`, words after normalisation.
    public init(content: AnnotationContent, clip: Clip, language: LanguageRules) {
        let machine = clip.interpretation
        let correction = content.correction
        let differs = clip.hypothesis.map { hypothesis in
            ScoringWords.forms(of: hypothesis.text, language: language)
                != ScoringWords.forms(of: content.reference, language: language)
        }
        self.init(
            responseGiven: clip.response != nil,
            transcriptChanged: differs ?? false,
            intentChanged: correction != nil && correction?.intent != machine?.intent,
            slotsChanged: correction != nil
                && Set(correction?.slots ?? []) != Set(machine?.slots ?? []))
    }
}

extension Judgments {
    /// These judgments with every axis the reviewer left alone filled from the taxonomy.
    ///
    /// Axes are filled in order, so that later ones see earlier ones. A single axis takes the
    /// first rule that applies; an axis of several takes the codes of all conditions that hold,
    /// and its unconditional rule only when none does. An empty rule leaves the axis unanswered:
    /// nothing is claimed about a clip nobody looked at.
    public func filledWithDefaults(
        of taxonomy: JudgmentTaxonomy, given context: AcceptanceContext = AcceptanceContext()
    ) -> Judgments {
        var result = self
        for axis in taxonomy.axes where result[axis.id].isEmpty {
            var codes: [String] = []
            for rule in axis.defaults where result.satisfies(rule.condition, given: context) {
                if rule.condition == nil && !codes.isEmpty { continue }
                codes += rule.codes
                if rule.codes.isEmpty || !axis.takesSeveral { break }
            }
            result[axis.id] = codes
        }
        return result
    }

    private func satisfies(
        _ condition: DefaultRule.Condition?, given context: AcceptanceContext
    ) -> Bool {
        switch condition {
        case nil: true
        case .falseWake: isFalseWake
        case .noSpeech: self["speech"] == ["no_speech"]
        case .noResponse: !context.responseGiven
        case .transcriptChanged: context.transcriptChanged
        case .intentChanged: context.intentChanged
        case .slotsChanged: context.slotsChanged
        }
    }

    /// Whether the reviewer said that nobody meant to wake the device.
    public var isFalseWake: Bool { self["activation"] == ["false_wake"] }
}

extension AnnotationContent {
    /// The answer to an accidental wake-up, in one step.
    ///
    /// What was said was not said to the device: reference and correction are emptied, so that
    /// nothing of it is kept in words. Flag, tags and note stay.
    public func markedFalseWake() -> AnnotationContent {
        var result = self
        result.judgments = Judgments(["activation": ["false_wake"]])
        result.reference = ""
        result.correction = nil
        return result
    }

    /// Whether submitting this queues the recording for deletion. It follows from the judgment
    /// alone, so the two cannot disagree; the store can read it off the codes it keeps.
    public var queuesDeletion: Bool { judgments.isFalseWake }
}
