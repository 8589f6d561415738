// Everything that can happen to the incident desk: what a person did, and what was answered.
import ReviewCore
import TerminalUI

public enum IncidentAction: Sendable, Equatable {
    // Going about.
    case move(ListMotion)
    case openStory
    case backToList
    case switchShelf
    case open(IncidentPanel)

    // Steps of the incident at hand; most open a form first.
    case acknowledge
    case handOver
    case takeOver
    case note
    case severity
    case hold
    case agreeToHold
    case endHold
    case decide
    case confirm
    case decline
    case reopen
    case export

    // Its sound.
    case listen(muffled: Bool)
    case playPause
    case muffle
    case stopSound

    // Panels.
    case takeChoice
    case toggleChoice
    case closePanel
    case answer(yes: Bool)
    case edit(EditCommand)
    case typed(Character)
    case pasted(String)

    // The screen.
    case refused(String)
    case mouse(MouseEvent)
    case resized(Size)
    case suspend
    case repaint
    case quit

    // Answers.
    case listed(IncidentShelf, [IncidentRow])
    case told(IncidentStory)
    /// The incident is not there any more.
    case gone(IncidentID)
    case storeFailed(String)
    /// Somebody wrote to the store.
    case storeChanged
    case done(IncidentStory, CustodyCode)
    case stepRefused(IncidentID, String)
    case soundReady(IncidentID, seconds: Double)
    case soundFailed(IncidentID, String)
    case soundMoved(isPlaying: Bool, position: Double)
    case exported(String)
    case exportFailed(String)
    case timerFired(IncidentTimer)
    case resumed
}

/// Panels that need nothing of the incident at hand.
public enum IncidentPanel: Sendable, Equatable {
    case help, palette
}

/// Timers the desk owns; one of each at a time.
public enum IncidentTimer: Sendable, Hashable, CaseIterable {
    /// A clock on the screen shows something else from now on.
    case clock
    case toast
    /// The store could not be read: ask again.
    case retry
    /// Nobody was at the keys for as long as anything is shown.
    case idle
}
