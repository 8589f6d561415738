// Erasures are asked for: what is to go is out of everybody's reach in the same transaction.
import Foundation
import GRDB
import ReviewCore
import Vault

extension Database {
    /// Whether an erasure waited for this clip's hold: it is out of reach from here on.
    func resumeErasure(of clip: Int64) throws -> Bool {
        try run(
            "UPDATE erasing SET step = ? WHERE clip = ? AND step = ?",
            [ErasureStep.requested.rawValue, clip, ErasureStep.deferred.rawValue])
        guard changesCount > 0 else { return false }
        try pull(clip)
        return true
    }

    /// Takes a clip out of queues, hands and exports, for good.
    func pull(_ clip: Int64) throws {
        for table in ["lease", "draft", "declined", "taken_back"] {
            try run("DELETE FROM \(table) WHERE clip = ?", [clip])
        }
        try run(
            "UPDATE clip SET state = \(State.erased), holder = NULL WHERE seq = ?", [clip])
    }
}
