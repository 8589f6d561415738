// Taking a submit back: the clip is in its reviewer's hands again.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func undo(_ request: UndoRequest) throws(StoreError) -> UndoAnswer {
        try write { db in
            let person = try db.seq(of: request.person)
            guard let clipID = try request.clip ?? db.lastSubmitted(person, request.since) else {
                return .refused(.notSubmitted)
            }
            guard let clip = try db.standing(of: clipID) else { return .refused(.unknownClip) }
            if let closed = clip.closedRefusal { return .refused(closed) }
            guard let current = try db.current(clip.seq, person) else {
                return .refused(.notSubmitted)
            }
            if clip.state == .leased { return .refused(.takenByAnother) }
            if current.outcome == .skipped && clip.state != .skipped {
                return .refused(.alreadySubmitted)
            }
            try db.stand(current.seq, .withdrawn)
            try db.run("INSERT OR IGNORE INTO taken_back VALUES (?, ?)", [person, clip.seq])
            let token = try db.number(
                """
                UPDATE clip SET state = \(State.leased), token = token + 1, holder = ? WHERE seq = ?
                RETURNING token
                """, [person, clip.seq])
            try db.lease(
                clip.seq, in: clip.queue, to: person, FencingToken(rawValue: token ?? 0),
                request.now, ttl: request.ttl, first: true)
            try log(
                [AuditEvent(.annotationUndone, .clip(clipID), for: .review)],
                by: request.person, at: request.now, in: db)
            let lease = try db.lease(on: clip.seq, of: request.person)
            return .undone(try db.claimedClip(lease, person))
        }
    }
}

extension Database {
    fileprivate func lastSubmitted(_ person: Int64, _ since: Timestamp) throws -> ClipID? {
        try UUID.fetchOne(
            cachedStatement(
                sql: """
                    SELECT clip.id FROM annotation INDEXED BY annotation_by_turn
                        CROSS JOIN clip ON clip.seq = annotation.clip
                    WHERE person = ? AND standing = \(Standing.current) AND first_at >= ?
                    ORDER BY turn DESC LIMIT 1
                    """),
            arguments: [person, since.microseconds]
        ).map(ClipID.init(uuid:))
    }
}
