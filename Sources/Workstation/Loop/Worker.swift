// A thread that does one thing after another, away from the screen.
import Foundation

/// Runs jobs in the order given, one at a time. Threads come from the system's pool, so an idle
/// worker costs nothing.
public struct Worker: Sendable {
    private let queue: DispatchQueue

    public init(_ label: String) {
        queue = DispatchQueue(label: "earshot.\(label)", qos: .userInitiated)
    }

    public func run(_ job: @escaping @Sendable () -> Void) {
        queue.async(execute: job)
    }

    /// Runs `job` after everything given before, and waits for it.
    public func finish<Result>(_ job: () throws -> Result) rethrows -> Result {
        try queue.sync(execute: job)
    }
}
