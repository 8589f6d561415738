// The fixed memory of the limiter: delay line, sliding minimum and moving average.

/// Three rings over memory allocated once. Positions are counts of samples since the reset.
struct LimiterLines {
    /// A power of two above the look-ahead and the filter's taps.
    private static let size = 256
    private static let mask = size - 1

    /// Written twice, `size` apart, so that any recent stretch lies in one piece.
    private let samples: UnsafeMutableBufferPointer<Float>
    private let held: UnsafeMutableBufferPointer<Double>
    /// The sliding minimum: values that could still be the least, rising, with their positions.
    private let values: UnsafeMutableBufferPointer<Float>
    private let places: UnsafeMutableBufferPointer<Int>
    private var head = 0
    private var tail = 0

    init() {
        samples = .allocate(capacity: Self.size * 2)
        held = .allocate(capacity: Limiter.window)
        values = .allocate(capacity: Self.size)
        places = .allocate(capacity: Self.size)
        samples.initialize(repeating: 0)
        held.initialize(repeating: 1)
        values.initialize(repeating: 1)
        places.initialize(repeating: 0)
    }

    func release() {
        samples.wipe()
        samples.deallocate()
        held.deallocate()
        values.deallocate()
        places.deallocate()
    }

    mutating func clear() {
        samples.update(repeating: 0)
        held.update(repeating: 1)
        (head, tail) = (0, 0)
    }

    @inline(__always)
    func push(_ sample: Float, at position: Int) {
        let slot = position & Self.mask
        samples[slot] = sample
        samples[slot + Self.size] = sample
    }

    /// The newest `count` samples, oldest first, in one piece.
    @inline(__always)
    func newest(_ count: Int, at position: Int) -> UnsafePointer<Float> {
        let start = (position - count + 1) & Self.mask
        return UnsafePointer(samples.baseAddress.unsafelyUnwrapped + start)
    }

    /// The sample that leaves now.
    @inline(__always)
    func delayed(at position: Int) -> Float {
        samples[(position - Limiter.delay) & Self.mask]
    }

    /// Adds a value and returns the least of the last `window`.
    @inline(__always)
    mutating func lowest(adding value: Float, at position: Int) -> Float {
        while tail != head, values[(tail - 1) & Self.mask] >= value { tail -= 1 }
        values[tail & Self.mask] = value
        places[tail & Self.mask] = position
        tail += 1
        while places[head & Self.mask] <= position - Limiter.window { head += 1 }
        return values[head & Self.mask]
    }

    /// Puts `value` into the average and returns the one it displaces.
    @inline(__always)
    func exchange(_ value: Double, at position: Int) -> Double {
        let slot = position % Limiter.window
        let old = held[slot]
        held[slot] = value
        return old
    }
}
