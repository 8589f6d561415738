// Many desks on one workspace, each with connections of its own: nothing twice, nobody told "busy".
import Foundation
import ReviewCore
import Store
import Synchronization
import Testing

@Suite("Several at once")
struct RaceTests {
    /// Runs bodies on threads that start together; throws the first error of any.
    private func race(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
        let failure = Mutex<(any Error)?>(nil)
        let start = DispatchGroup()
        let done = DispatchGroup()
        start.enter()
        for index in 0..<count {
            done.enter()
            Thread.detachNewThread {
                start.wait()
                do {
                    try body(index)
                } catch {
                    failure.withLock { $0 = $0 ?? error }
                }
                done.leave()
            }
        }
        start.leave()
        done.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func workspace(_ scratch: ScratchDirectory) throws -> (path: String, Workplace) {
        let path = scratch.file("earshot.db")
        let store = try SQLiteStore.create(at: path, workspace: UUID(), now: Timestamp(Date()))
        return (path, Workplace(store))
    }

    @Test("Eight desks empty a queue together, each clip once, every submit stored")
    func eightDesks() throws {
        let scratch = try ScratchDirectory()
        let (path, desk) = try workspace(scratch)
        let q = try desk.queue("q")
        let clips = try desk.fill(q, 400)
        let people = try (0..<8).map { try desk.person("p\($0)") }
        let now = desk.now
        let done = Mutex<[ClipID]>([])
        try race(8) { index in
            let own = Workplace(try SQLiteStore.open(at: path), seed: UInt64(100 + index))
            own.now = now
            while true {
                let claimed = try own.claim(people[index], [q], count: 1 + index % 3)
                if claimed.isEmpty { break }
                for clip in claimed {
                    #expect(try own.submit(clip) == .stored(revision: 1))
                    done.withLock { $0.append(clip.clip.id) }
                }
            }
            try own.store.upkeep.close()
        }
        let all = done.withLock { $0 }
        #expect(all.count == clips.count)
        #expect(Set(all) == Set(clips.map(\.id)))
        #expect(try desk.counts("q")?.annotated == clips.count)
    }

    @Test("Eight imports of one manifest store each source once")
    func eightImports() throws {
        let scratch = try ScratchDirectory()
        let (path, desk) = try workspace(scratch)
        let q = try desk.queue("q")
        let clips = (0..<200).map { _ in desk.clip() }
        let now = desk.now
        let added = Mutex(0)
        try race(8) { index in
            let own = Workplace(try SQLiteStore.open(at: path), seed: UInt64(index))
            let again = clips.map { own.copy(of: $0, id: own.id()) }.shuffled(using: &own.random)
            for start in stride(from: 0, to: 200, by: 20) {
                let batch = Array(again[start..<start + 20])
                let verdicts = try own.store.queues.ingest(q, batch, now)
                added.withLock { $0 += verdicts.filter { $0 == .added }.count }
            }
        }
        #expect(added.withLock { $0 } == 200)
        #expect(try desk.counts("q")?.waiting == 200)
    }

    @Test("Submits, undos, drafts, heartbeats and status cross each other and add up")
    func everythingAtOnce() throws {
        let scratch = try ScratchDirectory()
        let (path, desk) = try workspace(scratch)
        let q = try desk.queue("q")
        try desk.fill(q, 300)
        let people = try (0..<6).map { try desk.person("p\($0)") }
        try race(6) { index in
            let own = Workplace(try SQLiteStore.open(at: path), seed: UInt64(900 + index))
            var random = RandomWork(own, people: [people[index]], queue: q, seed: UInt64(index))
            for _ in 0..<60 { try random.step() }
        }
        #expect(try desk.store.upkeep.health(true).problems == [])
    }

    @Test("Of many who make the same workspace one succeeds, and its workspace is whole")
    func createdOnce() throws {
        let scratch = try ScratchDirectory()
        let path = scratch.file("earshot.db")
        _ = try SQLiteStore.create(at: path, workspace: UUID(), now: Timestamp(Date()))
        #expect(throws: StoreError(.alreadyAWorkspace)) {
            try SQLiteStore.create(at: path, workspace: UUID(), now: Timestamp(Date()))
        }
        #expect(try SQLiteStore.open(at: path).upkeep.health(true).problems == [])
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
        #expect(!left.contains { $0.contains("making") })
    }
}
