// A run of samples in memory that wipes itself when the last holder lets go.
import Glibc

/// An immutable run of mono samples, nominally in -1...1.
///
/// Decoded speech is personal data: the memory is overwritten before it is freed, in a way the
/// optimiser may not remove.
///
/// Sendable is unchecked because the storage is reached through a pointer; nothing writes to it
/// between `init` and `deinit`.
public final class SoundBuffer: @unchecked Sendable {
    private let storage: UnsafeMutableBufferPointer<Float>

    /// Samples in the buffer.
    public var count: Int { storage.count }

    /// Makes a buffer of `count` samples which `fill` must write in full.
    init(count: Int, fill: (UnsafeMutableBufferPointer<Float>) -> Void) {
        storage = .allocate(capacity: count)
        storage.initialize(repeating: 0)
        fill(storage)
    }

    /// Copies `samples`.
    public convenience init(_ samples: some Collection<Float>) {
        self.init(count: samples.count) { target in
            _ = target.update(fromContentsOf: samples)
        }
    }

    deinit {
        storage.wipe()
        storage.deallocate()
    }

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
