// What workers and the player tell the incident desk.
import AudioEngine
import ReviewCore
import Screens

enum IncidentMessage: Sendable {
    case action(IncidentAction)
    case player(PlayerEvent)
    /// The sound of an incident's clip, opened and decoded.
    case prepared(IncidentID, PreparedClip)
}
