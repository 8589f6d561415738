// The memory of a spectrogram, which wipes itself when the last holder lets go.
import Glibc

/// Levels of bands over time, column by column.
///
/// Sendable is unchecked because the storage is reached through a pointer; only `raise` writes to
/// it, and only `Spectra.init` calls that, before anyone else can hold the store.
final class LevelStore: @unchecked Sendable {
    private let storage: UnsafeMutableBufferPointer<UInt8>

    init(count: Int) {
        storage = .allocate(capacity: max(1, count))
        storage.initialize(repeating: 0)
    }

    deinit {
        if let base = storage.baseAddress { explicit_bzero(base, storage.count) }
        storage.deallocate()
    }

    @inline(__always)
    func raise(_ index: Int, to level: UInt8) {
        if storage[index] < level { storage[index] = level }
    }

    var loudest: UInt8 { storage.max() ?? 0 }

    func loudest(_ columns: Range<Int>, bands: Range<Int>) -> UInt8 {
        var loudest: UInt8 = 0
        for column in columns {
            for band in bands { loudest = max(loudest, storage[column * Spectra.bands + band]) }
        }
        return loudest
    }
}
