// Erasures are asked for: what is to go is out of everybody's reach in the same transaction.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func requestErasure(
        _ request: ErasureRequest, dryRun: Bool, now: Timestamp
    ) throws(StoreError) -> ErasureAnswer {
        try write(dryRun: dryRun) { db in
            var answer = ErasureAnswer()
            if request.reason == .retention, !request.clockIsRight { try db.requireClock(now) }
            let clips = try db.clips(meantBy: request.scope, &answer)
            guard !clips.isEmpty else { return answer }
            let erasure = try db.insert(request, by: scribe?.signer.person, now)
            let events = try db.begin(erasure, of: clips, request, &answer)
            guard dryRun || answer.flagged == 0 || request.althoughFlagged else {
                throw StoreError(.flagged(answer.flagged))
            }
            if !dryRun { try log(events, at: now, in: db) }
            return answer
        }
    }

    func openErasures() throws(StoreError) -> [OpenErasure] {
        try read { db in
            try db.rows(
                """
                SELECT erasure.id, reason, person.name, requested_at, sum(step > 0),
                    sum(step = 0), sum(step = ? AND EXISTS (
                        SELECT 1 FROM exported WHERE exported.clip = erasing.clip)),
                    sum(step = ? AND NOT \(ErasedContents.isUncounted))
                FROM erasing JOIN erasure ON erasure.seq = erasing.erasure
                    LEFT JOIN person ON person.seq = erasure.person
                WHERE part IS NULL GROUP BY erasing.erasure ORDER BY erasing.erasure
                """, [ErasureStep.soundRemoved.rawValue, ErasureStep.requested.rawValue]
            ).map { row in
                OpenErasure(
                    id: row[0], reason: ErasureReason(rawValue: row[1]) ?? .request,
                    person: row[2], requestedAt: Timestamp(microseconds: row[3]), clips: row[4],
                    deferred: row[5], awaitingNames: row[6], awaitingCells: row[7])
            }
        }
    }
}

extension Database {
    /// The row numbers of clips that a request means and no earlier one has taken.
    fileprivate func clips(
        meantBy scope: ErasureRequest.Scope, _ answer: inout ErasureAnswer
    ) throws -> [Int64] {
        switch scope {
        case .asked(let subjects, let ids):
            var found: Set<Int64> = []
            for subject in subjects {
                found.formUnion(
                    try rows(
                        "SELECT seq FROM clip WHERE \(subject.column) = ?",
                        [subject.pseudonym.rawValue]
                    ).map { $0[0] })
            }
            for id in ids {
                if let seq = try seq(of: id) {
                    found.insert(seq)
                } else {
                    answer.unknown.append(id)
                }
            }
            let fresh = try found.filter { clip in
                try row("SELECT 1 FROM erasing WHERE clip = ?", [clip]) == nil
            }
            answer.already = found.count - fresh.count
            return fresh.sorted()
        case .expired(let queue, let cameBefore, let accidentalBefore, let limit):
            return try rows(
                "SELECT clip.seq \(expiredClips) ORDER BY clip.seq LIMIT ?",
                [
                    try seq(of: queue), cameBefore?.microseconds ?? .min,
                    accidentalBefore.microseconds, limit,
                ]
            ).map { $0[0] }
        }
    }

    fileprivate func insert(
        _ request: ErasureRequest, by person: PersonID?, _ now: Timestamp
    ) throws -> Int64 {
        try run(
            "INSERT INTO erasure (id, reason, person, requested_at) VALUES (?, ?, ?, ?)",
            [
                request.id, request.reason.rawValue, try person.map(seq(of:)), now.microseconds,
            ])
        let erasure = lastInsertedRowID
        guard case .asked(let subjects, _) = request.scope else { return erasure }
        for subject in subjects {
            try run(
                "INSERT OR IGNORE INTO erasure_subject VALUES (?, ?, ?)",
                [subject.kind.rawValue, subject.pseudonym.rawValue, erasure])
        }
        return erasure
    }

    /// Pulls the clips, and answers what is to be logged.
    fileprivate func begin(
        _ erasure: Int64, of clips: [Int64], _ request: ErasureRequest,
        _ answer: inout ErasureAnswer
    ) throws -> [AuditEvent] {
        let list = jsonList(clips)
        try run(
            """
            INSERT INTO erasing (clip, erasure, step)
            SELECT seq, ?, CASE state WHEN \(State.held) THEN ? ELSE ? END
            FROM clip WHERE seq IN (SELECT value FROM json_each(?))
            """,
            [erasure, ErasureStep.deferred.rawValue, ErasureStep.requested.rawValue, list])
        let held = try clipIDs(in: erasure, at: .deferred)
        answer.deferred = held.count
        answer.clips = clips.count - held.count
        answer.inHands = try count(of: "clip.state = \(State.leased)", in: erasure)
        answer.flagged = try count(of: gravelyFlagged, from: .deferred, in: erasure)
        answer.exported = try count(
            of: "EXISTS (SELECT 1 FROM exported WHERE exported.clip = clip.seq)", in: erasure)
        let all = try rows(
            "SELECT id FROM clip WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq", [list]
        )
        try pull("SELECT clip FROM erasing WHERE erasure = ? AND step > 0", [erasure])
        return request.events(count: clips.count, ids: ids(of: all))
            + held.map { clip in
                AuditEvent(
                    .erasureDeferred, .clip(clip), for: .legal, [.matter(.erasure, request.id)])
            }
    }

    private func count(
        of condition: String, from step: ErasureStep = .requested, in erasure: Int64
    ) throws -> Int {
        Int(
            try number(
                """
                SELECT count(*) FROM erasing JOIN clip ON clip.seq = erasing.clip
                WHERE erasure = ? AND step >= ? AND \(condition)
                """, [erasure, step.rawValue]) ?? 0)
    }

    func clipIDs(in erasure: Int64, at step: ErasureStep) throws -> [ClipID] {
        try rows(
            """
            SELECT clip.id FROM erasing JOIN clip ON clip.seq = erasing.clip
            WHERE erasure = ? AND step = ? AND part IS NULL ORDER BY clip.seq
            """, [erasure, step.rawValue]
        ).map { ClipID(uuid: $0[0]) }
    }

    /// Whether an erasure waited for this clip's hold: it is out of reach from here on.
    func resumeErasure(of clip: Int64) throws -> Bool {
        try run(
            "UPDATE erasing SET step = ? WHERE clip = ? AND step = ?",
            [ErasureStep.requested.rawValue, clip, ErasureStep.deferred.rawValue])
        guard changesCount > 0 else { return false }
        try pull("SELECT ?", [clip])
        return true
    }

    /// Stops the erasure of a clip whose keys are still there, for a hold, and answers which. What
    /// somebody asked for waits for the hold's end; what was over its time the next run finds.
    func stopErasure(of clip: Int64) throws -> UUID? {
        let under = try row(
            """
            SELECT erasure.id, reason FROM erasing JOIN erasure ON erasure.seq = erasing.erasure
            WHERE clip = ? AND part IS NULL AND step = ?
            """, [clip, ErasureStep.requested.rawValue])
        guard let under else { return nil }
        if under[1] == ErasureReason.retention.rawValue {
            try run("DELETE FROM erasing WHERE clip = ?", [clip])
        } else {
            try run(
                "UPDATE erasing SET step = ? WHERE clip = ?", [ErasureStep.deferred.rawValue, clip])
        }
        return under[0]
    }

    /// Whether something of a clip is still there, and on its way out.
    func isBeingErased(_ clip: Int64) throws -> Bool {
        try row("SELECT 1 FROM erasing WHERE clip = ? AND part IS NULL", [clip]) != nil
    }

    /// Takes the clips of a query out of queues, hands and exports, for good.
    private func pull(_ those: String, _ arguments: StatementArguments) throws {
        for table in ["lease", "draft", "declined", "taken_back"] {
            try run("DELETE FROM \(table) WHERE clip IN (\(those))", arguments)
        }
        try run(
            "UPDATE clip SET state = \(State.erased), holder = NULL WHERE seq IN (\(those))",
            arguments)
    }
}

/// Whether the clip of the row `clip` is of an incident that has no end yet: no incident evaporates
/// with its clip.
let gravelyFlagged = """
    EXISTS (SELECT 1 FROM incident WHERE incident.clip = clip.seq AND stage <> 'closed')
    """

/// Clips that go by a queue's rule: nothing keeps them. Held ones are found again by whatever rule
/// there is when the hold is over.
let expiredClips = "\(overdueClips) AND clip.state <> \(State.held) AND NOT \(gravelyFlagged)"

/// Clips of a queue whose time is over, and accidental wake-ups heard as such for long enough.
/// Takes the queue's number, when the one had to come in, and when the others had to be heard.
let overdueClips = """
    FROM clip WHERE clip.queue = ? AND clip.state <> \(State.erased)
        AND (clip.ingested_at <= ? OR (clip.deletion_wanted = 1 AND NOT EXISTS (
            SELECT 1 FROM annotation
            WHERE annotation.clip = clip.seq AND standing = \(Standing.current)
                AND wants_deletion = 1 AND submitted_at > ?)))
        AND NOT EXISTS (SELECT 1 FROM erasing WHERE erasing.clip = clip.seq)
    """

extension ErasureRequest {
    /// What is logged of it, whoever it is about.
    fileprivate func events(count: Int, ids: Data) -> [AuditEvent] {
        let matter = AuditFact.matter(.erasure, id)
        let asked =
            switch scope {
            case .asked(let subjects, _):
                subjects.map { AuditEvent(.erasureRequested, $0.audited, for: .privacy, [matter]) }
            case .expired(let queue, _, _, _):
                [
                    AuditEvent(
                        .retentionApplied, .queue(queue), for: .privacy,
                        [matter, .count(.clips, count)])
                ]
            }
        return asked + [
            AuditEvent(
                .erasureRequested, .matter(.erasure, id), for: .privacy,
                [.count(.clips, count), .digest(.clips, .digest(of: ids))])
        ]
    }
}
