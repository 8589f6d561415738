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

    public var id: ClipID { clip.id }

    public init(
        clip: Clip, sound: ClipSound = .loading, draft: Draft? = nil, submitted: Int? = nil,
        submittedContent: AnnotationContent? = nil
    ) {
        self.clip = clip
        self.sound = sound
        self.draft = draft
        self.submitted = submitted
        self.submittedContent = submittedContent
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

/// What the eye needs of a decoded sound: its length and an outline of it.
public struct SoundPicture: Sendable, Equatable {
    /// Seconds, as decoded.
    public let duration: Double
    /// The outline from start to end, evenly spaced; some 500 entries are plenty.
    public let peaks: [Peak]

    public init(duration: Double, peaks: [Peak]) {
        self.duration = duration.isFinite ? max(0, duration) : 0
        self.peaks = peaks
    }

    /// The loudest sample of a stretch, and whether the recording clipped there.
    public struct Peak: Sendable, Equatable {
        /// 0...1 of full scale.
        public let height: Float
        public let clipped: Bool

        public init(height: Float, clipped: Bool = false) {
            self.height = height.isFinite ? min(1, max(0, height)) : 0
            self.clipped = clipped
        }
    }
}
