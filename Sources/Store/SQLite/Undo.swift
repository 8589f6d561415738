// Taking a submit back, and taking clips out of everybody's hands.
import Foundation
import GRDB
import ReviewCore

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
            let lease = try db.lease(on: clip.seq, of: request.person)
            return .undone(try db.claimedClip(lease, person))
        }
    }

    func setAside(_ clips: [ClipID], _ why: SetAside) throws(StoreError) {
        try write { db in
            for id in clips {
                guard let clip = try db.standing(of: id), clip.state != .erased else { continue }
                try db.run("DELETE FROM lease WHERE clip = ?", [clip.seq])
                switch why {
                case .hold:
                    try db.run("UPDATE clip SET state = \(State.held) WHERE seq = ?", [clip.seq])
                case .consentWithdrawn:
                    try db.run("DELETE FROM draft WHERE clip = ?", [clip.seq])
                    // A hold outlives the consent: what is held is kept until the hold ends.
                    try db.run(
                        """
                        UPDATE clip SET consent = 0, state = CASE state WHEN \(State.held) THEN \(State.held)
                                ELSE \(State.withdrawn) END
                        WHERE seq = ?
                        """, [clip.seq])
                }
            }
        }
    }

    func endHold(_ clips: [ClipID]) throws(StoreError) {
        try write { db in
            for id in clips {
                guard let clip = try db.standing(of: id), clip.state == .held else { continue }
                try db.rest(clip.seq)
            }
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
