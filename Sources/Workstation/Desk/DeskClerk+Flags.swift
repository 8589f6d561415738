// The clerk's part in flags: none is lost, whether the store is away, the desk is killed, or a lease.
import Foundation
import ReviewCore
import Screens
import Store
import Vault

extension DeskClerk {
    /// Keeps a flag that was said until the store has answered. No trouble with the disk keeps it
    /// from the store.
    func keepFlag(
        _ submission: Submission, as id: AnnotationID, of held: HeldClip,
        at now: Timestamp = .now
    ) {
        guard submission.content.flag != nil else { return }
        let replaces = submission.amends == nil ? nil : held.annotation
        flags.run { [self] in
            do {
                let annotation = try held.keys.seal(
                    submission.content, as: id, by: person, outcome: submission.outcome,
                    effort: submission.effort, at: now)
                try spool.keep(
                    SpooledFlag(
                        annotation: annotation, token: replaces == nil ? held.lease?.token : nil,
                        replaces: replaces))
            } catch {
                post(.told("The flag could not be kept on this machine: \(error)"))
            }
        }
    }

    func dropFlag(of clip: ClipID) {
        flags.run { [self] in spool.drop(clip) }
    }

    /// The store has answered. A flag whose annotation it did not take is raised all the same.
    func settleFlag(_ annotation: SealedAnnotation, _ answer: SubmitAnswer) throws(StoreError) {
        if annotation.flag != nil, case .refused(let why) = answer, why != .erased,
            why != .unknownClip
        {
            _ = try store.work.raiseFlag(annotation)
        }
        dropFlag(of: annotation.clip)
    }

    /// Sends what earlier sittings left, before this one claims anything: a claim would make its
    /// tokens stale. What the store still does not take is not claimed, and tried again.
    func sendKeptFlags(earlierThan moment: Timestamp) {
        opening.run { [self] in
            var left: Set<ClipID> = []
            for flag in spool.waiting() where flag.annotation.submittedAt < moment {
                do {
                    try send(flag)
                } catch {
                    left.insert(flag.annotation.clip)
                }
            }
            keptFlags.withLock { $0 = left }
            post(.flagsKept(left.count))
        }
    }

    private func send(_ flag: SpooledFlag) throws(StoreError) {
        let annotation = flag.annotation
        let answer: SubmitAnswer
        if let replaces = flag.replaces {
            answer = try store.work.amend(annotation, replaces)
        } else {
            answer = try store.work.submit(annotation, flag.token ?? FencingToken(rawValue: 0))
        }
        try settleFlag(annotation, answer)
    }

    /// How the person wants to be treated.
    func loadCare() {
        records.run { [self] in
            if let care = try? store.shifts.care(person) { post(.careChanged(care)) }
        }
    }
}
