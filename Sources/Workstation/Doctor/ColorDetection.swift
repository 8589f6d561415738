// How many colours to use, by the conventions terminals and people follow.
import Foundation
import TerminalUI

extension ColorDepth {
    /// What a terminal of this environment can show. `NO_COLOR` (no-color.org) wins over all.
    public static func detected(_ surroundings: Surroundings) -> ColorDepth {
        if surroundings["NO_COLOR"] != nil { return .none }
        let colour = surroundings["COLORTERM"] ?? ""
        if colour == "truecolor" || colour == "24bit" { return .truecolor }
        let terminal = surroundings["TERM"] ?? "dumb"
        if terminal.hasSuffix("-direct") { return .truecolor }
        if terminal.contains("256color") { return .palette }
        if terminal == "dumb" || terminal.hasSuffix("-m") { return .none }
        return terminal.contains("16color") ? .sixteen : .eight
    }

    /// What plain lines on standard output may use: colour on a terminal, or where
    /// `CLICOLOR_FORCE` asks for it, and never against `NO_COLOR`.
    public static func ofStandardOutput(_ surroundings: Surroundings) -> ColorDepth {
        if surroundings["NO_COLOR"] != nil { return .none }
        let forced = surroundings["CLICOLOR_FORCE"].map { $0 != "0" } ?? false
        guard forced || isatty(STDOUT_FILENO) == 1 else { return .none }
        let depth = detected(surroundings)
        return forced ? max(depth, .sixteen) : depth
    }
}
