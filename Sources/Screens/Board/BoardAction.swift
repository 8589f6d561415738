// Everything that can happen to the board: commands, keys, answers from the workstation.
import ReviewCore
import TerminalUI

/// One thing that happened; `BoardState.reduce` takes it.
public indirect enum BoardAction: Sendable, Equatable {
    // By the person.
    case moveSection(Int)
    case show(BoardSection)
    case move(ListMotion)
    case open
    case close
    case toggleQueue
    case rank(Int)
    case reserve
    case release
    case hand
    case adjudicate
    case acknowledge
    case message
    case sort
    case filter
    case undo
    case help
    case palette
    case answer(yes: Bool)
    case typed(Character)
    case edit(EditCommand)
    case pasted(String)
    case mouse(MouseEvent)
    case refused(String)
    case resized(Size)
    case suspend, resumed, repaint, quit

    // By the workstation.
    case looked(BoardSnapshot)
    case lookFailed(reason: String)
    /// How many are near the day's cap of what is hard to hear; `nil` of too few to say.
    case crowd(ExposureCrowd?)
    /// Everybody who reviews here, by name.
    case roster([BoardColleague])
    case reserved(QueueID, Set<PersonID>)
    case inHand(PersonID, [BoardLease])
    /// A step was done; `undo` takes it back, where that can be.
    case carried(BoardStep, undo: BoardStep?)
    case notCarried(BoardStep, reason: String)
    case timerFired(BoardTimer)
}

/// What the board wants to be woken by.
public enum BoardTimer: String, Sendable, Hashable, CaseIterable {
    /// Clocks are told in minutes.
    case minute
    /// To the second, while a deadline is near.
    case second
    case toast
}

/// Somebody who can be handed clips.
public struct BoardColleague: Sendable, Equatable, Hashable {
    public let id: PersonID
    public let name: String

    public init(id: PersonID, name: String) {
        self.id = id
        self.name = name
    }
}
