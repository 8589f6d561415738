// The clerk's part in clips that are taken back, and in a locked desk.
import Foundation
import ReviewCore
import Screens
import Store
import Synchronization
import Vault

extension DeskClerk {
    /// Looks which of `clips` nobody may work on any more; nothing is written by it.
    func look(at clips: [ClipID]) {
        records.run { [self] in
            guard let closed = try? store.work.closed(clips), !closed.isEmpty else { return }
            mailbox.post(.closed(closed))
        }
    }

    /// Forgets the keys, after all that was given to store before. What is being opened at this
    /// moment ends with the keys it began with, and is let go of when it comes.
    func leaveChair() {
        records.run { [chair] in chair.leave() }
    }

    /// Whether the keys are forgotten.
    var isKeyless: Bool { (try? chair.taken()) == nil }

    /// Takes the seat again; on the worker, since it takes its time.
    func unlock(with passphrase: Passphrase) {
        records.run { [self] in
            do {
                try chair.take(with: passphrase)
                resumesBefore.withLock { $0 = .now }
                post(.unlocked)
            } catch VaultError.keyFile(.wrongPassphrase, _) {
                post(.unlockRefused(reason: "That is not it."))
            } catch {
                post(.unlockRefused(reason: "\(error)."))
            }
        }
    }
}

extension Refusal {
    /// Whether the reviewer's words may stay as a draft: not where the person who was recorded
    /// wants nothing kept.
    var leavesWords: Bool { self != .erased && self != .consentWithdrawn }
}
