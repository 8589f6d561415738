// The program's way in: parse, call, print, and leave with the promised exit code.
import ArgumentParser
import Foundation
import Workstation

@main
enum Entry {
    static func main() {
        // Before anything is read or made: files for the owner alone, and a memory that neither a
        // core dump nor another process of the account can show.
        umask(0o077)
        sealProcessMemory()
        // A reader that went away shows as a failed write, and never kills work half-way.
        signal(SIGPIPE, SIG_IGN)
        exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    /// Runs one command line and says how it ended. Errors go to standard error.
    static func run(_ arguments: [String]) -> ExitStatus {
        do {
            var command = try Earshot.parseAsRoot(arguments)
            try command.run()
            return .done
        } catch let status as ExitStatus {
            return status
        } catch {
            return explain(error)
        }
    }

    /// Help and completions that were asked for go to standard output. Wrong usage is said with
    /// the usage that would be right; anything else in one line: what, why, what to do.
    private static func explain(_ error: any Error) -> ExitStatus {
        switch Earshot.exitCode(for: error) {
        case .success:
            Output.line(Earshot.fullMessage(for: error))
            return .done
        case .validationFailure:
            let message = Earshot.fullMessage(for: error)
            let label = "Error: "
            let text = message.hasPrefix(label) ? String(message.dropFirst(label.count)) : message
            Output.complain("earshot: \(text)")
            return .usage
        default:
            let lines = "\(error)".split(whereSeparator: \.isNewline)
            Output.complain("earshot: \(lines.joined(separator: " "))")
            return .failed
        }
    }
}

/// How a command ends, as outsiders may rely on it.
enum ExitStatus: Int32, Error {
    case done = 0
    case failed = 1
    case usage = 2
    /// Done in part; what was left out has been listed.
    case partly = 3
    case interrupted = 130
}
