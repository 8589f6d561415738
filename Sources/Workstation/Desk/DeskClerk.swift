// Does the desk's paperwork with the store, in order, on workers; answers through the mailbox.
import Foundation
import ReviewCore
import Screens
import Store
import Synchronization
import Vault

/// The store's side of the desk. Submits, drafts and undo go through one worker, so that they
/// reach the store in the order of the keys; claims and decoding go through another, so that
/// neither waits for the other.
final class DeskClerk: Sendable {
    let chair: Chair
    let queues: [QueueID]
    let queueNames: Set<String>
    private let setting: DeskSetting
    let mailbox: Mailbox<DeskMessage>
    let records = Worker("records")
    let opening = Worker("opening")
    /// Keeps flags on disk: never behind a store that is busy.
    let flags = Worker("flags")
    let sittingStart: Timestamp
    let spool: FlagSpool
    /// Clips of flags that earlier sittings left and the store has not taken.
    let keptFlags = Mutex<Set<ClipID>>([])
    /// What is usual for this person, as it was when the shift began.
    let usualRate = Mutex<[Shift.ID: Double?]>([:])
    /// Leases of this person from before then are taken up again: a crash left them, or a lock.
    let resumesBefore: Mutex<Timestamp>

    init(
        chair: Chair, queues: [Queue], setting: DeskSetting, mailbox: Mailbox<DeskMessage>,
        spool: FlagSpool, now: Timestamp
    ) {
        self.spool = spool
        self.chair = chair
        self.queues = queues.map(\.id)
        queueNames = Set(queues.map(\.name))
        self.mailbox = mailbox
        self.setting = setting
        sittingStart = now
        resumesBefore = Mutex(now)
    }

    var store: ReviewStore { chair.store }
    var person: PersonID { chair.person.id }
    var leaseTerms: LeaseTerms { chair.settings.leaseTerms }

    /// Opens what the person may; at a locked desk nothing opens.
    private func opener() throws(LockedDesk) -> ClipOpener {
        ClipOpener(seat: try chair.taken(), setting: setting)
    }

    func post(_ action: DeskAction) {
        mailbox.post(.action(action))
    }

    // MARK: - Claims

    /// Claims and opens `count` clips; what a crash left in this person's hands first.
    ///
    /// Fewer than asked for means that the queue is dry for now, and the desk is told so.
    func claim(_ count: Int, excluding: Set<ClipID>, afterSevere: Bool) {
        var request = ClaimRequest(
            person: person, queues: queues, count: count, ttl: leaseTerms.timeToLive,
            now: .now, resumesBefore: resumesBefore.withLock { $0 }, excluding: excluding)
        request.followsSevere = afterSevere
        opening.run { [self, request] in
            var request = request
            request.excluding.formUnion(keptFlags.withLock { $0 })
            do {
                let opener = try opener()
                let claimed = try store.work.claim(request)
                let opened = claimed.compactMap { open($0, with: opener) }
                if !opened.isEmpty { mailbox.post(.claimed(opened)) }
                guard claimed.count < count else { return }
                let isKept = try store.shifts.keptBack(person, queues, .now)
                post(isKept ? .queueKeptBack : .queueEmpty)
            } catch {
                post(.claimFailed(reason: "\(error)"))
            }
        }
    }

    /// A clip whose text does not open goes back, so that somebody with its key may have it, and
    /// does not come to this person again.
    private func open(_ claimed: ClaimedClip, with opener: ClipOpener) -> OpenedClip? {
        do {
            return try opener.open(claimed)
        } catch {
            try? store.work.decline([claimed.lease])
            mailbox.post(.unopened(claimed.clip.id, reason: "\(error)"))
            return nil
        }
    }

    /// Decodes and measures a clip's sound; of a long one more is told as it is measured.
    func prepareSound(of held: HeldClip) {
        let clip = held.sealed.id
        opening.run { [self] in
            do {
                let sound = try opener().prepareSound(of: held) { [mailbox] survey in
                    mailbox.post(.survey(clip, survey))
                }
                mailbox.post(.sound(clip, sound))
            } catch {
                post(.soundBroken(clip, reason: "\(error)"))
            }
        }
    }

    func release(_ lease: Lease) {
        opening.run { [self] in try? store.work.release([lease]) }
    }

    // MARK: - Submissions

    /// Stores a submission; the same `id` offered again stores nothing twice.
    func submit(_ submission: Submission, as id: AnnotationID, of held: HeldClip) {
        let now = Timestamp.now
        keepFlag(submission, as: id, of: held, at: now)
        records.run { [self] in
            do {
                let annotation = try held.keys.seal(
                    submission.content, as: id, by: person, outcome: submission.outcome,
                    effort: submission.effort, at: now)
                let answer: SubmitAnswer
                if let replaced = held.annotation, submission.amends != nil {
                    answer = try store.work.amend(annotation, replaced)
                } else if let lease = held.lease {
                    answer = try store.work.submit(annotation, lease.token)
                } else {
                    answer = .refused(.notSubmitted)
                }
                try settleFlag(annotation, answer)
                report(answer, submission, id, held, askedAt: now)
            } catch {
                post(.submitFailed(submission.clip, reason: "\(error)"))
            }
        }
    }

    private func report(
        _ answer: SubmitAnswer, _ submission: Submission, _ id: AnnotationID, _ held: HeldClip,
        askedAt: Timestamp
    ) {
        switch answer {
        case .stored(let revision):
            mailbox.post(.stored(submission.clip, id, revision: revision))
        case .refused(let refusal):
            if refusal.leavesWords { keepRefused(submission, of: held, writtenAt: askedAt) }
            post(
                .submitRefused(
                    submission.clip, reason: "\(refusal)", mayKeepWords: refusal.leavesWords))
        }
    }

    /// Takes a submission back: the clip comes to the desk again with what was submitted.
    func takeBack(_ clip: ClipID) {
        let request = UndoRequest(
            person: person, clip: clip, ttl: leaseTerms.timeToLive, now: .now)
        records.run { [self] in
            do {
                switch try store.work.undo(request) {
                case .undone(let claimed): hand(try opener().open(claimed))
                case .refused(let refusal): post(.reopenRefused(clip, reason: "\(refusal)"))
                }
            } catch {
                post(.reopenRefused(clip, reason: "\(error)"))
            }
        }
    }

    /// Opens a clip of this sitting again, to be amended.
    func openEarlier(_ clip: ClipID) {
        records.run { [self] in
            do {
                guard let earlier = try store.records.annotated(clip, person) else {
                    return post(.reopenRefused(clip, reason: "\(Refusal.notSubmitted)"))
                }
                hand(try opener().reopen(earlier))
            } catch {
                post(.reopenRefused(clip, reason: "\(error)"))
            }
        }
    }

    private func hand(_ opened: OpenedClip) {
        mailbox.post(.reopened(opened))
    }

    // MARK: - History and drafts

    /// How far back "earlier clips" go: the sitting, and what a crash cut off from it.
    private static let historyHours = 12.0
    private static let longestHistory = 200

    func loadHistory() {
        let since = sittingStart.advanced(bySeconds: -Self.historyHours * 3600)
        records.run { [self] in
            let earlier = try? store.records.recentIn(
                person, queues, since, Self.longestHistory)
            guard let earlier, let opener = try? opener() else { return }
            post(
                .historyLoaded(
                    earlier.reversed().map { opener.earlier($0, sittingStart: sittingStart) }))
        }
    }

    func save(_ draft: Draft, of held: HeldClip) {
        records.run { [self] in
            keep(draft, of: held)
        }
    }

    /// The draft goes; the submitted annotation stands.
    func dropDraft(of clip: ClipID) {
        records.run { [self] in try? store.drafts.delete(clip, person) }
    }

    private func keep(_ draft: Draft, of held: HeldClip) {
        let clip = held.sealed.id
        do {
            let sealed = try held.keys.seal(draft, by: person)
            guard try store.drafts.save(clip, person, sealed, draft.savedAt) else {
                let why = (try? store.work.closed([clip]))?[clip] ?? .erased
                return post(.clipWithdrawn(clip, reason: "\(why)", mayKeepWords: false))
            }
            post(.draftSaved(clip, at: draft.savedAt))
        } catch {
            post(.draftFailed(clip, reason: "\(error)"))
        }
    }

    /// Words that were refused stay as a draft, unless this person wrote newer ones elsewhere.
    private func keepRefused(
        _ submission: Submission, of held: HeldClip, writtenAt: Timestamp
    ) {
        guard let sealed = try? held.keys.seal(Draft(of: submission), by: person) else {
            return
        }
        let isKept = try? store.drafts.saveIfNewer(
            submission.clip, person, sealed, writtenAt)
        // The desk tells the person that the words are kept only when it has heard so before.
        if isKept == true { post(.draftSaved(submission.clip, at: writtenAt)) }
    }

    // MARK: - Disclosures

    /// Asks to see a field of a clip in hand, and opens what is granted.
    func disclose(_ field: DisclosedField, of held: HeldClip) {
        let clip = held.sealed.id
        records.run { [self] in
            do {
                let discloser = ClipDiscloser(seat: try chair.taken(), schema: setting.schema)
                switch try discloser.ask(for: field, of: held.sealed, at: .now) {
                case .shown(let disclosure, let context):
                    mailbox.post(.disclosed(disclosure, context))
                case .refused(let refusal, let custodians):
                    post(.disclosed(clip, .refused(refusal, custodians: custodians)))
                }
            } catch {
                post(.disclosed(clip, .failed(reason: "\(error)")))
            }
        }
    }

    func close(_ disclosure: Disclosure) {
        records.run { [self] in
            try? store.disclosures.close(disclosure.id, disclosure.person, .now)
        }
    }

    // MARK: - Leases and the sitting

    /// Keeps the leases alive and hears which were lost.
    func heartbeat(_ leases: [Lease], sitting: SittingID?) {
        records.run { [self] in
            if let sitting { try? store.sittings.seen(sitting, .now) }
            guard !leases.isEmpty,
                let answers = try? store.work.heartbeat(leases, leaseTerms.timeToLive, .now)
            else { return }
            mailbox.post(.leases(Array(zip(leases, answers))))
        }
    }

    /// Begins the sitting on the worker: a store that is busy holds up no first frame.
    func clockIn() {
        records.run { [self] in
            let queue = queues.count == 1 ? queues.first : nil
            if let sitting = try? store.sittings.clockIn(person, queue, .now) {
                mailbox.post(.clockedIn(sitting))
            }
        }
    }

    /// Waits until everything given so far is done or has failed.
    func finish() {
        opening.finish {}
        records.finish {}
        flags.finish {}
    }

    /// Gives clips back and ends the sitting, after everything given before.
    func leave(releasing leases: [Lease], sitting: SittingID?) {
        records.finish {
            try? store.work.release(leases)
            if let sitting { try? store.sittings.clockOut(sitting, .now) }
            (try? chair.taken())?.log.settle()
        }
    }
}
