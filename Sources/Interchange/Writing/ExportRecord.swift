// One clip with its annotation, as it stands in an export: pseudonyms in place of ids.
import ReviewCore

/// The names a clip and its people carry in one export, made by the vault for that export alone,
/// so that two exports cannot be joined by them.
public struct ExportNames: Equatable, Sendable {
    public var clip: String
    public var device: Pseudonym?
    public var account: Pseudonym?
    /// The consent the clip still has; its absence makes the record unfit to be imported again.
    public var consent: Pseudonym?
    public var annotator: Pseudonym?

    public init(
        clip: String, device: Pseudonym? = nil, account: Pseudonym? = nil,
        consent: Pseudonym? = nil, annotator: Pseudonym? = nil
    ) {
        self.clip = clip
        self.device = device
        self.account = account
        self.consent = consent
        self.annotator = annotator
    }
}

/// The sound of a record in an export.
public enum ExportedSound: Equatable, Sendable {
    /// Path relative to the exported file.
    case file(String)
    /// It stayed behind, and the line says why.
    case leftOut(SoundCover.Reason)
}

/// A training example: what the machine heard, and what a person made of it. It has no room for
/// a location or contacts.
public struct ExportRecord: Equatable, Sendable {
    public var names: ExportNames
    public var sound: ExportedSound
    public var locale: String
    public var capturedAt: Timestamp?
    /// Seconds.
    public var duration: Double?
    public var hypothesis: Hypothesis?
    public var interpretation: Interpretation?
    public var response: AssistantResponse?
    public var priority: Int
    public var annotation: ExportAnnotation?

    public init(
        names: ExportNames, sound: ExportedSound, locale: String, capturedAt: Timestamp? = nil,
        duration: Double? = nil, hypothesis: Hypothesis? = nil,
        interpretation: Interpretation? = nil, response: AssistantResponse? = nil,
        priority: Int = 0, annotation: ExportAnnotation? = nil
    ) {
        self.names = names
        self.sound = sound
        self.locale = locale
        self.capturedAt = capturedAt
        self.duration = duration
        self.hypothesis = hypothesis
        self.interpretation = interpretation
        self.response = response
        self.priority = priority
        self.annotation = annotation
    }
}

/// An annotation without the ids that would tie it to this workspace.
public struct ExportAnnotation: Equatable, Sendable {
    public var revision: Int
    public var content: AnnotationContent
    public var outcome: Outcome
    public var effort: Effort
    public var submittedAt: Timestamp

    public init(
        revision: Int, content: AnnotationContent, outcome: Outcome, effort: Effort,
        submittedAt: Timestamp
    ) {
        self.revision = revision
        self.content = content
        self.outcome = outcome
        self.effort = effort
        self.submittedAt = submittedAt
    }
}
