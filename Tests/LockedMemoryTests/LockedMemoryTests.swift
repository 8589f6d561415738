// Locked memory is zero when made, locked in order, left out of dumps, and wiped when let go.
import Glibc
import Synchronization
import Testing

@testable import LockedMemory

@Suite(.serialized) struct LockedMemoryTests {
    /// A system with a limit of its own, which looks at every page it gets back.
    private final class Testbed: Sendable {
        struct State {
            var locked: [UInt: Int] = [:]
            var limit: Int?
            var mapped = 0
            var maps = 0
            var refusing = false
            var unwiped = 0
        }

        let state: Mutex<State>

        init(limit: Int?) { state = Mutex(State(limit: limit)) }

        var system: MemorySystem {
            MemorySystem(
                map: { [self] size in
                    state.withLock { state in
                        guard !state.refusing else { return nil }
                        state.mapped += size
                        state.maps += 1
                        return MemorySystem.live.map(size)
                    }
                },
                unmap: { [self] start, size in
                    let bytes = UnsafeRawBufferPointer(start: start, count: size)
                    let stains = bytes.count { $0 != 0 }
                    state.withLock {
                        $0.locked[UInt(bitPattern: start)] = nil
                        $0.mapped -= size
                        $0.maps -= 1
                        $0.unwiped += stains
                    }
                    MemorySystem.live.unmap(start, size)
                },
                lock: { [self] start, size in
                    state.withLock { state in
                        let sum = state.locked.values.reduce(0, +) + size
                        guard sum <= state.limit ?? .max else { return false }
                        state.locked[UInt(bitPattern: start)] = size
                        return true
                    }
                },
                unlock: { [self] start, _ in
                    state.withLock { $0.locked[UInt(bitPattern: start)] = nil }
                },
                limit: { [self] in state.withLock { $0.limit } })
        }

        var lockedBytes: Int { state.withLock { $0.locked.values.reduce(0, +) } }
        var mapped: Int { state.withLock { $0.mapped } }
        var maps: Int { state.withLock { $0.maps } }
        var unwiped: Int { state.withLock { $0.unwiped } }
    }

    private static let page = MemorySystem.pageSize

    private func stain(_ memory: LockedMemory) {
        memory.bytes.initializeMemory(as: UInt8.self, repeating: 0xA7)
    }

    @Test(arguments: [0, 1, 64, 65, 4_096, 8_192, 8_193, 100_000, 1 << 20])
    func isZeroWhenMadeAndWipedWhenLetGo(size: Int) throws {
        let bed = Testbed(limit: nil)
        let pool = LockedPool(bed.system)
        for _ in 0..<3 {
            let memory = try LockedMemory(byteCount: size, in: pool)
            #expect(memory.bytes.count == size)
            #expect(memory.bytes.allSatisfy { $0 == 0 })
            stain(memory)
        }
        #expect(bed.unwiped == 0)
        #expect(bed.mapped == 0)
        let nothing = MemoryLockReport(lockedBytes: 0, unlockedBytes: 0, limit: nil)
        #expect(pool.report == nothing)
    }

    @Test func aSlotIsWipedThoughItsPageLivesOn() throws {
        let pool = LockedPool(Testbed(limit: nil).system)
        let neighbour = try LockedMemory(byteCount: 1_000, in: pool)
        var memory: LockedMemory? = try LockedMemory(byteCount: 1_000, in: pool)
        let place = try #require(memory).bytes
        stain(try #require(memory))
        stain(neighbour)
        memory = nil
        #expect(place.allSatisfy { $0 == 0 })
        #expect(neighbour.bytes.allSatisfy { $0 == 0xA7 })
    }

    @Test func smallPiecesShareTheirPages() throws {
        let bed = Testbed(limit: nil)
        let pool = LockedPool(bed.system)
        var pieces: [LockedMemory] = []
        for _ in 0..<1_000 { pieces.append(try LockedMemory(byteCount: 100, in: pool)) }
        #expect(bed.maps == 4)
        #expect(bed.mapped <= 1_000 * 128 + LockedPool.shelfSize)
        let places = Set(pieces.map { UInt(bitPattern: $0.bytes.baseAddress) })
        #expect(places.count == 1_000)
        #expect(places.allSatisfy { $0.isMultiple(of: 64) })
        pieces.removeAll()
        #expect(bed.maps == 0)
    }

    @Test func neverOverlapsWhateverComesAndGoes() throws {
        let bed = Testbed(limit: 300_000)
        let pool = LockedPool(bed.system)
        var held: [(memory: LockedMemory, mark: UInt8)] = []
        var state: UInt64 = 88
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for turn in 0..<3_000 {
            if held.count > 40 || next(3) == 0, !held.isEmpty {
                let (memory, mark) = held.remove(at: next(held.count))
                #expect(memory.bytes.allSatisfy { $0 == mark })
            } else {
                let memory = try LockedMemory(byteCount: next(1 << (1 + next(17))), in: pool)
                #expect(memory.bytes.allSatisfy { $0 == 0 })
                let mark = UInt8(truncatingIfNeeded: turn) | 1
                memory.bytes.initializeMemory(as: UInt8.self, repeating: mark)
                held.append((memory, mark))
            }
            let report = pool.report
            #expect(report.lockedBytes == bed.lockedBytes)
            #expect(report.lockedBytes + report.unlockedBytes == bed.mapped)
        }
        held.removeAll()
        #expect((bed.maps, bed.unwiped) == (0, 0))
    }

    @Test func theOldestIsLockedFirstAndNothingFails() throws {
        let bed = Testbed(limit: 10 * Self.page)
        let pool = LockedPool(bed.system)
        func clip(_ pages: Int) throws -> LockedMemory {
            try LockedMemory(byteCount: pages * Self.page, in: pool)
        }
        var heard: LockedMemory? = try clip(6)
        let next = try clip(6)
        let afterNext = try clip(3)
        #expect(heard?.isLocked == true)
        #expect((next.isLocked, afterNext.isLocked) == (false, true))
        #expect(pool.report.unlockedBytes == 6 * Self.page)
        // The next one comes to the ear: it is locked as soon as there is room.
        heard = nil
        #expect((next.isLocked, afterNext.isLocked) == (true, true))
        #expect(pool.report.unlockedBytes == 0)
    }

    @Test func whatIsYoungerMakesRoom() throws {
        let bed = Testbed(limit: 10 * Self.page)
        let pool = LockedPool(bed.system)
        var first: LockedMemory? = try LockedMemory(byteCount: 5 * Self.page, in: pool)
        let large = try LockedMemory(byteCount: 8 * Self.page, in: pool)
        let late = try LockedMemory(byteCount: 4 * Self.page, in: pool)
        // No limit would ever do for this one: it takes nothing from the others.
        let hopeless = try LockedMemory(byteCount: 50 * Self.page, in: pool)
        #expect((large.isLocked, late.isLocked) == (false, true))
        #expect(first != nil)
        first = nil
        #expect((large.isLocked, late.isLocked, hopeless.isLocked) == (true, false, false))
        #expect(pool.report.lockedBytes == 8 * Self.page)
    }

    @Test func saysWhenThereIsNoMemory() {
        let bed = Testbed(limit: nil)
        bed.state.withLock { $0.refusing = true }
        let pool = LockedPool(bed.system)
        for size in [10, 100_000] {
            let error = #expect(throws: MemoryRefused.self) {
                try LockedMemory(byteCount: size, in: pool)
            }
            #expect(error?.description.contains("\(size)") == true)
        }
        #expect(pool.report.lockedBytes + pool.report.unlockedBytes == 0)
    }

    // MARK: the kernel's word

    @Test(arguments: [100, 100_000]) func theKernelLocksItAndLeavesItOutOfDumps(size: Int) throws {
        let memory = try LockedMemory(byteCount: size)
        let address = UInt(bitPattern: memory.bytes.baseAddress)
        let map = try #require(Kernel.map(around: address))
        #expect(map.flags.contains("dd"))
        #expect(map.flags.contains("lo") == memory.isLocked)
        #expect(memory.isLocked, "this test needs a hundred kilobytes that may be locked")
        #expect(map.lockedBytes >= size)
        #expect(LockedMemory.report.lockedBytes >= size)
    }

    @Test func holdsElementsOfAnyPlainType() {
        let memory = LockedMemory(roomFor: 7, of: Double.self)
        let numbers = memory.elements(of: Double.self)
        #expect(numbers.count == 7)
        for index in numbers.indices { numbers[index] = Double(index) }
        #expect(Array(numbers) == [0, 1, 2, 3, 4, 5, 6])
        #expect(LockedMemory(roomFor: -1, of: Int.self).bytes.isEmpty)
    }
}

/// What the kernel says of this process's memory.
private enum Kernel {
    struct Map {
        var lockedBytes = 0
        var flags: [Substring] = []
    }

    static func map(around address: UInt) -> Map? {
        var inside = false
        var map = Map()
        for line in lines(of: "/proc/self/smaps") {
            if line.hasPrefix("Locked:"), inside {
                let words = line.split(whereSeparator: \.isWhitespace)
                map.lockedBytes = words.count > 1 ? (Int(words[1]) ?? 0) * 1_024 : 0
            }
            if line.hasPrefix("VmFlags:") {
                map.flags = line.dropFirst(8).split(separator: " ")
                if inside { return map }
                continue
            }
            let range = line.prefix { $0 != " " }.split(separator: "-")
            if range.count == 2, let low = UInt(range[0], radix: 16),
                let high = UInt(range[1], radix: 16)
            {
                inside = (low..<high).contains(address)
            }
        }
        return nil
    }

    private static func lines(of path: String) -> [Substring] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var text: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let got = read(file, &block, block.count)
            guard got > 0 else { break }
            text += block[..<got]
        }
        return String(decoding: text, as: UTF8.self).split(separator: "\n")
    }
}
