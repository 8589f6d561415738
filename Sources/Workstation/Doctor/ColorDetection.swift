// How many colours plain lines on standard output may use.
import Foundation
import NcursesTerminal
import TerminalUI

extension ColorDepth {
    /// Colour on a terminal, or where `CLICOLOR_FORCE` asks for it, and never against `NO_COLOR`.
    public static func ofStandardOutput(_ surroundings: Surroundings) -> ColorDepth {
        let found = TerminalSurvey(environment: surroundings.environment).colorDepth
        if surroundings["NO_COLOR"] != nil { return .none }
        let forced = surroundings["CLICOLOR_FORCE"].map { $0 != "0" } ?? false
        guard forced || isatty(STDOUT_FILENO) == 1 else { return .none }
        return forced ? max(found, .sixteen) : found
    }
}
