// Drafts: an edit is on its way to disk a fifth of a second later, so at most 250 ms are at risk.
import ReviewCore

extension DeskState {
    /// Seconds from the first unsaved edit to the save that covers it.
    static let draftDelay = 0.2
    /// Seconds until a draft that could not be saved is tried again.
    static let retryDelay = 2.0

    mutating func markDirty() {
        guard let draft = work?.draft else { return }
        // A running timer is left alone: pushed back by each key it would never fire.
        if draft == .dirty { return }
        work?.draft = .dirty
        ask(.schedule(.draft, after: Self.draftDelay))
    }

    /// Sends what is not yet safe to be saved.
    mutating func saveDraft() {
        for work in parked + [work].compactMap(\.self) where work.draft.needsSaving {
            saveDraft(of: work)
        }
    }

    private mutating func saveDraft(of work: ClipWork) {
        // Two saves of one moment would be told apart by nothing.
        let next = work.saveAsked.map { Timestamp(microseconds: $0.microseconds + 1) }
        let moment = max(now, next ?? now)
        changeWork(work.id) { work in
            work.saveAsked = moment
            work.draft = .saving
        }
        let listening = work.id == self.work?.id ? hearing : work.heardBefore
        ask(
            .saveDraft(
                work.id,
                Draft(
                    content: work.content, caret: work.reference.caret, savedAt: moment,
                    listening: listening)))
    }

    /// The clip on the desk is leaving it: its timer ends, unless other drafts still need one.
    mutating func stopDraftTimer() {
        if parked.contains(where: \.draft.needsSaving) {
            ask(.schedule(.draft, after: Self.retryDelay))
        } else {
            ask(.cancel(.draft))
        }
    }

    mutating func takeStoreAnswer(_ action: DeskAction) {
        switch action {
        case .draftSaved(let id, let at): draftSaved(id, at)
        case .draftFailed(let id, let reason): draftFailed(id, reason)
        case .submitted(let id, let revision): submitted(id, revision)
        case .submitRefused(let id, let reason, let mayKeepWords):
            submitRefused(id, reason, mayKeepWords: mayKeepWords)
        case .submitFailed(let id, let reason): submitFailed(id, reason)
        default: break
        }
    }

    private mutating func draftSaved(_ id: ClipID, _ at: Timestamp) {
        changeWork(id) { work in
            // An edit after the save began made it dirty again; that save is under way already.
            guard work.saveAsked == at, work.draft != .dirty else { return }
            work.draft = .saved(at)
        }
        noteKept(id)
        let isFailing = (parked + [work].compactMap(\.self)).contains(where: \.draft.isFailed)
        if !isFailing, !inFlight.contains(where: \.isWaiting) { storeTrouble = nil }
    }

    private mutating func draftFailed(_ id: ClipID, _ reason: String) {
        storeTrouble = reason
        changeWork(id) { work in
            guard work.draft != .dirty else { return }
            work.draft = .failed(reason: reason)
        }
        // The timer of an unsaved edit comes sooner, and tries all of them.
        if work?.draft != .dirty { ask(.schedule(.draft, after: Self.retryDelay)) }
    }

    /// Changes the work on a clip wherever it lies.
    private mutating func changeWork(_ id: ClipID, _ change: (inout ClipWork) -> Void) {
        for index in parked.indices where parked[index].id == id { change(&parked[index]) }
        if var work, work.id == id {
            change(&work)
            self.work = work
        }
    }
}
