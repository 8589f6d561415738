// What can lie over the board, each with its own state.
import ReviewCore
import TerminalUI

/// A panel over the board. Only one is open at a time.
public enum BoardOverlay: Sendable, Equatable {
    case help(scroll: Int)
    case palette(PickerState<CommandChoice>)
    case queue(QueueSheet)
    case person(PersonSheet)
    case incident(IncidentID)
    case reserve(ReserveForm)
    case hand(BoardLease, PickerState<ColleagueChoice>)
    case message(BoardColleague, LineEditor)
    /// A clip by the end of its id, to be adjudicated.
    case clip(LineEditor)
    case confirm(BoardQuestion)

    var mode: BoardMode {
        switch self {
        case .help, .queue, .person, .incident: .reading
        case .palette, .reserve, .hand: .picking
        case .message, .clip: .writing
        case .confirm: .asking
        }
    }
}

/// One queue, from a line on where not all of it fits.
public struct QueueSheet: Sendable, Equatable {
    public let queue: QueueID
    public internal(set) var scroll = 0
    /// The people it is reserved for; `nil` until they were read.
    public internal(set) var people: Set<PersonID>?
}

/// One person's clips in hand.
public struct PersonSheet: Sendable, Equatable {
    public let person: BoardColleague
    /// `nil` until they were read.
    public internal(set) var leases: [BoardLease]?
    public internal(set) var list = ListState()
}

/// Who a queue is reserved for.
public struct ReserveForm: Sendable, Equatable {
    public let queue: QueueID
    /// `nil` until it was read.
    public internal(set) var chosen: Set<PersonID>?
    public internal(set) var picker: PickerState<ColleagueChoice>
}

/// A colleague as pickers find them.
public struct ColleagueChoice: Searchable {
    public let colleague: BoardColleague

    public var searchText: String { colleague.name }
}

/// A question that waits for yes or no.
public enum BoardQuestion: Sendable, Equatable {
    case release(BoardLease)
    case adjudicate(ClipID)
}
