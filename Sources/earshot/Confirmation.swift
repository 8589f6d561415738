// A question before what cannot be undone; scripts say --yes.
import Foundation

enum Confirmation {
    /// Returns where the answer is yes. Without a terminal to ask at it refuses, naming `--yes`.
    static func ask(_ what: String) throws {
        guard isatty(STDIN_FILENO) == 1, Output.errorIsTerminal else {
            throw Refusal.nobodyToAsk
        }
        Output.prompt("\(what)\nGo on? [y/N] ")
        let answer = readLine()?.trimmingCharacters(in: .whitespaces).lowercased()
        guard answer == "y" || answer == "yes" else { throw Refusal.no }
    }

    enum Refusal: Error, CustomStringConvertible {
        case nobodyToAsk, no

        var description: String {
            switch self {
            case .nobodyToAsk:
                "this cannot be undone and there is no terminal to ask at; say --yes where it is"
                    + " meant"
            case .no: "nothing was done"
            }
        }
    }
}
