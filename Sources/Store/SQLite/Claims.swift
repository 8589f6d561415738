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
                let steering = try db.steering(of: person, request.now)
                clips = try db.resume(request, person, queues, Set(excluded), steering)
            }
            for queue in queues { try db.reapLeases(in: queue, request.now) }
            var steering = try db.steering(of: person, request.now)
            if request.followsSevere { steering.followsSevere = true }
            for pool in ClaimPool.allCases {
                for queue in queues where clips.count < request.count {
                    clips += try db.claimFresh(
                        request, pool, person, queue, excluded, clips.count, &steering)
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

    /// Takes a clip of one queue out of its pool. Indexes are named so that a plan that walks the
    /// queue is an error, not a slow day.
    ///
    /// - Parameter benign: whether nothing hard is to be expected of it.
    func sql(benign: Bool) -> String {
        """
        UPDATE clip SET state = \(State.leased), token = token + 1, holder = :person
        WHERE seq IN (
            SELECT one.seq FROM \(source(benign))
                AND one.consent = 1
                AND NOT EXISTS (
                    SELECT 1 FROM annotation INDEXED BY annotation_current
                    WHERE annotation.clip = one.seq AND annotation.person = :person
                        AND standing = \(Standing.current))
                AND NOT EXISTS (
                    SELECT 1 FROM declined
                    WHERE declined.clip = one.seq AND declined.person = :person)
                AND one.seq NOT IN (SELECT value FROM json_each(:excluded))
                \(benign || self == .begun ? "" : Self.notAvoided)
                AND (:locales IS NULL
                    OR one.locale IN (SELECT value FROM json_each(:locales)))
            ORDER BY one.priority DESC, one.seq LIMIT 1)
        RETURNING seq, token, expected
        """
    }

    /// What is expected of the clip is nothing that the person does not take on.
    private static let notAvoided = """
        AND (one.expected IS NULL OR NOT EXISTS (
            SELECT 1 FROM json_each(:avoids)
            WHERE instr(one.expected_of, ' ' || value || ' ') > 0))
        """

    /// The clips of a pool, each as `one`.
    private func source(_ benign: Bool) -> String {
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
            clip AS one INDEXED BY \(benign ? "clip_benign" : "clip_waiting")
            WHERE one.queue = :queue AND one.state = \(State.waiting)
                \(benign ? "AND one.expected IS NULL" : "")
            """
        case .skipped:
            """
            clip AS one INDEXED BY clip_skipped
            WHERE one.queue = :queue AND one.state = \(State.skipped) AND one.flagged = 0
                \(benign ? "AND one.expected IS NULL" : "")
            """
        }
    }
}

extension Database {
    /// Fresh clips of a queue, if it is open to the person, leased to them. They come in queue
    /// order, but that nothing hard follows what was hard. What a person began is theirs whatever
    /// it is.
    fileprivate func claimFresh(
        _ request: ClaimRequest, _ pool: ClaimPool, _ person: Int64, _ queue: Int64,
        _ excluded: [Int64], _ already: Int, _ steering: inout ClaimSteering
    ) throws -> [Int64] {
        guard try isOffered(queue, to: person) else { return [] }
        let arguments: StatementArguments = [
            "person": person, "queue": queue, "excluded": jsonList(excluded),
            "locales": try request.locales.map(json),
        ]
        let avoided: StatementArguments = ["avoids": steering.avoidsList]
        var clips: [Int64] = []
        while already + clips.count < request.count {
            let benign = pool != .begun && steering.takesBenignOnly
            let takesAvoids = !benign && pool != .begun
            let row = try row(
                pool.sql(benign: benign), takesAvoids ? arguments + avoided : arguments)
            guard let row else { break }
            try lease(
                row[0], in: queue, to: person, FencingToken(rawValue: row[1]), request.now,
                ttl: request.ttl)
            clips.append(row[0])
            steering.followsSevere = Self.isSevere(row[2])
        }
        return clips
    }

    /// The person's own leases, live or run out, in the order they were handed out, and what a
    /// supervisor handed to them; each with a new token, so that a forgotten desk cannot submit
    /// over this one. What is handed to them and would not have been handed out to them waits, and
    /// goes back when its time is over.
    fileprivate func resume(
        _ request: ClaimRequest, _ person: Int64, _ queues: [Int64], _ excluded: Set<Int64>,
        _ steering: ClaimSteering
    ) throws -> [Int64] {
        let own = try rows(
            """
            SELECT lease.clip, handed, expected, expected_of
            FROM lease JOIN clip ON clip.seq = lease.clip
            WHERE lease.person = ? AND (handed = 1 AND expires_at > ? OR handed = 0 AND claimed_at < ?)
                AND lease.queue IN (SELECT value FROM json_each(?)) ORDER BY ordinal
            """,
            [
                person, request.now.microseconds,
                request.resumesBefore?.microseconds ?? Int64.max, jsonList(queues),
            ]
        ).filter { row in
            (row[1] as Int) == 0 || steering.takes(expected: row[2], of: row[3])
        }.map { $0[0] as Int64 }
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
