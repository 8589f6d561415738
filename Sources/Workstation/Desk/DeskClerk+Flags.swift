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
        at now: Timestamp = .now, submits: Bool = true
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
                        replaces: replaces, submits: submits))
            } catch {
                post(.told("The flag could not be kept on this machine: \(error)"))
            }
        }
    }

    func dropFlag(of clip: ClipID) {
        flags.run { [self] in spool.drop(clip) }
    }

    /// The store has answered. A flag whose annotation it did not take is raised all the same,
    /// without its words where the person who was recorded wants none kept.
    func settleFlag(_ annotation: SealedAnnotation, _ answer: SubmitAnswer) throws(StoreError) {
        guard annotation.flag != nil else { return dropFlag(of: annotation.clip) }
        if case .refused(let why) = answer {
            var flagged = annotation
            if !why.leavesWords { flagged.flagNote = nil }
            return try raise(flagged)
        }
        dropFlag(of: annotation.clip)
        post(.flagSettled(annotation.clip, .stored))
    }

    /// Raises a flag alone. What the store cannot take now stays kept, and is tried again.
    func raiseFlag(_ submission: Submission, as id: AnnotationID, of held: HeldClip) {
        let now = Timestamp.now
        keepFlag(submission, as: id, of: held, at: now, submits: false)
        records.run { [self] in
            do {
                let annotation = try held.keys.seal(
                    submission.content, as: id, by: person, outcome: submission.outcome,
                    effort: submission.effort, at: now)
                try raise(annotation)
            } catch {
                post(.told("A flag waits to be sent: \(error)"))
            }
        }
    }

    private func raise(_ annotation: SealedAnnotation) throws(StoreError) {
        let isRaised = try store.work.raiseFlag(annotation)
        dropFlag(of: annotation.clip)
        post(
            .flagSettled(
                annotation.clip,
                isRaised ? .stored : .lost(reason: "the recording was erased")))
    }

    /// Sends what is kept, but for clips this desk will send itself. As a sitting begins it comes
    /// before any claim: a claim would make tokens stale. What the store still does not take is
    /// not claimed, and tried again.
    func sendKeptFlags(besides live: Set<ClipID>) {
        opening.run { [self] in
            let kept = spool.kept()
            for trouble in kept.troubles { post(.told(trouble)) }
            var left: Set<ClipID> = []
            var reason: String?
            for flag in kept.flags where !live.contains(flag.annotation.clip) {
                do {
                    try send(flag)
                } catch {
                    left.insert(flag.annotation.clip)
                    reason = "\(error)"
                }
            }
            let before = keptFlags.withLock { known in
                defer { known = left }
                return known
            }
            if let reason, !left.isSubset(of: before) {
                post(.told("A flag waits to be sent: \(reason)"))
            }
            post(.flagsKept(left.count))
        }
    }

    private func send(_ flag: SpooledFlag) throws(StoreError) {
        let annotation = flag.annotation
        guard flag.submits else { return try raise(annotation) }
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
