// Opens the board: the person's keys and theme, then the screen.
import Foundation
import Screens
import TerminalUI

/// The board as `earshot board` opens it.
public struct BoardOpening {
    private let surroundings: Surroundings
    private let personal: Personalisation

    /// Reads the person's files.
    public init(_ surroundings: Surroundings) throws {
        self.surroundings = surroundings
        personal = try Personalisation(surroundings)
    }

    /// What is wrong with the person's own files, to be said before the screen is taken.
    public var complaints: [String] { personal.complaints }

    /// Runs the board on this process's terminal until the supervisor leaves.
    public func run(_ seat: Seat, elsewise: String) throws -> DeskEnding {
        try seat.demand(.watchBoard)
        let full = try FullScreen.take(
            theme: personal.theme, surroundings: surroundings, log: "board.log",
            elsewise: elsewise)
        return try board(seat, on: full.terminal, theme: full.theme, full.signals).run()
    }

    /// A board on any terminal: the tests'.
    func board(
        _ seat: Seat, on terminal: Terminal, theme: Theme? = nil, _ signals: SignalPipe
    ) throws -> BoardProgram {
        BoardProgram(
            engine: try BoardEngine(seat: seat, size: terminal.size()),
            commands: personal.boardCommands, theme: theme ?? personal.theme, terminal: terminal,
            signals: signals)
    }
}
