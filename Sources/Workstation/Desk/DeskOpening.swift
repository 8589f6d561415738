// Opens the desk on the real terminal: signals, screen, theme, sound, in the order they need.
import AudioEngine
import Foundation
import NcursesTerminal
import ReviewCore
import Screens
import TerminalUI

/// The desk as `earshot review` and `earshot demo` open it.
public struct DeskOpening {
    private let surroundings: Surroundings
    private let personal: Personalisation
    private let trade: TradeData

    /// Reads the person's files and the trade's data.
    public init(_ surroundings: Surroundings) throws {
        self.surroundings = surroundings
        personal = try Personalisation(surroundings)
        trade = try TradeData.load()
    }

    /// What is wrong with the person's own files, to be said before the screen is taken.
    public var complaints: [String] { personal.complaints }

    /// Runs the desk on this process's terminal until the reviewer leaves.
    public func run(_ seat: Seat, _ queue: Queue, elsewise: String) throws -> DeskEnding {
        // Before any thread starts, so that none is chosen to take a signal.
        let signals = try SignalPipe([
            .windowChanged, .stop, .proceed, .hangUp, .interrupt, .terminate,
        ])
        sealProcessMemory()
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw DeskError.noTerminal(elsewise)
        }
        let screen = try NcursesTerminal(log: try logFile())
        var theme = personal.theme.adapted(to: screen.colorDepth)
        theme.glyphs = screen.glyphs
        return try desk(
            seat, queue, on: screen.terminal,
            screen: DeskScreen(commands: personal.commands, theme: theme), signals
        ).run()
    }

    /// A desk on any terminal: the demonstration's and the tests'.
    public func desk(
        _ seat: Seat, _ queue: Queue, on terminal: Terminal, screen: DeskScreen? = nil,
        _ signals: SignalPipe
    ) throws -> DeskProgram {
        try DeskProgram(
            seat: seat, queue: queue, trade: trade,
            screen: screen ?? DeskScreen(commands: personal.commands, theme: personal.theme),
            terminal: terminal,
            audio: AudioOutputChoice(environmentValue: surroundings["EARSHOT_AUDIO"]),
            signals: signals)
    }

    /// Where what libraries print goes while the screen is up.
    private func logFile() throws -> String {
        try FileManager.default.createDirectory(
            at: surroundings.state, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return surroundings.state.appending(path: "desk.log").path
    }
}
