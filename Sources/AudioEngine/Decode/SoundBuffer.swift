// A run of samples in memory that wipes itself when the last holder lets go.
import Glibc
import LockedMemory

/// An immutable run of mono samples, nominally in -1...1.
///
/// Decoded speech is personal data: the memory is kept out of swap and core dumps, and overwritten
/// before it is freed.
///
/// Sendable is unchecked because the storage is reached through a pointer; nothing writes to it
/// between `init` and `deinit`.
public final class SoundBuffer: @unchecked Sendable {
    private let memory: LockedMemory
    private let storage: UnsafeMutableBufferPointer<Float>

    /// Samples in the buffer.
    public var count: Int { storage.count }

    /// Bytes of memory they take.
    public var byteCount: Int { memory.bytes.count }

    /// Makes a buffer of `count` samples which `fill` must write in full.
    init(count: Int, fill: (UnsafeMutableBufferPointer<Float>) -> Void) {
        memory = LockedMemory(roomFor: count, of: Float.self)
        storage = memory.elements(of: Float.self)
        fill(storage)
    }

    /// Takes over the first `count` samples of `memory`, which nobody else writes to any more.
    init(_ memory: LockedMemory, count: Int) {
        self.memory = memory
        storage = UnsafeMutableBufferPointer(
            rebasing: memory.elements(of: Float.self).prefix(count))
    }

    /// Copies `samples`.
    public convenience init(_ samples: some Collection<Float>) {
        self.init(count: samples.count) { target in
            _ = target.update(fromContentsOf: samples)
        }
    }

    /// Whether it is kept out of swap now.
    public var isLocked: Bool { memory.isLocked }

    /// One sample.
    public subscript(index: Int) -> Float { storage[index] }

    /// The samples in place; the pointer may not leave `body`.
    public func withSamples<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeBufferPointer(storage))
    }

    /// A plain copy, which does not wipe itself: for tests and for measuring.
    public var array: [Float] { Array(storage) }
}

extension UnsafeMutableBufferPointer where Element == Float {
    /// Overwrites the samples so that no copy of them stays behind in freed memory.
    func wipe() {
        guard let base = baseAddress, count > 0 else { return }
        explicit_bzero(base, count * MemoryLayout<Float>.stride)
    }
}
