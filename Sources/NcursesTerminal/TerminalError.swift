// Why the full screen cannot be had, and what serves instead.

/// Reasons not to open the screen. The descriptions name no paths of a person.
public enum TerminalError: Error, Equatable, CustomStringConvertible {
    case notATerminal
    case typeNotSet
    case unknownType(String)
    /// The terminal cannot place the cursor or clear the screen.
    case tooPoor(String)
    case alreadyOpen
    case refused(String)
    /// The log that takes standard error could not be opened; the number is the system's.
    case logUnavailable(errno: Int32)

    public var description: String {
        switch self {
        case .notATerminal:
            "there is no terminal here: input and output must both be one; "
                + "use --linear, or a command that prints"
        case .typeNotSet:
            "TERM is not set, so nothing is known of this terminal: set it, or use --linear"
        case .unknownType(let name):
            "nothing is known of terminals of type \"\(Self.printable(name))\": set TERM to what "
                + "this terminal is (xterm-256color often serves), or use --linear"
        case .tooPoor(let name):
            "a terminal of type \"\(Self.printable(name))\" cannot show a full screen: "
                + "use --linear"
        case .alreadyOpen:
            "the screen is already in use by this program"
        case .refused(let name):
            "the screen could not be prepared for a terminal of type "
                + "\"\(Self.printable(name))\": use --linear"
        case .logUnavailable(let number):
            "messages of libraries cannot be kept off the screen, because their log cannot be "
                + "opened (system error \(number)): check the state directory"
        }
    }

    private static func printable(_ name: String) -> String {
        String(
            name.prefix(64).filter { $0.isASCII && !$0.isNewline && $0 >= " " && $0 != "\u{7F}" })
    }
}
