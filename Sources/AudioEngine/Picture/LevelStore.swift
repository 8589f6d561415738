// The memory of a spectrogram, which wipes itself when the last holder lets go.
import LockedMemory

/// Levels of bands over time, column by column.
///
/// Sendable is unchecked because the storage is reached through a pointer; only `raise` writes to
/// it, and only `Spectra.init` calls that, before anyone else can hold the store.
final class LevelStore: @unchecked Sendable {
    private let memory: LockedMemory
    private let storage: UnsafeMutableBufferPointer<UInt8>

    init(count: Int) {
        memory = LockedMemory(roomFor: max(1, count), of: UInt8.self)
        storage = memory.elements(of: UInt8.self)
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
