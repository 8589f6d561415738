// What this terminal is, found out without touching it; for opening it and for `doctor`.

import CNcurses
import Foundation
import TerminalUI

/// What the environment and terminfo say of the terminal.
public struct TerminalSurvey: Sendable, Equatable {
    /// The value of TERM.
    public let type: String
    /// The terminfo entry that will be used: a direct-colour sibling of `type` where there is one.
    public let entry: String
    public let colorDepth: ColorDepth
    /// What pictures are made of, by the locale's character set.
    public let glyphs: Glyphs
    /// Whether input and output are a terminal.
    public let isTerminal: Bool
    /// Why the full screen cannot be had; `nil` when it can.
    public let problem: TerminalError?

    /// Looks around; `environment` decides about colours.
    public init(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        input: Int32 = 0, output: Int32 = 1
    ) {
        let type = environment["TERM"] ?? ""
        let facts = cn_look_up(type)
        self.type = type
        isTerminal = isatty(input) == 1 && isatty(output) == 1
        glyphs = cn_use_locale("C.UTF-8") ? .unicode : .ascii
        (entry, colorDepth) = Self.colors(type: type, facts: facts, environment: environment)
        problem =
            !isTerminal
            ? .notATerminal
            : type.isEmpty
                ? .typeNotSet
                : !facts.known
                    ? .unknownType(type)
                    : !facts.full_screen ? .tooPoor(type) : nil
    }

    /// The entry to open and the colours it gives. True colour needs a terminal that says so and
    /// a terminfo entry whose colour numbers are the colours; redefining the palette instead would
    /// change what other programs show.
    private static func colors(
        type: String, facts: cn_facts, environment: [String: String]
    ) -> (String, ColorDepth) {
        if !(environment["NO_COLOR"] ?? "").isEmpty || facts.colors < 8 { return (type, .none) }
        if facts.direct_color { return (type, .truecolor) }
        let claim = environment["COLORTERM"] ?? ""
        if claim == "truecolor" || claim == "24bit", let sibling = directSibling(of: type) {
            let found = cn_look_up(sibling)
            if found.full_screen && found.direct_color { return (sibling, .truecolor) }
        }
        switch facts.colors {
        case 256...: return (type, .palette)
        case 16...: return (type, .sixteen)
        default: return (type, .eight)
        }
    }

    /// The direct-colour entry of the same family, whose other abilities are the same. For the
    /// many that call themselves xterm that is VTE's: it writes colours with semicolons, while
    /// libvterm (Neovim, Emacs) misreads the colons of xterm's own, and it leaves titles alone.
    private static func directSibling(of type: String) -> String? {
        if type == "xterm" || type.hasPrefix("xterm-") { return "vte-direct" }
        let families = ["tmux", "alacritty", "kitty", "konsole", "vte", "st", "mlterm"]
        return families.first { type == $0 || type.hasPrefix($0 + "-") }.map { $0 + "-direct" }
    }
}
