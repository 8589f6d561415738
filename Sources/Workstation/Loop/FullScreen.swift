// This process's terminal taken for a full screen: signals, memory, ncurses, theme, in that order.
import Foundation
import NcursesTerminal
import TerminalUI

/// A screen that was taken, and what it can show. Every full screen is opened through it.
struct FullScreen {
    let terminal: Terminal
    let signals: SignalPipe
    /// The theme as far as this terminal can show it.
    let theme: Theme

    /// Takes the terminal. Call it before any thread is started, so that none is chosen to take a
    /// signal.
    ///
    /// - Parameters:
    ///   - log: the name of the file that what libraries print goes to while the screen is up.
    ///   - elsewise: what serves where there is no terminal, for the error.
    static func take(
        theme: Theme, surroundings: Surroundings, log: String, elsewise: String
    ) throws -> FullScreen {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw DeskError.noTerminal(elsewise)
        }
        let signals = try SignalPipe([
            .windowChanged, .stop, .proceed, .hangUp, .interrupt, .terminate,
        ])
        sealProcessMemory()
        let screen = try NcursesTerminal(log: try logFile(log, surroundings))
        var theme = theme.adapted(to: screen.colorDepth)
        theme.glyphs = screen.glyphs
        theme.detail = Waveform.Detail(terminalType: surroundings["TERM"] ?? "")
        return FullScreen(terminal: screen.terminal, signals: signals, theme: theme)
    }

    private static func logFile(_ name: String, _ surroundings: Surroundings) throws -> String {
        try FileManager.default.createDirectory(
            at: surroundings.state, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return surroundings.state.appending(path: name).path
    }
}
