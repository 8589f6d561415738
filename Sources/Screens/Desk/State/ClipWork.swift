// The clip on the desk and everything the reviewer has made of it so far.
import ReviewCore
import TerminalUI

/// Work in the making on one clip.
public struct ClipWork: Sendable, Equatable, Identifiable {
    public let clip: Clip
    public internal(set) var sound: ClipSound
    public internal(set) var reference: TextEditor
    /// What was taken out of the reference; it follows each change of the text.
    public internal(set) var personal: FollowedMarks
    public internal(set) var judgments: Judgments
    public internal(set) var correction: Interpretation?
    public internal(set) var tags: [String]
    public internal(set) var note: String
    public internal(set) var flag: Flag?
    /// What is said with the flag, for those who answer for it.
    public internal(set) var flagNote: String?
    /// When the flag was said.
    public internal(set) var flagSaidAt: Timestamp?

    /// The clip was taken away while it was hidden: all that can still be said of it is a flag.
    var isGone = false
    /// The revision submitted earlier, when this is an amendment.
    public internal(set) var amends: Int?
    /// When the clip came to the desk, less the time it lay aside.
    public internal(set) var since: Timestamp
    /// Seconds spent on it when it was laid aside.
    var secondsSpent = 0.0
    public internal(set) var keystrokes: Int
    /// What was heard before the sound was loaded this time.
    public internal(set) var heardBefore: ClipCoverage
    public internal(set) var draft: DraftState
    /// The moment that names the save last asked for; answers to earlier ones say nothing.
    var saveAsked: Timestamp?
    /// Whether the reviewer asked to see what is masked.
    public internal(set) var personalShown: Bool
    /// What kept the clip from being submitted, shown where it concerns until mended.
    public internal(set) var objections: [Objection]
    /// What reading the reference says; kept up to date by every change.
    public internal(set) var review = TextReview()
    /// The judgments as they would be submitted.
    public internal(set) var accepted = Judgments()
    /// What the work is compared with to tell whether anything was done: the revision submitted,
    /// else what the machine offered. A draft taken up again counts as done.
    let origin: AnnotationContent

    public var id: ClipID { clip.id }

    init(_ ready: ReadyClip, at now: Timestamp) {
        clip = ready.clip
        sound = ready.sound
        let offered = AnnotationContent(reference: ready.clip.hypothesis?.text ?? "")
        let content = ready.draft?.content ?? ready.submittedContent ?? offered
        reference = TextEditor(content.reference, caret: ready.draft?.caret)
        personal = FollowedMarks(content.personal, in: content.reference)
        judgments = content.judgments
        correction = content.correction
        tags = content.tags
        note = content.note
        flag = content.flag
        flagNote = content.flagNote
        flagSaidAt = content.flagSaidAt
        amends = ready.submitted
        since = now
        keystrokes = 0
        // A draft holds all that was heard, of earlier sittings too.
        let drafted = ready.draft?.listening ?? ClipCoverage()
        heardBefore = drafted.isEmpty ? ready.listening : drafted
        draft = .none
        personalShown = false
        objections = []
        origin = ready.submitted == nil ? offered : ready.submittedContent ?? content
    }

    public var content: AnnotationContent {
        let text = reference.text
        var personal = personal
        personal.follow(text)
        return AnnotationContent(
            reference: text, judgments: judgments, correction: correction, tags: tags,
            note: note, flag: flag, flagNote: flag == nil ? nil : flagNote,
            flagSaidAt: flag == nil ? nil : flagSaidAt,
            personal: personal.marks)
    }

    /// Whether there is anything of the reviewer's here that was not submitted.
    public var isTouched: Bool { content != origin }

    /// Slots whose values are masked wherever they occur, as the machine and the reviewer have them.
    var slotsToMask: [Slot] {
        (clip.interpretation?.slots ?? []) + (correction?.slots ?? [])
    }

    /// What the reviewer takes the assistant to have been asked for.
    public var interpretation: Interpretation? { correction ?? clip.interpretation }
}

/// Where the draft stands.
public enum DraftState: Sendable, Equatable {
    /// Nothing was changed, or nothing since it was saved.
    case none
    /// Changed; the timer that saves it runs.
    case dirty
    case saving
    case saved(Timestamp)
    /// Not on disk, for this reason; the next edit and the retry timer try again.
    case failed(reason: String)

    /// Whether the last change is known to be on disk.
    public var isSafe: Bool {
        switch self {
        case .none, .saved: true
        case .dirty, .saving, .failed: false
        }
    }

    var isFailed: Bool {
        if case .failed = self { true } else { false }
    }

    /// Whether the last change is neither on disk nor on its way there.
    var needsSaving: Bool {
        switch self {
        case .dirty, .failed: true
        case .none, .saving, .saved: false
        }
    }
}

/// One calm sentence on what is missing, and the place it concerns.
public struct Objection: Sendable, Equatable {
    public var place: DeskPlace
    public var message: String

    public init(_ place: DeskPlace, _ message: String) {
        self.place = place
        self.message = message
    }
}

/// Parts of the desk that something can concern.
public enum DeskPlace: Sendable, Hashable {
    case sound
    /// A stretch of the reference in grapheme clusters; `nil` concerns all of it.
    case reference(Range<Int>?)
    /// An axis of the judgments.
    case judgment(String)
    case note
    case flag
}
