// What the board asks of the workstation, and what a supervisor steers.
import ReviewCore

/// Asked for by `reduce`, done elsewhere; answers come back as actions.
public enum BoardEffect: Sendable, Equatable {
    case carry(BoardStep)
    case loadRoster
    case loadReserved(QueueID)
    case loadInHand(PersonID)
    case schedule(BoardTimer, after: Double)
    case cancel(BoardTimer)
    case suspend, repaint, quit
}

/// One thing that is done in the workspace.
public enum BoardStep: Sendable, Equatable {
    case setOpen(QueueID, Bool)
    case rank(QueueID, Int)
    /// For these people alone; for all where there are none.
    case reserve(QueueID, Set<PersonID>)
    case release(BoardLease)
    case hand(BoardLease, BoardColleague)
    case adjudicate(ClipID, Bool)
    /// The clip whose id ends so; one that waits for an adjudicator already is put back.
    case adjudicateNamed(String)
    /// The supervisor answers for it from here on.
    case acknowledge(IncidentID)
    case send(BoardColleague, String)
    case takeBack(messageTo: BoardColleague, id: String)
}
