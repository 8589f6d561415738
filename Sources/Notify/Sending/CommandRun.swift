// One run of a program that is told something: started clean, waited for, and ended in any case.
import CSpawn
import Foundation

/// A program to be run once. Nobody reads what it prints.
struct CommandRun {
    /// Seconds between being asked to end and being ended.
    static let grace = 1.0

    private let arguments: [String]
    private let environment: [String: String]

    init(_ arguments: [String], environment: [String: String]) {
        self.arguments = arguments
        self.environment = environment
    }

    /// Runs it to its end. Whatever it leaves running in its process group ends with it.
    func finish(input: Data, within seconds: Double, or halt: Halt) throws(SendFailure) {
        let child = try start(input)
        let outcome = cspawn_wait(child, Int32(seconds * 1000), halt.descriptor)
        if outcome != 1 {
            cspawn_signal_group(child, SIGTERM)
            _ = cspawn_wait(child, Int32(Self.grace * 1000), -1)
        }
        let status = cspawn_reap(child)
        guard outcome >= 0 else { throw .halted }
        guard outcome == 1 else { throw .timedOut }
        guard status == 0 else { throw status > 0 ? .exit(status) : .signal(-status) }
    }

    private func start(_ input: Data) throws(SendFailure) -> pid_t {
        var child: pid_t = 0
        let code = withStrings(arguments) { arguments in
            withStrings(environment.map { "\($0)=\($1)" }) { environment in
                guard let path = arguments[0] else { return EINVAL }
                var program = cspawn_program(
                    path: path, arguments: arguments, environment: environment)
                return input.withUnsafeBytes {
                    cspawn_start(&program, $0.baseAddress, $0.count, &child)
                }
            }
        }
        guard code == 0 else { throw .cannotStart(arguments.first ?? "", code) }
        return child
    }

    /// A list as C has it, with a null at its end.
    private func withStrings(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Int32
    ) -> Int32 {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return (copies + [nil]).withUnsafeBufferPointer { list in
            list.baseAddress.map(body) ?? EINVAL
        }
    }
}
