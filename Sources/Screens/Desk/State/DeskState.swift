// Everything the desk knows: one value, changed by `reduce`, drawn by `view`.
import ReviewCore
import TerminalUI

/// The review desk. Read it freely; it changes only through `reduce`.
public struct DeskState: Sendable, Equatable {
    public let setting: DeskSetting
    public internal(set) var size: Size
    /// The moment of the last step, as handed in.
    public internal(set) var now: Timestamp
    /// When the person last did anything.
    public internal(set) var lastInput: Timestamp

    public internal(set) var writing = WritingMode.listening
    public internal(set) var work: ClipWork?
    /// Work laid aside for another clip; the last is taken up first.
    public internal(set) var parked: [ClipWork] = []
    /// Clips opened ahead, the next one first; never more than `mostAhead`.
    public internal(set) var ahead: [ReadyClip] = []
    public internal(set) var claim = ClaimState()

    public internal(set) var playback = PlaybackSnapshot()
    public internal(set) var output = SoundOutput.working
    /// Wave or pitches; stays for the clips that follow.
    public internal(set) var pictureKind = PictureKind.waveform
    /// The part of the clip that the picture shows: all of it, until the reviewer looks closer.
    public internal(set) var window = ZoomWindow(duration: 0)
    /// The pedal or key that plays while it is held.
    var holdKey = HoldKey()
    /// The day's sound; `nil` until it was told.
    public internal(set) var hearingStatus: HearingStatus?
    /// The urgency of the hearing notice that the reviewer has seen.
    var acknowledgedUrgency = 0
    /// When the last acoustic shock was recorded: a key held down is one.
    var lastShock: Timestamp?
    /// Whether it was the reviewer who had the clip on the desk played.
    var askedToPlay = false
    /// How it sounds again when muffling ends.
    var unmuffled = ListeningProfile.normal
    /// Where a loop was begun, until its end is set.
    public internal(set) var loopStart: Double?

    public internal(set) var overlay: DeskOverlay?
    public internal(set) var curtain = Curtain.open
    /// Whether the reviewer hid the screen, rather than an empty chair.
    public internal(set) var isHiddenByHand = false
    /// How the person wants to be treated.
    public internal(set) var care = CarePreferences()
    /// The incidents the reviewer raised, the last first, and of which ends they have read here.
    public internal(set) var inbox: [IncidentGlance] = []
    var inboxRead: Set<IncidentID> = []
    /// Flags of earlier sittings that the store could not take yet.
    public internal(set) var flagsKept = 0
    /// The clip whose flag was said and can be taken back, and the last whose flag was raised.
    var unsentFlag: ClipID?
    var raisedFlag: ClipID?
    /// What became of the flag the rest follows, where the store has said so.
    var flagFate: FlagFate?
    /// Whether the clip that left last was severe.
    var leftSevere = false
    /// The clip whose grave flag the rest follows.
    var restingOver: ClipID?
    public internal(set) var toasts: [DeskToast] = []

    /// Submitted, and not yet known to be durable.
    public internal(set) var inFlight: [PendingSubmission] = []
    /// Not accepted for good; kept until the reviewer has looked.
    public internal(set) var refused: [RefusedWork] = []
    /// What the store last said when it could not take something; `nil` when all is well.
    public internal(set) var storeTrouble: String?
    /// What was heard of the clips submitted in this sitting: one that comes back is not asked to
    /// be heard again.
    var heardEarlier: [ClipID: ClipCoverage] = [:]
    /// Submitted in this sitting, oldest first.
    public internal(set) var earlier: [EarlierClip] = []
    /// The clip asked back and not here yet.
    public internal(set) var reopening: ClipID?
    /// Whether it was asked back to be undone, rather than opened to be amended.
    var isTakingBack = false
    public internal(set) var shift = ShiftStatus()
    /// What a supervisor wrote and the reviewer has not put away.
    public internal(set) var mail = DeskMail()
    /// Intents chosen lately, the latest first.
    public internal(set) var recentIntents: [String] = []

    /// Until when keys are not taken: they were meant for the text of a clip that went away.
    var deafUntil: Timestamp?
    /// The tag put in last, which `u` takes back while nothing was done to the text since.
    var lastTag: LastTag?
    /// Seconds the clock lags behind `now` since it was set back.
    var clockLag = 0.0
    /// Effects of the step under way; empty between steps.
    var wishes: [DeskEffect] = []

    /// Clips held ready behind the one on the desk.
    public static let mostAhead = 2

    /// `playback` says how the player is set as the sitting begins.
    public init(
        setting: DeskSetting, size: Size, now: Timestamp,
        playback: PlaybackSnapshot = PlaybackSnapshot()
    ) {
        self.setting = setting
        self.playback = playback
        self.size = size
        self.now = now
        lastInput = now
    }

    /// Which keys apply now.
    public var mode: DeskMode {
        if isAsking { return .asking }
        switch curtain {
        case .open: break
        case .hidden(let flag): return flag.note == nil ? .hidden : .writing
        case .resting(let rest): return rest.game == nil ? .resting : .playing
        case .idle: return .resting
        case .locked: return .locked
        }
        guard let overlay else { return writing == .typing ? .typing : .listening }
        return overlay.mode
    }

    /// What was heard of the clip on the desk, all sittings of it together.
    public var hearing: ClipCoverage {
        guard let work else { return ClipCoverage() }
        guard playback.clip == work.id else { return work.heardBefore }
        var all = work.heardBefore
        all.merge(playback.coverage)
        return all
    }

    /// What the ears should know now, unless the reviewer has seen it.
    public var hearingNotice: HearingNotice? {
        guard let notice = hearingStatus?.notice, notice.urgency > acknowledgedUrgency else {
            return nil
        }
        return notice
    }

    /// The clip whose flag this desk is about to send.
    public var flagOnItsWay: ClipID? { unsentFlag }

    /// Whether a question waits for its answer; it may lie over the curtain.
    var isAsking: Bool {
        if case .confirm = overlay { true } else { false }
    }

    /// Whether nothing of the clip may be on the screen.
    public var isHidden: Bool { curtain != .open }
}

/// Commands, or text.
public enum WritingMode: Sendable, Equatable {
    case listening, typing
}

/// What keys mean, from the state of things.
public enum DeskMode: String, Sendable, Hashable, CaseIterable {
    /// Single keys are commands.
    case listening
    /// Letters go into the reference.
    case typing
    /// A list with a filter line: letters narrow it.
    case picking
    /// A few choices, a letter each.
    case choosing
    /// The judgments: rows and columns.
    case judging
    /// What the words are that are to be tagged: a letter each.
    case tagging
    /// The slots of the interpretation.
    case slots
    /// A note or a value is being written.
    case writing
    /// Something to read.
    case reading
    /// A question to be answered with yes or no.
    case asking
    /// The clip is hidden; letters name what was heard.
    case hidden
    /// Nothing sounds and nothing shows until the reviewer is back.
    case resting
    /// Pieces are being fitted in a rest.
    case playing
    /// The passphrase is being typed, unseen.
    case locked
}

/// What lies between the reviewer and the clip.
public enum Curtain: Sendable, Equatable {
    case open
    /// Stopped and hidden by the reviewer.
    case hidden(FlagChoice)
    /// A break, or a pause after a grave clip: offered, and not counted as work.
    case resting(Rest)
    /// Nobody was at the keys for a while.
    case idle
    /// Nothing but the passphrase opens it.
    case locked(LockScreen)
}

/// The two steps of a flag: what it is, and how grave.
public struct FlagChoice: Sendable, Equatable {
    public internal(set) var category: String?
    /// Set when the second step is done too.
    public internal(set) var severity: Severity?
    public internal(set) var list: ListState
    /// The words that go with it, while they are written.
    public internal(set) var note: TextEditor?

    init(count: Int) {
        list = ListState(count: count)
    }
}

/// Clips asked for and how the queue answered.
public struct ClaimState: Sendable, Equatable {
    public enum Condition: Sendable, Equatable {
        case willing
        /// No clip is to be had now; the desk asks again by itself.
        case empty
        /// What is left of it is not for this reviewer now.
        case keptBack
        case failing(reason: String)
    }

    /// Asked for and not answered.
    public internal(set) var asked = 0
    public internal(set) var condition = Condition.willing
}

/// A short word about something that cannot be seen; it goes by itself.
public struct DeskToast: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case plain, good, warning
    }

    /// What it is about, where that can pass before its time does.
    public enum Subject: Sendable, Equatable {
        /// A clip that has left the desk: it goes with the next key, before it seems to be about
        /// the clip that came.
        case leftClip
        /// A tag that was just put in: it goes with the tag.
        case tag
    }

    public let text: String
    public let kind: Kind
    public let until: Timestamp
    var subject: Subject?
}

/// A tag that nothing was done after.
struct LastTag: Sendable, Equatable {
    let clip: ClipID
    /// Of the reference, as it was with the tag.
    let revision: Int
}

/// A submission on its way to the store, with the work it came from.
public struct PendingSubmission: Sendable, Equatable {
    public let submission: Submission
    public let work: ClipWork
    /// What the list of earlier clips said of this one before.
    let replaced: EarlierClip?
    /// The store could not take it and it will be offered again.
    public internal(set) var isWaiting = false
    /// Its words were stored as a draft, as happens before a refusal is reported.
    var isKept = false
}

/// Work that cannot be submitted: its submission was refused for good, or its clip was taken back.
public struct RefusedWork: Sendable, Equatable {
    public let work: ClipWork
    public let reason: String
    /// Whether it had been submitted, rather than taken back while it was worked on.
    let wasSubmitted: Bool
    /// Whether its words are known to be stored as a draft.
    public internal(set) var isKept = false
}
