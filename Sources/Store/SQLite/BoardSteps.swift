// What a supervisor steers: who a queue is for and which comes first, clips in hand, adjudication.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func setPriority(
        _ queue: QueueID, _ priority: Int, now: Timestamp
    ) throws(StoreError) {
        guard BoardQueue.priorities.contains(priority) else {
            throw StoreError(.misuse("a queue's priority is 0 to 9"))
        }
        try write { db in
            try db.run(
                "UPDATE queue SET rank = ?1 WHERE seq = ?2 AND rank <> ?1",
                [priority, try db.seq(of: queue)])
            guard db.changesCount > 0 else { return }
            try log(
                [
                    AuditEvent(
                        .queueRanked, .queue(queue), for: .administration,
                        [.count(.priority, priority)])
                ], at: now, in: db)
        }
    }

    func reserved(_ queue: QueueID) throws(StoreError) -> Set<PersonID> {
        try read { db in try db.reserved(try db.seq(of: queue)) }
    }

    func reserve(
        _ queue: QueueID, _ people: Set<PersonID>, now: Timestamp
    ) throws(StoreError) {
        try write { db in
            let seq = try db.seq(of: queue)
            let before = try db.reserved(seq)
            for person in before.subtracting(people) {
                try db.run(
                    "DELETE FROM reserved WHERE queue = ? AND person = ?",
                    [seq, try db.seq(of: person)])
            }
            for person in people.subtracting(before) {
                try db.run("INSERT INTO reserved VALUES (?, ?)", [seq, try db.seq(of: person)])
            }
            let added = people.subtracting(before).sorted()
                .map {
                    AuditEvent(.queueJoined, .queue(queue), for: .administration, [.person($0)])
                }
            let removed = before.subtracting(people).sorted()
                .map { AuditEvent(.queueLeft, .queue(queue), for: .administration, [.person($0)]) }
            try log(added + removed, at: now, in: db)
        }
    }

    func offeredQueues(to person: PersonID) throws(StoreError) -> [QueueID] {
        try read { db in
            try db.rows(
                """
                SELECT queue.id FROM queue
                    LEFT JOIN tally ON tally.queue = queue.seq AND tally.state = \(State.waiting)
                WHERE is_open = 1 AND \(Database.isForPerson)
                ORDER BY coalesce(tally.n, 0) = 0, queue.rank DESC, queue.folded
                """, ["person": try db.seq(of: person)]
            ).map { QueueID(uuid: $0[0]) }
        }
    }

    func release(_ lease: BoardLease, now: Timestamp) throws(StoreError) -> SteeringAnswer {
        try write { db in
            guard let clip = try db.inHand(lease) else { return .gone }
            try db.run("UPDATE clip SET holder = NULL WHERE seq = ?", [clip.seq])
            try db.rest(clip.seq)
            try log(
                [
                    AuditEvent(
                        .leaseReleased, .clip(lease.clip), for: .administration,
                        [.person(lease.person)])
                ], at: now, in: db)
            return .done
        }
    }

    /// The token grows, so that nothing comes of what the hands before it still send.
    func hand(
        _ lease: BoardLease, to person: PersonID, ttl: Double, now: Timestamp
    ) throws(StoreError) -> SteeringAnswer {
        try write { db in
            guard let clip = try db.inHand(lease) else { return .gone }
            let taker = try db.seq(of: person)
            if let refusal = try db.handingRefusal(clip, to: taker) { return .refused(refusal) }
            let token = try db.number(
                "UPDATE clip SET token = token + 1, holder = ? WHERE seq = ? RETURNING token",
                [taker, clip.seq])
            try db.run("DELETE FROM lease WHERE clip = ?", [clip.seq])
            try db.lease(
                clip.seq, in: clip.queue, to: taker, FencingToken(rawValue: token ?? 0), now,
                ttl: ttl, first: true)
            try db.run("UPDATE lease SET handed = 1 WHERE clip = ?", [clip.seq])
            try log(
                [
                    AuditEvent(
                        .leaseHanded, .clip(lease.clip), for: .administration, [.person(person)])
                ], at: now, in: db)
            return .done
        }
    }

    func adjudicate(
        _ id: ClipID, _ wanted: Bool, now: Timestamp
    ) throws(StoreError) -> AdjudicationAnswer {
        try write { db in
            guard let clip = try db.standing(of: id) else { return .refused(.unknownClip) }
            guard wanted != (clip.state == .adjudicating) else { return .already }
            if wanted {
                if let closed = clip.closedRefusal { return .refused(closed) }
                try db.run("DELETE FROM lease WHERE clip = ?", [clip.seq])
                try db.run(
                    "UPDATE clip SET state = \(State.adjudicating), holder = NULL WHERE seq = ?",
                    [clip.seq])
            } else {
                try db.rest(clip.seq)
            }
            try log(
                [
                    AuditEvent(
                        wanted ? .adjudicationAsked : .adjudicationDropped, .clip(id), for: .review)
                ], at: now, in: db)
            return .done
        }
    }
}

extension Database {
    /// Whether the row `queue` is for `:person`: reserved for them, or for nobody in particular.
    static let isForPerson = """
        (NOT EXISTS (SELECT 1 FROM reserved WHERE reserved.queue = queue.seq)
            OR EXISTS (SELECT 1 FROM reserved
                WHERE reserved.queue = queue.seq AND reserved.person = :person))
        """

    /// Whether a queue hands clips out, and to this person.
    func isOffered(_ queue: Int64, to person: Int64) throws -> Bool {
        try number(
            "SELECT is_open AND \(Self.isForPerson) FROM queue WHERE seq = :queue",
            ["queue": queue, "person": person]) == 1
    }

    fileprivate func reserved(_ queue: Int64) throws -> Set<PersonID> {
        try Set(
            rows(
                """
                SELECT person.id FROM reserved JOIN person ON person.seq = reserved.person
                WHERE reserved.queue = ?
                """, [queue]
            ).map { PersonID(uuid: $0[0]) })
    }

    /// The clip, where it is in the very hands that were seen.
    fileprivate func inHand(_ lease: BoardLease) throws -> ClipStanding? {
        guard let clip = try standing(of: lease.clip), clip.token == lease.token,
            clip.leaseExpires != nil, clip.holder == (try seq(of: lease.person))
        else { return nil }
        return clip
    }

    fileprivate func handingRefusal(
        _ clip: ClipStanding, to person: Int64
    ) throws -> HandingRefusal? {
        if clip.holder == person { return .theirsAlready }
        guard clip.queueIsOpen else { return .queueClosed }
        guard try isOffered(clip.queue, to: person) else { return .reservedForOthers }
        let roles: Set<Role> = Set(
            keptCodes(try text("SELECT roles FROM person WHERE seq = ?", person)))
        guard RolePolicy.may(roles, .review) else { return .noReviewer }
        guard try current(clip.seq, person) == nil else { return .submittedAlready }
        let declined = try number(
            "SELECT 1 FROM declined WHERE clip = ? AND person = ?", [clip.seq, person])
        return declined == nil ? nil : .declined
    }

    private func text(_ sql: String, _ seq: Int64) throws -> String {
        try String.fetchOne(cachedStatement(sql: sql), arguments: [seq]) ?? ""
    }
}
