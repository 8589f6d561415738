// Two ways to the same end, timed in turn, so that both meet the same machine.
import Glibc

/// What Earshot takes for a piece of work, what the floor under it takes, and one over the other.
///
/// A busy machine slows both alike; the ratio is taken within each pair, of time on the processor,
/// and its median stands when half of the pairs were disturbed.
struct Duel {
    private(set) var ours = Series()
    private(set) var bare = Series()
    /// Our processor time over the floor's, pair by pair: 1 is as fast as the floor.
    private(set) var ratio = Series()

    /// Long enough for a turn that the clock is exact.
    private static let turn = Duration.milliseconds(2)
    private static let mostPairs = 200
    private static let leastPairs = 9

    /// Runs pairs for about `seconds`, after one that warms caches and tells how long a turn is.
    init(seconds: Double, ours: () throws -> Void, bare: () throws -> Void) rethrows {
        try ours()
        try bare()
        let first = (ours: try timed(ours).time, bare: try timed(bare).time)
        let times = (ours: Self.repeats(first.ours), bare: Self.repeats(first.bare))
        let start = ContinuousClock.now
        for pair in 0..<Self.mostPairs {
            if pair >= Self.leastPairs, (ContinuousClock.now - start).seconds > seconds { break }
            // Who begins changes, for the second finds the caches as the first one left them.
            let mine: Cost
            let floor: Cost
            if pair % 2 == 0 {
                mine = try Self.cost(times.ours, ours)
                floor = try Self.cost(times.bare, bare)
            } else {
                floor = try Self.cost(times.bare, bare)
                mine = try Self.cost(times.ours, ours)
            }
            self.ours.add(mine.time)
            self.bare.add(floor.time)
            ratio.add(mine.processor / max(floor.processor, 1e-12))
        }
    }

    private static func repeats(_ once: Duration) -> Int {
        min(1_000, max(1, Int((turn.seconds / max(once.seconds, 1e-7)).rounded(.up))))
    }

    /// What one run took.
    private struct Cost {
        let time: Duration
        /// Seconds this thread was on a processor.
        let processor: Double
    }

    /// The mean of so many runs in a row.
    private static func cost(_ repeats: Int, _ body: () throws -> Void) rethrows -> Cost {
        let before = processorSeconds
        let time = try timed { for _ in 0..<repeats { try body() } }.time
        return Cost(
            time: time / repeats, processor: (processorSeconds - before) / Double(repeats))
    }

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

extension Series {
    /// Of times in milliseconds: how many times faster than the sound's own length.
    func multiples(of seconds: Double) -> Series { Series(values.map { seconds * 1000 / $0 }) }
}

extension Figure {
    /// A piece of work on `seconds` of sound, in multiples of real time, beside its floor.
    init(_ name: String, _ duel: Duel, of seconds: Double, aim: Aim? = nil, _ meaning: String) {
        self.init(
            name, duel.ours.multiples(of: seconds), unit: .realTime,
            floor: duel.bare.multiples(of: seconds), ratio: duel.ratio, aim: aim, meaning)
    }
}

extension Figure {
    /// A piece of work in milliseconds, beside its floor.
    init(_ name: String, _ duel: Duel, aim: Aim? = nil, _ meaning: String) {
        self.init(
            name, duel.ours, floor: duel.bare, ratio: duel.ratio, aim: aim, meaning)
    }
}

/// Keeps what was computed from being left out, as its result is not needed.
@inline(never) @_optimize(none)
func keep<Value>(_ value: Value) {}

/// Keeps what is computed from `value` from being done once for all runs.
@inline(never) @_optimize(none)
func fresh<Value>(_ value: Value) -> Value { value }
