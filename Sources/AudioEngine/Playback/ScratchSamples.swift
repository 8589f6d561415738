// Working memory for samples on their way, wiped when it goes.
import LockedMemory

/// A block of samples owned by one thread.
final class ScratchSamples {
    let buffer: UnsafeMutableBufferPointer<Float>
    private let memory: LockedMemory

    init(count: Int) {
        memory = LockedMemory(roomFor: count, of: Float.self)
        buffer = memory.elements(of: Float.self)
    }
}
