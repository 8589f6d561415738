// Working memory for samples on their way, wiped when it goes.

/// A block of samples owned by one thread.
final class ScratchSamples {
    let buffer: UnsafeMutableBufferPointer<Float>

    init(count: Int) {
        buffer = .allocate(capacity: count)
        buffer.initialize(repeating: 0)
    }

    deinit {
        buffer.wipe()
        buffer.deallocate()
    }
}
