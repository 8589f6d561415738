// Gathers samples of unknown number, wiping every block it grows out of.
import LockedMemory

/// Grows as samples come, so that no header's promise is ever allocated for.
final class SoundBuilder {
    private var memory: LockedMemory
    private var storage: UnsafeMutableBufferPointer<Float>
    private(set) var count = 0

    init(capacity: Int = 1 << 14) {
        memory = LockedMemory(roomFor: max(capacity, 1), of: Float.self)
        storage = memory.elements(of: Float.self)
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
        let larger = LockedMemory(roomFor: storage.count * 2, of: Float.self)
        let room = larger.elements(of: Float.self)
        _ = room.update(fromContentsOf: storage)
        (memory, storage) = (larger, room)
    }
}
