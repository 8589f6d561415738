// What the incident desk asks of the world; the Workstation does it and answers with actions.
import ReviewCore

/// A wish of `reduce`. None blocks the screen.
public enum IncidentEffect: Sendable, Equatable {
    /// Answers `.listed` or `.storeFailed`.
    case list(IncidentShelf)
    /// Answers `.told`, `.gone` or `.storeFailed`.
    case tell(IncidentID)
    /// Takes a step, held to the number of events that were read. Words in it are readable, and
    /// sealed before they are stored. Answers `.done` or `.stepRefused`.
    case act(IncidentID, seen: Int, CustodyAct)
    /// Writes into the story that it is heard, and opens the sound: answers `.done`, then
    /// `.soundReady` or `.soundFailed`; or `.stepRefused`, and nothing sounds.
    case listen(IncidentID, seen: Int, muffled: Bool)
    case sound(IncidentSoundOrder)
    /// Writes a case file to a new folder: answers `.exported` or `.exportFailed`.
    case export(IncidentID, folder: String)
    case schedule(IncidentTimer, after: Double)
    case cancel(IncidentTimer)
    case suspend
    case repaint
    case quit
}

/// What the player can be told.
public enum IncidentSoundOrder: Sendable, Equatable {
    case play
    case pause
    case muffle(Bool)
    /// Silence at once, and the sound is let go of.
    case stop
}
