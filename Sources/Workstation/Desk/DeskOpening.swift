// Opens the desk: signals, screen, theme, sound, in the order they need.
import AudioEngine
import Foundation
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
        let full = try FullScreen.take(
            theme: personal.theme, surroundings: surroundings, log: "desk.log", elsewise: elsewise)
        return try desk(
            chair, queue, on: full.terminal,
            screen: DeskScreen(commands: personal.commands, theme: full.theme), full.signals
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
}
