// Clips as rows: read whole with their ciphertexts, or only how they stand.
import Foundation
import GRDB
import ReviewCore
import Vault

/// How a clip stands, as far as the right to change it goes.
struct ClipStanding {
    let seq: Int64
    let queue: Int64
    let queueID: QueueID
    let queueIsOpen: Bool
    let state: ClipState
    let flagged: Bool
    let token: FencingToken
    /// Who made the latest claim; nobody once it was given back.
    let holder: Int64?
    let leaseExpires: Timestamp?

    /// Why `person` may not submit with `token`; `nil` when they may. The newest token wins:
    /// a lease that ran out is good until somebody else claims the clip.
    func refusal(of person: Int64, with token: FencingToken) -> Refusal? {
        if let closed = closedRefusal { return closed }
        let submitted = state == .annotated || state == .broken
        if self.token == token && holder == person { return submitted ? .alreadySubmitted : nil }
        if submitted { return .alreadySubmitted }
        if self.token == token && holder == nil { return .released }
        return holder == person ? .claimedAgain : .takenByAnother
    }

    /// Why nobody may change the clip now.
    var closedRefusal: Refusal? {
        switch state {
        case .erased: .erased
        case .withdrawn: .consentWithdrawn
        case .held: .held
        case .adjudicating: .adjudicating
        case .waiting, .leased, .annotated, .skipped, .broken: nil
        }
    }
}

/// Where a clip of the row `clip` stands by its annotations, when it is in nobody's hands.
/// A flagged clip never waits: nobody else should meet it unprepared. Who began it is handed it
/// again (`ClaimPool.begun`).
let restingState = """
    CASE WHEN clip.consent = 0 THEN \(State.withdrawn) ELSE
        CASE (SELECT min(outcome) FROM annotation
              WHERE annotation.clip = clip.seq AND standing = \(Standing.current))
            WHEN \(OutcomeCode.annotated.rawValue) THEN \(State.annotated)
            WHEN \(OutcomeCode.broken.rawValue) THEN \(State.broken)
            WHEN \(OutcomeCode.skipped.rawValue) THEN \(State.skipped)
            ELSE CASE clip.flagged WHEN 1 THEN \(State.skipped) ELSE \(State.waiting) END
        END
    END
    """

extension Database {
    /// `nil` when the clip is not in the workspace.
    func standing(of clip: ClipID) throws -> ClipStanding? {
        try row(
            """
            SELECT clip.seq, clip.queue, queue.id, queue.is_open, clip.state, clip.flagged,
                clip.token, clip.holder, lease.expires_at
            FROM clip JOIN queue ON queue.seq = clip.queue
                LEFT JOIN lease ON lease.clip = clip.seq
            WHERE clip.id = ?
            """, [clip.uuid]
        ).map { row in
            let expires: Int64? = row[8]
            return ClipStanding(
                seq: row[0], queue: row[1], queueID: QueueID(uuid: row[2]), queueIsOpen: row[3],
                state: try clipState(row[4]), flagged: row[5],
                token: FencingToken(rawValue: row[6]), holder: row[7],
                leaseExpires: expires.map(Timestamp.init(microseconds:)))
        }
    }

    /// Puts a clip in nobody's hands where its annotations say it belongs.
    func rest(_ clip: Int64) throws {
        try run("DELETE FROM lease WHERE clip = ?", [clip])
        try run("UPDATE clip SET state = \(restingState) WHERE seq = ?", [clip])
    }

    func storedClip(_ seq: Int64) throws -> StoredClip {
        guard
            let row = try row(
                """
                SELECT clip.id, source, clip.locale, captured_at, duration, device, account,
                    consent, domain, intent, confidence, priority, audio_bytes, queue.id, state,
                    expected, expected_of
                FROM clip JOIN queue ON queue.seq = clip.queue WHERE clip.seq = ?
                """, [seq])
        else { throw StoreError(.failed, detail: "a clip vanished within a transaction") }
        let capturedAt: Int64? = row[3]
        let device: String? = row[5]
        let account: String? = row[6]
        var clip = SealedClip(
            id: ClipID(uuid: row[0]), sourceDigest: row[1], locale: row[2],
            capturedAt: capturedAt.map(Timestamp.init(microseconds:)), duration: row[4],
            device: device.map(Pseudonym.init(rawValue:)),
            account: account.map(Pseudonym.init(rawValue:)), consentGranted: row[7],
            domain: row[8], intent: row[9], hypothesisConfidence: row[10], priority: row[11],
            sealedAudioBytes: row[12], wrappedKeys: try wrappedKeys(seq),
            fields: try sealedFields(seq))
        clip.expected = expectation(row[15], row[16])
        return StoredClip(
            clip: clip, queue: QueueID(uuid: row[13]), state: try clipState(row[14]))
    }

    private func wrappedKeys(_ clip: Int64) throws -> [WrappedKey] {
        try rows(
            """
            SELECT class, generation, bytes FROM wrapped_key WHERE clip = ?
            ORDER BY class, generation
            """, [clip]
        ).compactMap { row in
            KeyClass(rawValue: row[0]).map {
                WrappedKey(keyClass: $0, generation: row[1], bytes: row[2])
            }
        }
    }

    private func sealedFields(_ clip: Int64) throws -> [SealedField: Data] {
        var fields: [SealedField: Data] = [:]
        for row in try rows("SELECT field, bytes FROM sealed_field WHERE clip = ?", [clip]) {
            if let field = SealedField(rawValue: row[0]) { fields[field] = row[1] }
        }
        return fields
    }

    private func clipState(_ code: Int) throws -> ClipState {
        guard let state = ClipState(rawValue: code) else {
            throw StoreError(.corrupt, detail: "clip state \(code)")
        }
        return state
    }
}
