// What to start, and with which surroundings.

import CPseudoTerminal
import Glibc

/// A program, its arguments and its environment. Nothing is inherited from the test's process.
public struct ProgramCall: Sendable {
    /// A path, or a name looked up in the system's folders.
    public var executable: String
    public var arguments: [String]
    /// Added to a plain `PATH`, UTF-8 as the locale and a home that does not exist.
    public var environment: [String: String]
    /// `nil` keeps the folder of the test's process.
    public var directory: String?

    public init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
        directory: String? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
    }

    /// A shell with job control running `script`. What is to be suspended by a key or by
    /// SIGTSTP must be started this way: the kernel ignores a stop where no shell could resume.
    public static func jobs(
        _ script: String, environment: [String: String] = [:], directory: String? = nil
    ) -> ProgramCall {
        ProgramCall(
            "bash", ["--norc", "--noprofile", "-m", "-c", script], environment: environment,
            directory: directory)
    }

    /// An executable of this package, built beside the tests. The test target must depend on it.
    public static func built(
        _ product: String, _ arguments: [String] = [], environment: [String: String] = [:],
        directory: String? = nil
    ) throws(HarnessFailure) -> ProgramCall {
        let path = "\(try testsFolder())/\(product)"
        guard access(path, X_OK) == 0 else {
            throw HarnessFailure("\(path) is not there: does the test target depend on it?")
        }
        return ProgramCall(path, arguments, environment: environment, directory: directory)
    }

    private static func testsFolder() throws(HarnessFailure) -> String {
        guard let name = realpath("/proc/self/exe", nil) else {
            throw HarnessFailure("/proc/self/exe", code: Errno.current)
        }
        defer { free(name) }
        let path = String(cString: name)
        return path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    }

    private static let commonEnvironment = [
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8", "HOME": "/nonexistent",
    ]

    /// Calls `start` with the C form; `start` answers an errno.
    func withC(_ start: (UnsafePointer<cpt_program>) -> Int32) throws(HarnessFailure) {
        let path = executablePath(executable)
        let surroundings = Self.commonEnvironment.merging(environment) { $1 }
        let code = withCStrings([path] + arguments) { argv in
            withCStrings(surroundings.map { "\($0)=\($1)" }) { envp in
                withCStrings([path] + [directory].compactMap { $0 }) { places in
                    var program = cpt_program(
                        path: places[0], arguments: argv, environment: envp,
                        directory: directory == nil ? nil : places[1])
                    return start(&program)
                }
            }
        }
        if code != 0 { throw HarnessFailure("cannot start \(path)", code: code) }
    }
}
