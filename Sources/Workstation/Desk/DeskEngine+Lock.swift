// A locked desk: no clip, no sound, no key. Leases live on for a while, then go back.
import Foundation
import ReviewCore
import Screens
import Store

/// A lease of a clip that a locked desk no longer has open.
struct KeptLease {
    var lease: Lease
    /// Whether a draft was written: such a clip is not given back on leaving.
    let hasDraft: Bool
}

extension DeskEngine {
    /// Seconds that a locked desk keeps its clips from others.
    static let keepsLeases = 30.0 * 60

    func performLock(_ effect: DeskEffect) {
        switch effect {
        case .lockTyped(let text): passphrase.append(text)
        case .lockErase: passphrase.erase()
        case .lockClear: passphrase.clear()
        case .unlock: unlock()
        case .emptyDesk: emptyDesk()
        default: break
        }
    }

    private func unlock() {
        do {
            clerk.unlock(with: try passphrase.take())
        } catch {
            step(.unlockRefused(reason: "\(error)."))
        }
    }

    private func emptyDesk() {
        keptLeases += held.values.compactMap { clip in
            clip.lease.map { KeptLease(lease: $0, hasDraft: clip.hasDraft) }
        }
        for clip in Array(held.keys) { forget(clip) }
        submissionIDs = [:]
        clerk.leaveChair()
        schedule(.giveBack, after: Self.keepsLeases)
    }

    /// Nobody came back: colleagues may have the clips. Drafts stay with the person.
    func giveBack() {
        for kept in keptLeases { clerk.release(kept.lease) }
        keptLeases = []
    }

    /// The claims that follow take the kept clips up again, with tokens of their own.
    func takeUpLeases() {
        keptLeases = []
        timers.cancel(.giveBack)
        clerk.fetchMail()
    }

    /// Takes in what became of a kept lease; says whether it was one.
    func takeKept(_ lease: Lease, _ answer: LeaseAnswer) -> Bool {
        let place = keptLeases.firstIndex {
            $0.lease.clip == lease.clip && $0.lease.token == lease.token
        }
        guard let place else { return false }
        switch answer {
        case .extended(let renewed): keptLeases[place].lease = renewed
        case .lost: keptLeases.remove(at: place)
        }
        return true
    }

    // MARK: - News of the store

    /// Seconds from the first news to the look at what it was: many writes are one look.
    private static let lookDelay = 0.3

    /// What to wait on for news; `nil` while there is nothing to lose or a look is due already.
    var newsDescriptor: Int32? {
        guard !held.isEmpty, timers.deadline(of: .look) == nil else { return nil }
        return watch?.descriptor
    }

    func takeNews() {
        watch?.clear()
        schedule(.look, after: Self.lookDelay)
    }

    func look() {
        clerk.look(at: Array(Set(held.keys).union(state.earlier.map(\.id))))
        clerk.fetchMail()
    }
}
