// The memory of a spectrogram, which wipes itself when the last holder lets go.
import LockedMemory

/// Levels of bands over time, column by column.
///
/// Sendable is unchecked because the storage is reached through a pointer; only `raise` and `fold`
/// write to it, and only who makes a store calls them, before anyone else can hold it.
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

    /// Makes one column of every two: the louder of each band.
    func fold(columns: Int) {
        for column in 0..<columns / 2 {
            for band in 0..<Spectra.bands {
                let first = 2 * column * Spectra.bands + band
                storage[column * Spectra.bands + band] = max(
                    storage[first], storage[first + Spectra.bands])
            }
        }
        storage[(columns / 2 * Spectra.bands)...].update(repeating: 0)
    }

    /// The first `count` levels as a store of their own.
    func copy(count: Int) -> LevelStore {
        let copy = LevelStore(count: count)
        _ = copy.storage.update(fromContentsOf: storage[..<min(count, storage.count)])
        return copy
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
