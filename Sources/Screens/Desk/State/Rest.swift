// A rest at the desk: a break, or a pause after something grave. Nothing sounds, nothing shows.
import ReviewCore

/// Time off the queue, with pieces to fit for whoever likes to.
public struct Rest: Sendable, Equatable {
    public let kind: ShiftRest.Kind
    public let since: Timestamp
    public internal(set) var game: PauseGame?

    init(_ kind: ShiftRest.Kind, since: Timestamp) {
        self.kind = kind
        self.since = since
    }
}
