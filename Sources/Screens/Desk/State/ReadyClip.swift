// A clip that is ready to be worked on: opened, its sound on the way, its draft beside it.
import ReviewCore

/// What the Workstation hands to the desk: a claimed clip, opened in memory.
public struct ReadyClip: Sendable, Equatable, Identifiable {
    public let clip: Clip
    public var sound: ClipSound
    /// Work left behind on this clip, to be taken up where it stopped.
    public var draft: Draft?
    /// The revision already submitted, when the clip comes back to be amended; `nil` otherwise.
    public var submitted: Int?
    /// What that revision says. A draft beside it is an amendment begun and left; without this
    /// the draft is taken to be the submitted content.
    public var submittedContent: AnnotationContent?
    /// What was heard of it before it came here, as the submitted revision says.
    public var listening: ClipCoverage

    public var id: ClipID { clip.id }

    public init(
        clip: Clip, sound: ClipSound = .loading, draft: Draft? = nil, submitted: Int? = nil,
        submittedContent: AnnotationContent? = nil, listening: ClipCoverage = ClipCoverage()
    ) {
        self.clip = clip
        self.sound = sound
        self.draft = draft
        self.submitted = submitted
        self.submittedContent = submittedContent
        self.listening = listening
    }
}

/// How far a clip's sound has come.
public enum ClipSound: Sendable, Equatable {
    case loading
    case ready(SoundPicture)
    /// The decoder's reason, in words for the reviewer.
    case broken(reason: String)

    public var picture: SoundPicture? {
        if case .ready(let picture) = self { picture } else { nil }
    }

    public var duration: Double? { picture?.duration }
}
