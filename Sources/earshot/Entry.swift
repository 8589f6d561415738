// The program's way in: parse, call, print, and leave with the promised exit code.
import ArgumentParser
import Foundation
import Workstation

@main
enum Entry {
    static func main() {
        exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    /// Runs one command line and says how it ended. Errors go to standard error, one line each.
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

    private static func explain(_ error: any Error) -> ExitStatus {
        let code = Earshot.exitCode(for: error)
        if code == .success {
            print(Earshot.fullMessage(for: error))
            return .done
        }
        if code == .validationFailure {
            Output.complain(Earshot.fullMessage(for: error))
            return .usage
        }
        Output.complain("earshot: \(error)")
        return .failed
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
