// Gathers samples of unknown number, wiping every block it grows out of.
import LockedMemory

/// Grows as samples come, so that no header's promise is ever allocated for.
final class SoundBuilder {
    /// Samples there is room for at first, unless more is known: a third of a second of speech.
    static let usual = 1 << 14

    private var memory: LockedMemory
    private var storage: UnsafeMutableBufferPointer<Float>
    private(set) var count = 0

    init(capacity: Int = usual) {
        memory = LockedMemory(roomFor: max(capacity, 1), of: Float.self)
        storage = memory.elements(of: Float.self)
    }

    /// Samples there is room for without another block.
    var room: Int { storage.count - count }

    /// Room for `wanted` samples more, which `fill` writes from the beginning and counts.
    func append(_ wanted: Int, fill: (UnsafeMutableBufferPointer<Float>) -> Int) {
        if count + wanted > storage.count { grow(to: count + wanted) }
        let room = UnsafeMutableBufferPointer(rebasing: storage[count...].prefix(wanted))
        count += min(max(0, fill(room)), wanted)
    }

    /// The samples so far. Their memory is handed over, unless a good part of it would lie idle:
    /// nothing more may be appended.
    func finish() -> SoundBuffer {
        guard count < storage.count - storage.count / 8 else {
            return SoundBuffer(memory, count: count)
        }
        return SoundBuffer(count: count) { target in
            _ = target.update(fromContentsOf: storage[..<count])
        }
    }

    private func grow(to least: Int) {
        let larger = LockedMemory(roomFor: max(least, storage.count * 2), of: Float.self)
        let room = larger.elements(of: Float.self)
        _ = room.update(fromContentsOf: storage[..<count])
        (memory, storage) = (larger, room)
    }
}
