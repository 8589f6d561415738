// Modes of the terminal that ncurses does not set for us, and what the environment says of it.

import CNcurses
import Foundation
import TerminalUI

extension NcursesTerminal {
    /// Escape sequences for modes of xterm's kind; terminals without them ignore them.
    enum Modes {
        /// Bracketed paste.
        static let plain = (on: "\u{1B}[?2004h", off: "\u{1B}[?2004l")
        /// Bracketed paste; buttons, drags and the wheel, told in decimal.
        static let withMouse = (
            on: "\u{1B}[?2004h\u{1B}[?1002h\u{1B}[?1006h",
            off: "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?2004l"
        )
        /// A frame is shown when it is whole.
        static let beginFrame = "\u{1B}[?2026h"
        static let endFrame = "\u{1B}[?2026l"
    }

    /// Milliseconds after which a lone Esc is a key: `ESCDELAY`, else 25.
    static func escapeDelay(_ environment: [String: String]) -> Int {
        let wanted = environment["ESCDELAY"].flatMap(Int.init) ?? 25
        return min(max(0, wanted), 10_000)
    }

    /// Families of terminals known to ignore private modes they do not have.
    static func ignoresUnknownModes(_ type: String) -> Bool {
        let families = ["xterm", "tmux", "alacritty", "foot", "kitty", "konsole", "vte", "contour"]
        return families.contains { type.hasPrefix($0) }
    }

    /// Whether the line's erase character is Ctrl-H.
    static func eraseIsControlH(_ descriptor: Int32) -> Bool {
        cn_erase_byte(descriptor) == 0x08
    }

    /// The window's size: the terminal's word, else the environment's, else 80 by 24.
    static func currentSize(_ descriptor: Int32, _ environment: [String: String]) -> Size {
        var columns: Int32 = 0
        var rows: Int32 = 0
        if cn_window_size(descriptor, &columns, &rows) {
            return Size(width: Int(columns), height: Int(rows))
        }
        func number(_ name: String) -> Int? {
            environment[name].flatMap(Int.init).flatMap { (1...1000).contains($0) ? $0 : nil }
        }
        return Size(width: number("COLUMNS") ?? 80, height: number("LINES") ?? 24)
    }
}
