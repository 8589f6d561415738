// Random work on a store, the same for the same seed: what properties are tried with.
import Foundation
import ReviewCore
import Store
import Vault

/// Does one thing after another that a desk or a supervisor might do, in no sensible order.
struct RandomWork {
    private let desk: Workplace
    private let people: [PersonID]
    private let queue: QueueID
    private var hands: [ClaimedClip] = []
    private var submitted: [SealedAnnotation] = []
    private var random: SeededRandom

    init(_ desk: Workplace, people: [PersonID], queue: QueueID, seed: UInt64) {
        (self.desk, self.people, self.queue) = (desk, people, queue)
        random = SeededRandom(seed)
    }

    mutating func step() throws {
        desk.pass(Double.random(in: -20...30, using: &random))
        guard let person = people.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<12, using: &random) {
        case 0...2: try claim(person)
        case 3...5: try submit()
        case 6: try amend()
        case 7: hands += try undone(person)
        case 8:
            let leases = hands.suffix(2).map(\.lease)
            if Int.random(in: 0..<4, using: &random) == 0 {
                try desk.store.work.decline(leases)
            } else {
                try desk.store.work.release(leases)
            }
        case 9: _ = try desk.store.work.heartbeat(hands.map(\.lease), desk.ttl, desk.now)
        case 10: try drafts()
        default: try disturb()
        }
    }

    private mutating func claim(_ person: PersonID) throws {
        let resumes = Bool.random(using: &random)
        let count = Int.random(in: 1...4, using: &random)
        hands += try desk.claim(person, [queue], count: count, resumes: resumes)
    }

    /// Any claim made so far, stale ones too.
    private mutating func submit() throws {
        guard let clip = hands.randomElement(using: &random) else { return }
        let outcomes: [Outcome] = [.annotated, .skipped(reason: "s"), .broken(reason: "b")]
        let flag = Flag(category: "other", severity: .p2)
        let annotation = desk.annotation(
            clip.clip.id, clip.lease.person, outcomes.randomElement(using: &random) ?? .annotated,
            flag: Int.random(in: 0..<6, using: &random) == 0 ? flag : nil,
            activation: activation())
        if case .stored = try desk.store.work.submit(annotation, clip.lease.token) {
            submitted.append(annotation)
        }
    }

    private mutating func amend() throws {
        guard let old = submitted.randomElement(using: &random) else { return }
        let outcome: Outcome = Bool.random(using: &random) ? .annotated : .skipped(reason: "t")
        let amended = desk.annotation(
            old.clip, old.person, outcome, activation: activation())
        if case .stored = try desk.store.work.amend(amended, old.id) { submitted.append(amended) }
    }

    private mutating func activation() -> String {
        Int.random(in: 0..<3, using: &random) == 0 ? "false_wake" : "intended"
    }

    private mutating func undone(_ person: PersonID) throws -> [ClaimedClip] {
        let clip = Bool.random(using: &random) ? submitted.randomElement(using: &random) : nil
        if case .undone(let back) = try desk.undo(clip?.person ?? person, clip?.clip) {
            return [back]
        }
        return []
    }

    private mutating func drafts() throws {
        guard let clip = hands.randomElement(using: &random) else { return }
        _ = try desk.store.drafts.save(
            clip.clip.id, clip.lease.person, desk.bytes(100), desk.now)
    }

    /// What others do to a reviewer: holds, consent, closed queues.
    private mutating func disturb() throws {
        let clips = hands.shuffled(using: &random).prefix(1).map(\.clip.id)
        switch Int.random(in: 0..<7, using: &random) {
        case 6:
            // Rare: what is gone is gone, and the rest of the run needs clips.
            if Int.random(in: 0..<8, using: &random) == 0 { _ = try desk.erase(clips) }
            try desk.finishErasures()
        case 0: try desk.store.work.setAside(clips, .hold(.unstated), desk.now)
        case 1: try desk.store.work.setAside(clips, .consentWithdrawn, desk.now)
        case 2...4: try desk.store.work.endHold(hands.map(\.clip.id), desk.now)
        default:
            try desk.store.queues.setOpen(
                queue, Bool.random(using: &random), desk.now)
        }
    }
}
