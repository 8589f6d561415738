// What workers and the player leave in the desk's mailbox.
import AudioEngine
import ReviewCore
import Screens
import Store

/// One answer to the loop.
enum DeskMessage: Sendable {
    case action(DeskAction)
    /// Clips were claimed and opened; their sound follows.
    case claimed([OpenedClip])
    /// A clip whose text does not open with the keys held here; it was given back.
    case unopened(ClipID, reason: String)
    case reopened(OpenedClip)
    case sound(ClipID, PreparedClip)
    /// More of a long sound was measured.
    case survey(ClipID, ClipSurvey)
    case player(PlayerEvent)
    /// Durable; the annotation's id is what an amendment replaces.
    case stored(ClipID, AnnotationID, revision: Int)
    /// Granted and opened; what may be seen of it.
    case disclosed(Disclosure, ShownContext)
    case clockedIn(SittingID)
    case leases([(Lease, LeaseAnswer)])
    /// Clips that nobody may work on any more.
    case closed([ClipID: Refusal])
}
