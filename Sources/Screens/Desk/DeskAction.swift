// Everything that can happen at the desk: keys become these, and so do answers from effects.
import ReviewCore
import TerminalUI

/// One step of the desk. The first half comes from the person, by way of the command table.
public enum DeskAction: Sendable, Equatable {
    // Sound.
    case playPause
    case playAgain
    case seekBy(Double)
    case seekToStart
    case seekToEnd
    /// +1 faster, -1 slower, 0 back to normal.
    case speedStep(Int)
    case volumeStep(Int)
    /// First press sets the start, the second the end, the third clears.
    case markLoop
    /// "What was that?": goes back two seconds, slows down and plays.
    case backAndSlow
    /// A press or repeat of the key that plays while it is held.
    case holdToPlay
    /// Gentle or muffled sound, or normal again where it is that already.
    case toggleManner(ListeningProfile)
    /// The mix, then each channel of the clip in turn.
    case cycleChannel
    case toggleSkipping
    /// To where the next (+1) or the previous (-1) speech begins.
    case seekSpeech(Int)
    case stopAndHide
    case showAgain
    /// Leaves the hidden clip without a flag.
    case setAsideHidden
    /// Writes a few words to the flag that is about to go.
    case noteFlag
    /// Hides and locks everything until the reviewer is back.
    case lock
    /// Rests until the reviewer is back.
    case takeBreak
    case startGame
    case playPiece(PauseGame.Move)
    case endGame

    // Looking at the sound, and the ears.
    case togglePicture
    /// +1 closer, -1 wider, 0 all of it.
    case zoom(Int)
    /// Looks a page on (+1) or back (-1).
    case scrollPicture(Int)
    /// A sudden loud sound hurt or startled.
    case recordShock

    /// What a letter means as a command, while letters may still be meant for the text of a clip
    /// that went away.
    indirect case byLetter(DeskAction)

    // Modes and text.
    case startTyping
    case startListening
    /// An edit of the text that has the caret.
    case edit(EditCommand)
    /// A character typed where text goes, or a choice where letters choose.
    case typed(Character)
    case pasted(String)
    case clearAndRetype
    /// Swaps the word at the caret for the next (+1) or previous (-1) of its alternatives.
    case cycleWord(Int)
    case togglePersonal

    // Work on the clip.
    case submit
    case undoLast
    case accidental
    case open(Panel)
    /// The judgments, at the axis of that number from the top (0...).
    case openAxis(Int)
    /// Goes back from an earlier clip to the one at hand, without submitting.
    case leaveEarlier
    /// Asks to see the location or contacts that the request needs.
    case disclose
    /// Says why work was refused, and offers to put it away.
    case openRefused
    /// A supervisor's message was read.
    case putMailAway
    case suspend
    case repaint
    case quit

    // Lists, forms and menus.
    case moveChoice(Int)
    case pageChoice(Int)
    case firstChoice
    case lastChoice
    /// Left and right inside a form's row.
    case moveWithin(Int)
    case takeChoice
    case toggleChoice
    case removeChoice
    case addEntry
    case changeType
    /// Moves the ends of the stretch of sound that goes with a tag, by steps.
    case nudgeSpan(start: Int, end: Int)
    /// Takes the loop as that stretch.
    case spanFromLoop
    case closePanel
    case answer(yes: Bool)

    case mouse(MouseEvent)
    case resized(Size)
    /// A command that cannot run now, and why.
    case refused(String)

    // Answers from effects.
    case prefetched(ReadyClip)
    case soundReady(ClipID, SoundPicture)
    case soundBroken(ClipID, reason: String)
    case outputChanged(SoundOutput)
    case playbackChanged(PlaybackSnapshot)
    case devicesListed([SoundDevice])
    case devicesUnavailable(reason: String)
    case hearingChanged(HearingStatus)
    /// What became of a wish to see a clip's location or contacts.
    case disclosed(ClipID, DisclosurePanel.Condition)
    /// Something to know that asks for nothing.
    case told(String)
    /// Durable. The revision is the one just stored.
    case submitted(ClipID, revision: Int)
    /// Final: the lease is gone, and the work was kept as a draft; or the recorded person opted out
    /// or had the clip erased, and the words on it are dropped.
    case submitRefused(ClipID, reason: String, mayKeepWords: Bool = true)
    /// Passing: disk full, database locked. The desk keeps the work and offers it again.
    case submitFailed(ClipID, reason: String)
    /// The earlier clip, with its submitted content as its draft.
    case reopened(ReadyClip)
    case reopenRefused(ClipID, reason: String)
    /// The messages that wait for whoever sits here.
    case mail([DeskNote])
    case historyLoaded([EarlierClip])
    case queueEmpty
    /// Clips are left that are not handed to this reviewer for now.
    case queueKeptBack
    case claimFailed(reason: String)
    /// This clip may not be worked on any more. The reviewer's words on it stay with them where
    /// the lease was lost, and go where the recorded person opted out or had it erased.
    case clipWithdrawn(ClipID, reason: String, mayKeepWords: Bool = true)
    case draftSaved(ClipID, at: Timestamp)
    case draftFailed(ClipID, reason: String)
    case shiftChanged(ShiftStatus)
    case careChanged(CarePreferences)
    /// The incidents the reviewer raised, the last first.
    case inboxChanged([IncidentGlance])
    /// What became of a clip's flag, whatever became of its annotation.
    case flagSettled(ClipID, FlagFate)
    /// So many flags of earlier sittings wait for the store.
    case flagsKept(Int)
    case timerFired(DeskTimer)
    /// The passphrase was right, and the keys are at hand again.
    case unlocked
    case unlockRefused(reason: String)
    /// Back from job control.
    case resumed
}

/// What became of a flag.
public enum FlagFate: Sendable, Equatable {
    case stored
    /// There is nothing left that it could be about.
    case lost(reason: String)
}

/// What can lie over the desk.
public enum Panel: String, Sendable, Hashable, CaseIterable {
    case help, palette, intent, slots, alternatives, judgments, tags, personal, note, flag, skip
    case history
    case devices, hearing, shift, inbox
}

/// A clip submitted earlier.
public struct EarlierClip: Sendable, Equatable, Identifiable {
    public let id: ClipID
    public var outcome: Outcome
    public var flag: Flag?
    public var revision: Int
    public var submittedAt: Timestamp
    /// A few words of the reference, as `DeskSetting.glimpse` gives them; in memory only.
    public var glimpse: String
    /// Whether it was submitted since the desk opened; undo goes back no further. Older ones can
    /// be opened to be amended.
    public var fromThisSitting: Bool
    /// Set when taking it back was refused: the next undo goes on to the one before.
    var isUndoRefused = false

    public init(
        id: ClipID, outcome: Outcome, flag: Flag? = nil, revision: Int = 1,
        submittedAt: Timestamp, glimpse: String = "", fromThisSitting: Bool = true
    ) {
        self.id = id
        self.outcome = outcome
        self.flag = flag
        self.revision = revision
        self.submittedAt = submittedAt
        self.glimpse = glimpse
        self.fromThisSitting = fromThisSitting
    }
}

/// Where the shift stands, for the reviewer's own eyes.
public struct ShiftStatus: Sendable, Equatable {
    /// Clips done in this shift.
    public var done: Int
    /// Clips a full shift may hold, when known; an orientation, never a quota.
    public var target: Int?
    /// Clips still waiting in the queue, when known.
    public var waiting: Int?
    /// Seconds a clip over the last stretch; `nil` until there are enough.
    public var pace: Double?
    public var nextBreak: Timestamp?
    /// Seconds a clip that are usual for this reviewer; `nil` until there is a past to say it.
    public var usualPace: Double?
    public var workedSeconds = 0.0
    public var restSeconds = 0.0
    /// Whether the nine hours are over.
    public var isFull = false
    /// What was met in this shift.
    public var exposure = ExposureLedger()

    public init(
        done: Int = 0, target: Int? = nil, waiting: Int? = nil, pace: Double? = nil,
        nextBreak: Timestamp? = nil
    ) {
        self.done = done
        self.target = target
        self.waiting = waiting
        self.pace = pace
        self.nextBreak = nextBreak
    }
}
