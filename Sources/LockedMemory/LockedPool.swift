// Where pieces of locked memory come from, and the order in which they are locked.
import Synchronization

/// Hands out memory: large pieces as runs of pages, small ones as slots of a shared run.
///
/// Wiping is the holder's; the pool gives back to the system only what was wiped.
final class LockedPool: Sendable {
    static let shared = LockedPool(.live)

    /// Bytes; slots come in powers of two from the smallest to the largest.
    static let smallestSlot = 64
    static let largestSlot = 8_192
    /// Bytes of a run that is cut into slots.
    static let shelfSize = 32_768

    fileprivate struct Run {
        var byteCount: Int
        /// Counts up with every run: the lower, the older.
        var age: Int
        var isLocked: Bool

        var lockedBytes: Int { isLocked ? byteCount : 0 }
    }

    /// A run cut into slots of one size.
    fileprivate struct Shelf {
        var start: UInt
        var free: [UInt]

        init(start: UInt, slot: Int) {
            self.start = start
            free = stride(from: start, to: start + UInt(LockedPool.shelfSize), by: slot).reversed()
        }

        func holds(_ address: UInt) -> Bool {
            address >= start && address < start + UInt(LockedPool.shelfSize)
        }
    }

    fileprivate struct State {
        var runs: [UInt: Run] = [:]
        /// By the size of their slots.
        var shelves: [Int: [Shelf]] = [:]
        var runsEver = 0
        var lockedBytes = 0
        var unlockedBytes = 0
    }

    private let system: MemorySystem
    private let state = Mutex(State())

    init(_ system: MemorySystem) { self.system = system }

    /// Zeroed memory for `byteCount` bytes; nil where the system has none.
    func claim(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        guard byteCount > Self.largestSlot else {
            return state.withLock { takeSlot(of: Self.slot(for: byteCount), &$0) }
                .flatMap(UnsafeMutableRawPointer.init(bitPattern:))
        }
        let size = Self.wholePages(byteCount)
        guard let start = system.map(size) else { return nil }
        // Outside the lock: the pages of a long clip take their time.
        let isLocked = system.lock(start, size)
        state.withLock { $0.note(UInt(bitPattern: start), size, isLocked: isLocked) }
        return start
    }

    /// Takes back wiped memory; what it no longer locks is locked for those that wait.
    func release(_ bytes: UnsafeMutableRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        let address = UInt(bitPattern: start)
        guard bytes.count > Self.largestSlot else {
            return state.withLock { giveBack(address, slot: Self.slot(for: bytes.count), &$0) }
        }
        let size = Self.wholePages(bytes.count)
        let wasLocked = state.withLock { $0.forget(address) }
        system.unmap(start, size)
        if wasLocked { state.withLock { lockWaiting(&$0) } }
    }

    func isLocked(_ bytes: UnsafeMutableRawBufferPointer) -> Bool {
        let address = UInt(bitPattern: bytes.baseAddress)
        return state.withLock { state in
            guard bytes.count <= Self.largestSlot else {
                return state.runs[address]?.isLocked ?? false
            }
            let shelves = state.shelves[Self.slot(for: bytes.count)] ?? []
            let shelf = shelves.first { $0.holds(address) }
            return shelf.flatMap { state.runs[$0.start] }?.isLocked ?? false
        }
    }

    var report: MemoryLockReport {
        let (locked, unlocked) = state.withLock { ($0.lockedBytes, $0.unlockedBytes) }
        return MemoryLockReport(
            lockedBytes: locked, unlockedBytes: unlocked, limit: system.limit())
    }

    // MARK: runs

    private static func wholePages(_ byteCount: Int) -> Int {
        let page = MemorySystem.pageSize
        return (byteCount + page - 1) / page * page
    }

    /// Locks what waits, the oldest first, and at the cost of what is younger: the clip at the ear
    /// is older than those that are made ready. What could never be locked keeps nothing from the
    /// others.
    private func lockWaiting(_ state: inout State) {
        guard state.unlockedBytes > 0 else { return }
        let byAge = state.runs.keys.sorted {
            (state.runs[$0]?.age ?? 0) < (state.runs[$1]?.age ?? 0)
        }
        for (place, address) in byAge.enumerated() where state.runs[address]?.isLocked == false {
            guard !lock(address, &state), let size = state.runs[address]?.byteCount else {
                continue
            }
            let older = byAge[..<place].reduce(0) { $0 + (state.runs[$1]?.lockedBytes ?? 0) }
            guard let limit = system.limit(), older + size <= limit else { continue }
            for younger in byAge[(place + 1)...].reversed() {
                guard unlock(younger, &state) else { continue }
                if lock(address, &state) { break }
            }
        }
    }

    private func lock(_ address: UInt, _ state: inout State) -> Bool {
        guard let run = state.runs[address], !run.isLocked,
            let start = UnsafeMutableRawPointer(bitPattern: address),
            system.lock(start, run.byteCount)
        else { return false }
        state.turn(address, locked: true)
        return true
    }

    private func unlock(_ address: UInt, _ state: inout State) -> Bool {
        guard let run = state.runs[address], run.isLocked,
            let start = UnsafeMutableRawPointer(bitPattern: address)
        else { return false }
        system.unlock(start, run.byteCount)
        state.turn(address, locked: false)
        return true
    }

    // MARK: slots

    private static func slot(for byteCount: Int) -> Int {
        var slot = smallestSlot
        while slot < byteCount { slot *= 2 }
        return slot
    }

    private func takeSlot(of slot: Int, _ state: inout State) -> UInt? {
        var shelves = state.shelves[slot] ?? []
        defer { state.shelves[slot] = shelves }
        if let place = shelves.firstIndex(where: { !$0.free.isEmpty }) {
            return shelves[place].free.popLast()
        }
        guard let start = system.map(Self.shelfSize) else { return nil }
        let isLocked = system.lock(start, Self.shelfSize)
        state.note(UInt(bitPattern: start), Self.shelfSize, isLocked: isLocked)
        shelves.append(Shelf(start: UInt(bitPattern: start), slot: slot))
        return shelves[shelves.count - 1].free.popLast()
    }

    private func giveBack(_ address: UInt, slot: Int, _ state: inout State) {
        guard var shelves = state.shelves[slot],
            let place = shelves.firstIndex(where: { $0.holds(address) })
        else { return }
        defer { state.shelves[slot] = shelves }
        shelves[place].free.append(address)
        guard shelves[place].free.count == Self.shelfSize / slot else { return }
        let start = shelves.remove(at: place).start
        let wasLocked = state.forget(start)
        if let pages = UnsafeMutableRawPointer(bitPattern: start) {
            system.unmap(pages, Self.shelfSize)
        }
        if wasLocked { lockWaiting(&state) }
    }
}

extension LockedPool.State {
    fileprivate mutating func note(_ address: UInt, _ byteCount: Int, isLocked: Bool) {
        runsEver += 1
        runs[address] = .init(byteCount: byteCount, age: runsEver, isLocked: isLocked)
        if isLocked { lockedBytes += byteCount } else { unlockedBytes += byteCount }
    }

    fileprivate mutating func turn(_ address: UInt, locked: Bool) {
        guard let run = runs[address], run.isLocked != locked else { return }
        runs[address]?.isLocked = locked
        lockedBytes += locked ? run.byteCount : -run.byteCount
        unlockedBytes += locked ? -run.byteCount : run.byteCount
    }

    /// Whether it was locked.
    fileprivate mutating func forget(_ address: UInt) -> Bool {
        guard let run = runs.removeValue(forKey: address) else { return false }
        if run.isLocked { lockedBytes -= run.byteCount } else { unlockedBytes -= run.byteCount }
        return run.isLocked
    }
}
