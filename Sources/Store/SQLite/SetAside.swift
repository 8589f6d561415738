// Taking clips out of everybody's hands by another's decision: legal holds, withdrawn consent.
import Foundation
import GRDB
import ReviewCore

extension SQLiteEngine {
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
                        UPDATE clip SET consent = 0, state = CASE state
                            WHEN \(State.held) THEN \(State.held) ELSE \(State.withdrawn) END
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
