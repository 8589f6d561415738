// Break-glass as rows: asked, approved by another, opened, reviewed by another still.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func askGlass(_ glass: Glass) throws(StoreError) -> GlassAnswer {
        try write { db in
            if try db.owesReview(glass.requester) {
                return try refuse(glass, .reviewOwed, glass.requester, glass.askedAt, db)
            }
            if glass.reason == .dangerToLife, try !db.isIncident(glass.incident) {
                return .refused(.noIncident)
            }
            guard let clip = try db.standing(of: glass.clip), clip.state != .erased else {
                return .refused(.clipGone)
            }
            let longest = glass.askedAt.advanced(bySeconds: Glass.longest)
            try db.run(
                """
                INSERT INTO glass (id, clip, requester, reason, incident, asked_at, until_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    glass.id.uuid, clip.seq, try db.seq(of: glass.requester),
                    glass.reason.rawValue, glass.incident, glass.askedAt.microseconds,
                    min(glass.until, longest).microseconds,
                ])
            guard let asked = try db.glass(glass.id)?.glass else { return .refused(.unknown) }
            try log(
                [asked.event(.glassAsked, [.until(asked.until)])], by: asked.requester,
                at: asked.askedAt, in: db)
            return .done(asked)
        }
    }

    func clipOfGlass(
        _ id: GlassID
    ) throws(StoreError) -> (Glass, approval: Data?, StoredClip)? {
        try read { db in
            guard let (glass, approval) = try db.glass(id), let seq = try db.seq(of: glass.clip)
            else { return nil }
            return (glass, approval, try db.storedClip(seq))
        }
    }

    func approveGlass(
        _ id: GlassID, by person: PersonID, _ sealed: Data, now: Timestamp
    ) throws(StoreError) -> GlassAnswer {
        try write { db in
            guard let (glass, before) = try db.glass(id) else { return .refused(.unknown) }
            if person == glass.requester {
                return try refuse(glass, .onePersonOnly, person, now, db)
            }
            // Asked before they opened another: it is not answered before that is accounted for.
            if try db.owesReview(glass.requester) {
                return try refuse(glass, .requesterOwesReview, person, now, db)
            }
            switch glass.standing(at: try db.decisionTime(now, for: glass)) {
            case .asked: break
            // One that cannot open does not stand in the way of one that can.
            case .approved where try !db.fits(before, glass): break
            case .over: return .refused(.over)
            case .approved, .opened, .reviewed: return .refused(.alreadyApproved)
            }
            guard try db.fits(sealed, glass) else { return .refused(.sameHalf) }
            try db.run(
                "UPDATE glass SET approver = ?, approval = ? WHERE id = ?",
                [try db.seq(of: person), sealed, id.uuid])
            try log(
                [glass.event(.glassApproved, [.person(glass.requester)])], by: person, at: now,
                in: db)
            return try db.done(id)
        }
    }

    func openGlass(
        _ id: GlassID, by person: PersonID, now: Timestamp
    ) throws(StoreError) -> GlassOpening {
        try write { db in
            guard let (glass, approval) = try db.glass(id) else { return .refused(.unknown) }
            guard person == glass.requester else { return .refused(.notYours) }
            guard try db.decisionTime(now, for: glass) < glass.until else {
                return .refused(.over)
            }
            guard glass.finding == nil else { return .refused(.alreadyReviewed) }
            guard let approver = glass.approver, let approval else {
                return .refused(.notApproved)
            }
            // The same one may be looked at again; another waits until this one is accounted for.
            if try db.owesReview(person, besides: id) {
                return .refused(try refused(glass, .reviewOwed, person, now, db))
            }
            guard let clip = try db.seq(of: glass.clip).map(db.storedClip), clip.state != .erased
            else { return .refused(.clipGone) }
            try db.run(
                "UPDATE glass SET opened_at = coalesce(opened_at, ?) WHERE id = ?",
                [now.microseconds, id.uuid])
            try log(
                [glass.event(.glassBroken, [.person(approver), .until(glass.until)])], by: person,
                at: now, in: db)
            return .open(glass, approval: approval, clip)
        }
    }

    func reviewGlass(
        _ id: GlassID, by person: PersonID, _ finding: GlassFinding, now: Timestamp
    ) throws(StoreError) -> GlassAnswer {
        try write { db in
            guard let (glass, _) = try db.glass(id) else { return .refused(.unknown) }
            guard glass.openedAt != nil else { return .refused(.notOpened) }
            guard glass.finding == nil else { return .refused(.alreadyReviewed) }
            if person == glass.requester {
                return try refuse(glass, .onePersonOnly, person, now, db)
            }
            if person == glass.approver, try !db.roles(of: person).contains(.officer) {
                return .refused(.helperIsNoOfficer)
            }
            try db.run(
                "UPDATE glass SET reviewer = ?, finding = ?, reviewed_at = ? WHERE id = ?",
                [try db.seq(of: person), finding.rawValue, now.microseconds, id.uuid])
            try log(
                [glass.event(.glassReviewed, [.person(glass.requester), .finding(finding)])],
                by: person, at: now, in: db)
            return try db.done(id)
        }
    }

    func glasses() throws(StoreError) -> [Glass] {
        try read { db in
            try db.rows("\(glassSource) ORDER BY glass.seq DESC").compactMap {
                readGlass($0)?.glass
            }
        }
    }

    /// What one person tried alone, or without having accounted for the last one, is kept.
    private func refuse(
        _ glass: Glass, _ why: GlassRefusal, _ person: PersonID, _ now: Timestamp, _ db: Database
    ) throws -> GlassAnswer {
        .refused(try refused(glass, why, person, now, db))
    }

    private func refused(
        _ glass: Glass, _ why: GlassRefusal, _ person: PersonID, _ now: Timestamp, _ db: Database
    ) throws -> GlassRefusal {
        let isOwed = why == .reviewOwed || why == .requesterOwesReview
        try log(
            [glass.event(.glassRefused, [.refusal(isOwed ? .reviewOwed : .onePersonOnly)])],
            by: person, at: now, in: db)
        return why
    }
}

private let glassSource = """
    SELECT glass.id, clip.id, asker.id, reason, incident, asked_at, until_at, helper.id,
        opened_at, reviewer.id, finding, approval
    FROM glass JOIN clip ON clip.seq = glass.clip
        JOIN person AS asker ON asker.seq = glass.requester
        LEFT JOIN person AS helper ON helper.seq = glass.approver
        LEFT JOIN person AS reviewer ON reviewer.seq = glass.reviewer
    """

/// `nil` where the reason is none this Earshot knows.
private func readGlass(_ row: Row) -> (glass: Glass, approval: Data?)? {
    guard let reason = GlassReason(rawValue: row[3]) else { return nil }
    let (approver, reviewer): (UUID?, UUID?) = (row[7], row[9])
    let opened: Int64? = row[8]
    let finding: String? = row[10]
    let glass = Glass(
        id: GlassID(uuid: row[0]), clip: ClipID(uuid: row[1]), requester: PersonID(uuid: row[2]),
        reason: reason, incident: row[4], askedAt: Timestamp(microseconds: row[5]),
        until: Timestamp(microseconds: row[6]), approver: approver.map(PersonID.init(uuid:)),
        openedAt: opened.map(Timestamp.init(microseconds:)),
        reviewer: reviewer.map(PersonID.init(uuid:)),
        finding: finding.flatMap(GlassFinding.init(rawValue:)))
    return (glass, row[11])
}

extension Database {
    fileprivate func glass(_ id: GlassID) throws -> (glass: Glass, approval: Data?)? {
        try row("\(glassSource) WHERE glass.id = ?", [id.uuid]).flatMap(readGlass)
    }

    /// Whether an approval is of the half that whoever asked lacks, by what the approval says of
    /// itself: that it is true shows when it is opened.
    fileprivate func fits(_ approval: Data?, _ glass: Glass) throws -> Bool {
        guard let approval,
            let made = try? JSONDecoder().decode(IdentityApproval.self, from: approval),
            let wanted = made.half.otherHalf
        else { return false }
        return try row(
            "SELECT 1 FROM key_grant WHERE person = ? AND class = ? LIMIT 1",
            [try seq(of: glass.requester), wanted.rawValue]) != nil
    }

    fileprivate func done(_ id: GlassID) throws -> GlassAnswer {
        try glass(id).map { .done($0.glass) } ?? .refused(.unknown)
    }

    fileprivate func owesReview(
        _ person: PersonID, besides one: GlassID? = nil
    ) throws -> Bool {
        try row(
            """
            SELECT 1 FROM glass INDEXED BY glass_owed
            WHERE requester = ? AND opened_at IS NOT NULL AND finding IS NULL AND id IS NOT ?
            LIMIT 1
            """, [try seq(of: person), one?.uuid]) != nil
    }

    fileprivate func decisionTime(_ now: Timestamp, for glass: Glass) throws -> Timestamp {
        try decisionTime(now, since: glass.id.uuid, on: glass.clip)
    }

    fileprivate func isIncident(_ id: UUID) throws -> Bool {
        try row("SELECT 1 FROM incident WHERE id = ?", [id]) != nil
    }

    /// Identities that were opened and that nobody has accounted for.
    func reviewsOwed() throws -> Int {
        Int(
            try number(
                """
                SELECT count(*) FROM glass INDEXED BY glass_owed
                WHERE opened_at IS NOT NULL AND finding IS NULL
                """) ?? 0)
    }
}

extension Glass {
    fileprivate func event(_ action: AuditAction, _ more: [AuditFact] = []) -> AuditEvent {
        AuditEvent(
            action, .clip(clip), for: reason.purpose,
            [.matter(.glass, id.uuid), .matter(.incident, incident), .glassReason(reason)] + more)
    }
}

extension GlassReason {
    fileprivate var purpose: AuditPurpose {
        switch self {
        case .dangerToLife: .safety
        case .authorityOrder: .legal
        case .subjectRequest, .custodyBreach: .privacy
        }
    }
}
