// Handing clips out: one transaction, and an index that makes it independent of queue length.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    /// Takes clips in one transaction and reads them after it: the lock that all desks wait for
    /// is not held while ciphertexts are fetched. Whatever becomes of a clip in between, its lease
    /// says so at the next heartbeat.
    func claim(_ request: ClaimRequest) throws(StoreError) -> [ClaimedClip] {
        let leases = try take(request)
        guard !leases.isEmpty else { return [] }
        return try read { db in
            let person = try db.seq(of: request.person)
            return try leases.map { try db.claimedClip($0, person) }
        }
    }

    private func take(_ request: ClaimRequest) throws(StoreError) -> [Lease] {
        try write { db in
            let person = try db.seq(of: request.person)
            let queues = try request.queues.map(db.seq(of:))
            let excluded = try request.excluding.compactMap { try db.seq(of: $0) }
            try db.mendLeases(afterClockStep: request.now)
            var clips: [Int64] = []
            if request.resumes {
                clips = try db.resume(request, person, queues, Set(excluded))
            }
            for queue in queues { try db.reapLeases(in: queue, request.now) }
            for pool in ClaimPool.allCases {
                for queue in queues where clips.count < request.count {
                    clips += try db.claimFresh(request, pool, person, queue, excluded, clips.count)
                }
            }
            let leases = try clips.map { try db.lease(on: $0, of: request.person) }
            try log(
                leases.map { AuditEvent(.clipClaimed, .clip($0.clip), for: .review) },
                by: request.person, at: request.now, in: db)
            return leases
        }
    }
}

/// Where fresh clips come from, in this order: what the person began and nobody else may be
/// handed, what nobody handled, then what others set aside.
enum ClaimPool: CaseIterable {
    case begun, waiting, skipped

    /// Takes up to a number of clips of one queue out of its pool. Indexes are named so that a
    /// plan that walks the queue is an error, not a slow day.
    var sql: String {
        """
        UPDATE clip SET state = \(State.leased), token = token + 1, holder = :person
        WHERE seq IN (
            SELECT one.seq FROM \(source)
                AND one.consent = 1
                AND NOT EXISTS (
                    SELECT 1 FROM annotation INDEXED BY annotation_current
                    WHERE annotation.clip = one.seq AND annotation.person = :person
                        AND standing = \(Standing.current))
                AND NOT EXISTS (
                    SELECT 1 FROM declined
                    WHERE declined.clip = one.seq AND declined.person = :person)
                AND one.seq NOT IN (SELECT value FROM json_each(:excluded))
                AND (:locales IS NULL
                    OR one.locale IN (SELECT value FROM json_each(:locales)))
            ORDER BY one.priority DESC, one.seq LIMIT :count)
        RETURNING seq, token, priority
        """
    }

    /// The clips of a pool, each as `one`.
    private var source: String {
        switch self {
        case .begun:
            // Flagged clips go to nobody who has not met them, so their own reviewers are the
            // only ones who can finish what they left or took back. These lists are short.
            """
            (SELECT clip FROM draft WHERE person = :person
                UNION SELECT clip FROM taken_back WHERE person = :person) AS own
                CROSS JOIN clip AS one ON one.seq = own.clip
            WHERE one.queue = :queue AND one.state = \(State.skipped) AND one.flagged = 1
            """
        case .waiting:
            """
            clip AS one INDEXED BY clip_waiting
            WHERE one.queue = :queue AND one.state = \(State.waiting)
            """
        case .skipped:
            """
            clip AS one INDEXED BY clip_skipped
            WHERE one.queue = :queue AND one.state = \(State.skipped) AND one.flagged = 0
            """
        }
    }
}

extension Database {
    /// Fresh clips of a queue, if it is open to the person, leased to them. They come in queue order.
    fileprivate func claimFresh(
        _ request: ClaimRequest, _ pool: ClaimPool, _ person: Int64, _ queue: Int64,
        _ excluded: [Int64], _ already: Int
    ) throws -> [Int64] {
        guard try isOffered(queue, to: person) else { return [] }
        let taken = try rows(
            pool.sql,
            [
                "person": person, "queue": queue, "excluded": jsonList(excluded),
                "locales": try request.locales.map(json), "count": request.count - already,
            ]
        ).map { (seq: $0[0] as Int64, token: $0[1] as Int64, priority: $0[2] as Int64) }
        // RETURNING promises no order.
        let ordered = taken.sorted { ($1.priority, $0.seq) < ($0.priority, $1.seq) }
        for clip in ordered {
            try lease(
                clip.seq, in: queue, to: person, FencingToken(rawValue: clip.token),
                request.now, ttl: request.ttl)
        }
        return ordered.map(\.seq)
    }

    /// The person's own leases, live or run out, in the order they were handed out, and what a
    /// supervisor handed to them; each with a new token, so that a forgotten desk cannot submit
    /// over this one.
    fileprivate func resume(
        _ request: ClaimRequest, _ person: Int64, _ queues: [Int64], _ excluded: Set<Int64>
    ) throws -> [Int64] {
        let own = try rows(
            """
            SELECT clip FROM lease WHERE person = ? AND (claimed_at < ? OR handed = 1)
                AND queue IN (SELECT value FROM json_each(?)) ORDER BY ordinal
            """, [person, request.resumesBefore?.microseconds ?? Int64.max, jsonList(queues)]
        ).map { $0[0] as Int64 }
        let clips = Array(
            own.filter { !excluded.contains($0) }.prefix(max(0, request.count)))
        for clip in clips {
            let token = try number(
                "UPDATE clip SET token = token + 1, holder = ? WHERE seq = ? RETURNING token",
                [person, clip])
            let now = request.now.microseconds
            try run(
                """
                UPDATE lease SET token = ?, claimed_at = ?, renewed_at = ?, expires_at = ?, handed = 0
                WHERE clip = ?
                """,
                [
                    token, now, now, request.now.advanced(bySeconds: request.ttl).microseconds,
                    clip,
                ])
        }
        return clips
    }

    /// The lease that a claim or an undo just made.
    func lease(on clip: Int64, of person: PersonID) throws -> Lease {
        let row = try row(
            """
            SELECT clip.id, queue.id, lease.token, claimed_at, expires_at
            FROM lease JOIN clip ON clip.seq = lease.clip JOIN queue ON queue.seq = lease.queue
            WHERE lease.clip = ?
            """, [clip])
        guard let row else {
            throw StoreError(.failed, detail: "a lease vanished within a transaction")
        }
        return Lease(
            clip: ClipID(uuid: row[0]), queue: QueueID(uuid: row[1]), person: person,
            token: FencingToken(rawValue: row[2]), claimedAt: Timestamp(microseconds: row[3]),
            expiresAt: Timestamp(microseconds: row[4]))
    }

    /// A leased clip with all that the desk needs to go on with it.
    func claimedClip(_ lease: Lease, _ person: Int64) throws -> ClaimedClip {
        guard let clip = try seq(of: lease.clip) else {
            throw StoreError(.failed, detail: "a leased clip is not there")
        }
        let draft = try draft(clip, person)
        return ClaimedClip(
            clip: try storedClip(clip).clip, lease: lease, draft: draft,
            withdrawn: draft == nil ? try lastWithdrawn(clip, person) : nil)
    }

    private func json(_ locales: Set<String>) throws -> String {
        String(decoding: try JSONEncoder().encode(locales.sorted()), as: UTF8.self)
    }
}
