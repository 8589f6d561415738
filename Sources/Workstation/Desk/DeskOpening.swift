// Opens the desk: signals, screen, theme, sound, in the order they need.
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
    public func run(_ chair: Chair, _ queue: Queue, elsewise: String) throws -> DeskEnding {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw DeskError.noTerminal(elsewise)
        }
        // Before any thread starts, so that none is chosen to take a signal.
        let signals = try SignalPipe([
            .windowChanged, .stop, .proceed, .hangUp, .interrupt, .terminate,
        ])
        sealProcessMemory()
        let screen = try NcursesTerminal(log: try logFile())
        var theme = personal.theme.adapted(to: screen.colorDepth)
        theme.glyphs = screen.glyphs
        theme.detail = Waveform.Detail(terminalType: surroundings["TERM"] ?? "")
        return try desk(
            chair, queue, on: screen.terminal,
            screen: DeskScreen(commands: personal.commands, theme: theme), signals
        ).run()
    }

    /// Runs the desk in plain lines on standard input and output, whatever they are.
    public func runLinear(_ chair: Chair, _ queue: Queue) throws -> DeskEnding {
        let signals = try SignalPipe([.hangUp, .interrupt, .terminate])
        sealProcessMemory()
        return try linearDesk(chair, queue, on: .standard(), signals).run()
    }

    /// A desk on any terminal: the demonstration's and the tests'.
    func desk(
        _ chair: Chair, _ queue: Queue, on terminal: Terminal, screen: DeskScreen? = nil,
        _ signals: SignalPipe
    ) throws -> DeskProgram {
        DeskProgram(
            engine: try engine(chair, queue, size: terminal.size()),
            screen: screen ?? DeskScreen(commands: personal.commands, theme: personal.theme),
            terminal: terminal, signals: signals)
    }

    func linearDesk(
        _ chair: Chair, _ queue: Queue, on lines: LinePort, _ signals: SignalPipe
    ) throws -> LinearDesk {
        // Nothing is drawn; the size only decides how far a page of a list goes.
        let engine = try engine(chair, queue, size: Size(width: 80, height: 24))
        return LinearDesk(
            engine: engine, commands: personal.commands, port: lines, signals: signals)
    }

    private func engine(_ chair: Chair, _ queue: Queue, size: Size) throws -> DeskEngine {
        try DeskEngine(
            chair: chair, queue: queue, trade: trade, snippets: personal.snippets, size: size,
            surroundings: surroundings)
    }

    /// Where what libraries print goes while the screen is up.
    private func logFile() throws -> String {
        try FileManager.default.createDirectory(
            at: surroundings.state, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return surroundings.state.appending(path: "desk.log").path
    }
}
