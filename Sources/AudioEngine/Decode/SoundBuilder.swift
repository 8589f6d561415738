// Gathers samples of unknown number, wiping every block it grows out of.

/// Grows as samples come, so that no header's promise is ever allocated for.
final class SoundBuilder {
    private var storage: UnsafeMutableBufferPointer<Float>
    private(set) var count = 0

    init(capacity: Int = 1 << 14) {
        storage = .allocate(capacity: max(capacity, 1))
        storage.initialize(repeating: 0)
    }

    deinit {
        storage.wipe()
        storage.deallocate()
    }

    func append(_ sample: Float) {
        if count == storage.count { grow() }
        storage[count] = sample
        count += 1
    }

    /// The samples so far, as a buffer of exactly their number.
    func finish() -> SoundBuffer {
        SoundBuffer(count: count) { target in
            _ = target.update(fromContentsOf: storage[..<count])
        }
    }

    private func grow() {
        let larger = UnsafeMutableBufferPointer<Float>.allocate(capacity: storage.count * 2)
        larger.initialize(repeating: 0)
        _ = larger.update(fromContentsOf: storage)
        storage.wipe()
        storage.deallocate()
        storage = larger
    }
}
