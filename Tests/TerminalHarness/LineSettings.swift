// A terminal's line settings: sane, or left as a full-screen program needed them.

import Glibc

/// How the kernel treats a terminal's lines.
public struct LineSettings: Hashable, Sendable {
    /// Lines are edited and handed over whole.
    public var isCanonical: Bool
    public var echoes: Bool
    /// Ctrl-C and Ctrl-Z send signals.
    public var sendsSignals: Bool
    /// `\n` is shown as a new line.
    public var processesOutput: Bool
    /// A typed carriage return counts as `\n`.
    public var mapsReturn: Bool

    /// As a shell leaves them to a program and expects them back.
    public var isSane: Bool {
        isCanonical && echoes && sendsSignals && processesOutput && mapsReturn
    }

    init(_ settings: termios) {
        isCanonical = settings.c_lflag & tcflag_t(ICANON) != 0
        echoes = settings.c_lflag & tcflag_t(ECHO) != 0
        sendsSignals = settings.c_lflag & tcflag_t(ISIG) != 0
        processesOutput = settings.c_oflag & tcflag_t(OPOST) != 0
        mapsReturn = settings.c_iflag & tcflag_t(ICRNL) != 0
    }
}
