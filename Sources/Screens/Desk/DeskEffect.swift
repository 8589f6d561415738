// What the desk asks of the world; the Workstation does it and answers with actions.
import ReviewCore

/// A wish of `reduce`. Effects of one step are carried out in order; none blocks the screen.
public enum DeskEffect: Sendable, Equatable {
    /// Makes this clip's sound the one the player holds, position 0, and starts it at once when
    /// `play`. A sound still being decoded starts when it is there, unless another was loaded.
    /// What was heard counts from zero; speed and volume stay as they are.
    case load(ClipID, play: Bool)
    /// Takes the sound out of the player: there is no clip on the desk.
    case unload
    case player(PlayerCommand)
    /// Asks the sound server: answers `.devicesListed` or `.devicesUnavailable`.
    case listDevices
    /// Plays to the device of that name from now on; `nil` is the server's default, followed.
    case chooseDevice(String?)
    /// Keeps the report. What it says of level and calibration is filled in there.
    case recordShock(AcousticShock)

    /// Submits for good: durable before `.submitted` comes back.
    case submit(Submission)
    /// Keeps a flag that was said where a crash does not reach it; what finds it submits the rest
    /// too, or only raises the flag.
    case keepFlag(Submission, submits: Bool)
    /// Raises the flag alone: answers `.flagSettled`, or keeps trying.
    case raiseFlag(Submission)
    /// The flag that was kept is not meant any more.
    case dropFlag(ClipID)
    /// Takes back the submission of this clip: answers `.reopened` or `.reopenRefused`.
    case takeBack(ClipID)
    /// Opens a clip of this sitting again, to be amended: answers `.reopened` or `.reopenRefused`.
    case openEarlier(ClipID)
    /// Reads the sitting's earlier clips: answers `.historyLoaded`.
    case loadHistory

    /// Claims, opens and decodes that many clips ahead: answers `.prefetched` for each, or once
    /// `.queueEmpty`, `.queueKeptBack` or `.claimFailed`.
    case claimAhead(Int)
    /// Gives a claimed clip back unworked: there was no room for it.
    case release(ClipID)
    /// The clip left the desk for good: its sound, keys and lease are no longer wanted here.
    case letGo(ClipID)
    /// Keeps the work on a clip that is not submitted: answers `.draftSaved` or `.draftFailed`.
    case saveDraft(ClipID, Draft)
    /// A message was read and is kept nowhere.
    case forgetMail(String)
    /// Forgets the draft of an earlier clip whose changes were dropped.
    case dropDraft(ClipID)

    /// Asks to see the field: answers `.disclosed`. Logged either way.
    case disclose(ClipID, DisclosedField)

    /// Asks what became of the incidents raised: answers `.inboxChanged`.
    case loadInbox
    /// The reviewer has read how these ended.
    case noteRead([IncidentGlance])

    /// What follows is no work until `endRest`.
    case beginRest(ShiftRest.Kind)
    case endRest

    /// Comes back as `.timerFired` after that many seconds; a timer already running is replaced.
    case schedule(DeskTimer, after: Double)
    case cancel(DeskTimer)

    /// The passphrase, as it is typed: it is kept where the state is not, and wiped.
    case lockTyped(String)
    case lockErase
    case lockClear
    /// Tries what was typed: answers `.unlocked` or `.unlockRefused`.
    case unlock
    /// Lets go of all clips, their sound and every key. Leases are kept alive for a while.
    case emptyDesk

    /// Gives the terminal back to the shell (job control).
    case suspend
    /// Paints every cell anew.
    case repaint
    /// Ends the sitting: releases what is claimed and not worked on, and leaves.
    case quit
}

/// What the player can be told. Seconds are seconds of the clip.
public enum PlayerCommand: Sendable, Equatable {
    case play
    case pause
    /// Plays from the start (of the loop, where there is one).
    case again
    case seek(to: Double)
    /// Relative to where the sound is when the command arrives.
    case skip(by: Double)
    case setLoop(ClosedRange<Double>?)
    /// 0.5...3.
    case setSpeed(Double)
    /// 0...1.5.
    case setVolume(Double)
    /// Goes back two seconds, plays no faster than 0.75, and plays.
    case backAndSlow
    /// Plays while a pedal is down (`true`), pauses as it comes up.
    case hold(Bool)
    case setManner(ListeningProfile)
    /// From 1; `nil` is the mix.
    case setChannel(Int?)
    /// Passes over silences, or plays them.
    case setSkipping(Bool)
    /// Silence within one audio period.
    case panicStop
}

/// Everything a submitted clip leaves the desk with.
public struct Submission: Sendable, Equatable {
    public var clip: ClipID
    public var content: AnnotationContent
    public var outcome: Outcome
    public var effort: Effort
    /// The revision this one replaces, when an earlier submission is amended.
    public var amends: Int?

    /// The recording should never have been made: it is marked for deletion.
    public var deletionWanted: Bool { outcome == .annotated && content.queuesDeletion }

    public init(
        clip: ClipID, content: AnnotationContent, outcome: Outcome, effort: Effort,
        amends: Int? = nil
    ) {
        self.clip = clip
        self.content = content
        self.outcome = outcome
        self.effort = effort
        self.amends = amends
    }
}

/// Timers the desk owns; one of each at a time.
public enum DeskTimer: Sendable, Hashable, CaseIterable {
    /// The draft must be written now.
    case draft
    /// The oldest toast has been seen.
    case toast
    /// Submissions that the store could not take are offered again.
    case resubmit
    /// The queue was empty or the claim failed: ask again.
    case claim
    /// The status line's minutes have moved on.
    case minute
    /// The held key has not repeated for as long as it would.
    case hold
    /// What is disclosed has a minute less left, or none.
    case disclosure
    /// A flag was said and not taken back: it goes.
    case flag
    /// The piece sinks a step.
    case game
}
