// Tests that wait most of their time wait side by side, on threads of their own.

import Foundation
import Testing

/// Runs each test on one of a few threads that may block. Swift's own pool has a thread a core, and
/// a test that waits for a program would hold one up.
struct ManyAtOnce: SuiteTrait, TestTrait, TestScoping {
    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(BlockingThreads.shared) { try await function() }
    }
}

extension Trait where Self == ManyAtOnce {
    static var manyAtOnce: ManyAtOnce { ManyAtOnce() }
}

/// A few threads that may wait.
private final class BlockingThreads: TaskExecutor {
    static let shared = BlockingThreads()

    private let queue: OperationQueue

    private init() {
        queue = OperationQueue()
        queue.name = "terminals"
        queue.maxConcurrentOperationCount = 6
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.addOperation { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
