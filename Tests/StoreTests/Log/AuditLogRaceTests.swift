// Many hands on one log, each with connections of its own: no fork, no gap, nothing lost.
import Foundation
import ReviewCore
import Store
import Synchronization
import Testing
import Vault

@Suite("Several at one log")
struct AuditLogRaceTests {
    @Test("Eight people work at once, and every entry has one place and follows the one before")
    func eightHands() throws {
        let scratch = try ScratchDirectory()
        let place = try LoggedPlace(scratch.file("earshot.db"))
        let q = try place.desk.queue("q")
        try place.desk.fill(q, 160)
        let people = try (0..<8).map { try place.colleague("p\($0)") }
        let desks = try people.enumerated().map { index, person in
            Hand(
                signer: person.signer,
                desk: try place.desk(of: person.signer, seed: UInt64(50 + index)))
        }
        let failure = Mutex<(any Error)?>(nil)
        let kept = Mutex<[KeptCheckpoint]>([])
        DispatchQueue.concurrentPerform(iterations: desks.count) { index in
            do {
                let checkpoints = try desks[index].work(in: q)
                kept.withLock { $0 += checkpoints }
            } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        let report = try place.check(checkpoints: kept.withLock { $0 })
        #expect(report.findings == [])
        // Founder, queue and batch; eight people; each clip claimed, submitted, undone and
        // submitted again.
        #expect(report.head.size == 3 + 8 + 160 * 4)
        #expect(report.checkpointsAgreeing == kept.withLock { $0.count })
        #expect(kept.withLock { $0.count } > 8)
    }

    /// One person's desk, on one thread.
    private struct Hand: @unchecked Sendable {
        let signer: AuditSigner
        // Handed to one thread before it starts and never shared after.
        let desk: Workplace

        private var id: PersonID { signer.person }

        func work(in queue: QueueID) throws -> [KeptCheckpoint] {
            var kept: [KeptCheckpoint] = []
            while let claimed = try desk.claim(id, [queue]).first {
                try desk.submit(claimed)
                guard case .undone(let again) = try desk.undo(id, claimed.clip.id) else {
                    Issue.record("an undo was refused")
                    return kept
                }
                try desk.submit(again)
                if kept.count < 5 { kept.append(try checkpoint(desk.store)) }
            }
            return kept
        }

        /// Taken while others write: the head is one moment's.
        private func checkpoint(_ store: ReviewStore) throws -> KeptCheckpoint {
            let head = try store.audit.head()
            let proof = try #require(try store.audit.inclusion(head.size - 1))
            #expect(proof.head.includes(proof.entry.leaf, at: head.size - 1, by: proof.path))
            let note = try signer.checkpoint(head)
            return KeptCheckpoint(
                name: "\(head.size)", bytes: Data(note.serialized.utf8))
        }
    }
}
