// The one place where samples pass between threads: one writer, one reader, no locks.
import LockedMemory
import Synchronization

/// A single-producer, single-consumer ring over fixed memory.
///
/// Positions count samples: sample `n` is the n-th written. They only grow, except where the writer
/// takes back what was not yet read.
///
/// Sendable is unchecked because samples are reached through a pointer: a slot is written only
/// while the reader has not been told of it, and the counters order the two sides.
final class SampleRing: @unchecked Sendable {
    let capacity: Int
    private let mask: Int
    private let memory: LockedMemory
    private let slots: UnsafeMutableBufferPointer<Float>
    private let written = Atomic<Int>(0)
    private let consumed = Atomic<Int>(0)
    /// True until the writer says that samples are on their way.
    private let ended = Atomic<Bool>(true)
    private let shortfalls = Atomic<Int>(0)

    /// `exponent` gives a capacity of 2^exponent samples.
    init(exponent: Int) {
        capacity = 1 << exponent
        mask = capacity - 1
        memory = LockedMemory(roomFor: capacity, of: Float.self)
        slots = memory.elements(of: Float.self)
    }

    /// Samples ever written.
    var writeIndex: Int { written.load(ordering: .acquiring) }

    /// The next sample the reader takes.
    var readIndex: Int { consumed.load(ordering: .acquiring) }

    /// Samples waiting.
    var fill: Int { writeIndex - readIndex }

    /// Times the reader wanted more than there was, other than at an end.
    var underruns: Int { shortfalls.load(ordering: .relaxed) }

    // MARK: the writer's side

    /// Samples that may be written without touching what the reader may be reading.
    var room: Int {
        capacity - (written.load(ordering: .relaxed) - consumed.load(ordering: .acquiring))
    }

    /// Writes as many as there is room for; returns how many.
    @_noLocks @_noAllocation
    func write(_ samples: UnsafeBufferPointer<Float>) -> Int {
        let start = written.load(ordering: .relaxed)
        let count = min(samples.count, room)
        for index in 0..<count { slots[(start + index) & mask] = samples[index] }
        written.store(start + count, ordering: .releasing)
        return count
    }

    /// Takes back everything that was not read; the first of it goes to `target`, and the number of
    /// samples put there is returned. The caller must hold whatever keeps the reader from running.
    @_noLocks @_noAllocation
    func retract(into target: UnsafeMutableBufferPointer<Float>) -> Int {
        let start = consumed.load(ordering: .acquiring)
        let count = min(written.load(ordering: .relaxed) - start, target.count)
        for index in 0..<count { target[index] = slots[(start + index) & mask] }
        written.store(start, ordering: .releasing)
        return count
    }

    /// Says whether more is on its way: running dry when nothing is, is no underrun.
    func setEnded(_ value: Bool) { ended.store(value, ordering: .releasing) }

    // MARK: the reader's side (the audio thread)

    /// Takes up to `count` samples; returns how many there were. Counts a shortfall as an underrun
    /// unless the end was announced.
    @_noLocks @_noAllocation
    func read(into target: UnsafeMutablePointer<Float>, count: Int) -> Int {
        let start = consumed.load(ordering: .relaxed)
        // The end is looked at first: samples written before it was announced are then seen.
        let last = ended.load(ordering: .acquiring)
        let ready = written.load(ordering: .acquiring) - start
        let taken = count < ready ? count : ready
        var index = 0
        while index < taken {
            target[index] = slots[(start + index) & mask]
            index += 1
        }
        consumed.store(start + taken, ordering: .releasing)
        if taken < count, !last { shortfalls.wrappingAdd(1, ordering: .relaxed) }
        return taken
    }

    /// Steps over everything written. It is the reader's to do: the caller must hold whatever keeps
    /// the reader from running.
    @_noLocks @_noAllocation
    func skip() {
        consumed.store(written.load(ordering: .acquiring), ordering: .releasing)
    }
}
