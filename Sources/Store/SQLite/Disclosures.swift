// Disclosures: granted or refused, and logged, in one transaction.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    private static let builtInTrade = Result { try TradeData.load() }

    func askDisclosure(_ request: DisclosureRequest) throws(StoreError) -> DisclosureAnswer {
        try check(request)
        return try write { db in
            if let refusal = try refusal(of: request, db) {
                try log(
                    [request.event(refusal)], by: request.person, at: request.now, in: db)
                return .refused(refusal)
            }
            if let standing = try db.disclosure(inForceFor: request) { return .granted(standing) }
            let granted = request.disclosure
            try db.insert(granted)
            try log(
                [
                    AuditEvent(
                        .disclosureGranted, .clip(granted.clip), for: request.purpose,
                        [
                            .matter(.disclosure, granted.id.uuid),
                            .keyClass(granted.field.keyClass), .until(granted.until),
                        ])
                ], by: request.person, at: request.now, in: db)
            return .granted(granted)
        }
    }

    func refuseDisclosure(
        _ request: DisclosureRequest, _ refusal: DisclosureRefusal
    ) throws(StoreError) {
        try check(request)
        try write { db in
            try log([request.event(refusal)], by: request.person, at: request.now, in: db)
        }
    }

    func closeDisclosure(
        _ id: DisclosureID, of person: PersonID, now: Timestamp
    ) throws(StoreError) {
        try write { db in
            let clip = try UUID.fetchOne(
                db.cachedStatement(
                    sql: """
                        UPDATE disclosure SET closed_at = ?1
                        WHERE id = ?2 AND person = ?3 AND closed_at IS NULL AND until_at > ?1
                        RETURNING (SELECT clip.id FROM clip WHERE clip.seq = disclosure.clip)
                        """),
                arguments: [now.microseconds, id.uuid, try db.seq(of: person)])
            guard let clip else { return }
            try log(
                [
                    AuditEvent(
                        .disclosureClosed, .clip(ClipID(uuid: clip)), for: .review,
                        [.matter(.disclosure, id.uuid)])
                ], by: person, at: now, in: db)
        }
    }

    private func check(_ request: DisclosureRequest) throws(StoreError) {
        guard request.purpose == .review || request.purpose == .safety else {
            throw StoreError(.misuse("a disclosure is for review or for safety"))
        }
    }

    /// Why not; `nil` where nothing stands against it. Whose hands the clip is in comes first:
    /// whoever does not have it learns nothing else of it.
    private func refusal(
        of request: DisclosureRequest, _ db: Database
    ) throws -> DisclosureRefusal? {
        guard let clip = try db.standing(of: request.clip) else { return .notInHand }
        switch clip.state {
        case .erased: return .erased
        case .withdrawn: return .noConsent
        case .held: return .held
        default: break
        }
        guard clip.state == .leased, clip.holder == (try db.seq(of: request.person)),
            let expires = clip.leaseExpires,
            expires > (try db.decisionTime(request.now, on: request.clip))
        else { return .notInHand }
        let row = try db.row(
            """
            SELECT consent, intent, schema, EXISTS (
                SELECT 1 FROM sealed_field WHERE clip = clip.seq AND field = ?)
            FROM clip JOIN queue ON queue.seq = clip.queue WHERE clip.seq = ?
            """, [request.field.sealedField.rawValue, clip.seq])
        guard let row, row[0] == true else { return .noConsent }
        guard try db.clearances(of: request.person).contains(request.field.clearance) else {
            return .noClearance
        }
        let intent: String? = row[1]
        let schema = try Self.builtInTrade.get().schema(named: row[2])
        guard let intent, schema?.intent(intent)?.needs(request.field) == true else {
            return .noNeed
        }
        return row[3] == true ? nil : .noField
    }
}

extension DisclosureRequest {
    fileprivate var disclosure: Disclosure {
        Disclosure(
            id: id, person: person, clip: clip, field: field, from: now,
            until: now.advanced(bySeconds: min(max(0, lasts), Disclosure.longest)))
    }

    fileprivate func event(_ refusal: DisclosureRefusal) -> AuditEvent {
        AuditEvent(
            .disclosureRefused, .clip(clip), for: purpose,
            [.keyClass(field.keyClass), .refusal(AuditRefusal(refusal))])
    }
}

extension DisclosedField {
    fileprivate var sealedField: SealedField {
        switch self {
        case .location: .location
        case .contacts: .contacts
        }
    }
}

extension Database {
    /// What a person is cleared for at this moment.
    fileprivate func clearances(of person: PersonID) throws -> Set<Clearance> {
        let row = try row("SELECT clearances FROM person WHERE id = ?", [person.uuid])
        return Set(keptCodes(row?[0] ?? ""))
    }

    fileprivate func disclosure(inForceFor request: DisclosureRequest) throws -> Disclosure? {
        try row(
            """
            SELECT disclosure.id, from_at, until_at
            FROM disclosure INDEXED BY disclosure_open
            WHERE clip = ? AND person = ? AND field = ? AND closed_at IS NULL
                AND from_at <= ? AND until_at > ?
            ORDER BY until_at DESC LIMIT 1
            """,
            [
                try seq(of: request.clip), try seq(of: request.person), request.field.rawValue,
                request.now.microseconds, request.now.microseconds,
            ]
        ).flatMap { row in
            let until = Timestamp(microseconds: row[2])
            // One that was over is over, also where the clock went back.
            guard try decisionTime(request.now, since: row[0], on: request.clip) < until else {
                return nil
            }
            return Disclosure(
                id: DisclosureID(uuid: row[0]), person: request.person, clip: request.clip,
                field: request.field, from: Timestamp(microseconds: row[1]), until: until)
        }
    }

    fileprivate func insert(_ disclosure: Disclosure) throws {
        try run(
            """
            INSERT INTO disclosure (id, person, clip, field, from_at, until_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                disclosure.id.uuid, try seq(of: disclosure.person), try seq(of: disclosure.clip),
                disclosure.field.rawValue, disclosure.from.microseconds,
                disclosure.until.microseconds,
            ])
    }
}
