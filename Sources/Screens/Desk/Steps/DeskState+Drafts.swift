// Drafts: an edit is on its way to disk a fifth of a second later, so at most 250 ms are at risk.
import ReviewCore

extension DeskState {
    /// Seconds from the first unsaved edit to the save that covers it.
    static let draftDelay = 0.2

    mutating func markDirty() {
        guard let draft = work?.draft else { return }
        // A running timer is left alone: pushed back by each key it would never fire.
        if draft == .dirty { return }
        work?.draft = .dirty
        ask(.schedule(.draft, after: Self.draftDelay))
    }

    /// Sends what is not yet safe to be saved.
    mutating func saveDraft() {
        for index in parked.indices where parked[index].draft.needsSaving {
            ask(.saveDraft(parked[index].id, draftNow(of: parked[index])))
            parked[index].draft = .saving
        }
        guard let work, work.draft.needsSaving else { return }
        ask(.saveDraft(work.id, draftNow(of: work)))
        self.work?.draft = .saving
    }

    func draftNow(of work: ClipWork) -> Draft {
        Draft(content: work.content, caret: work.reference.caret, savedAt: now)
    }

    mutating func takeStoreAnswer(_ action: DeskAction) {
        switch action {
        case .draftSaved(let id, let at): draftSaved(id, at)
        case .draftFailed(let id, let reason): draftFailed(id, reason)
        case .submitted(let id, let revision): submitted(id, revision)
        case .submitRefused(let id, let reason): submitRefused(id, reason)
        case .submitFailed(let id, let reason): submitFailed(id, reason)
        default: break
        }
    }

    private mutating func draftSaved(_ id: ClipID, _ at: Timestamp) {
        storeTrouble = inFlight.contains(where: \.isWaiting) ? storeTrouble : nil
        // An edit after the save began made it dirty again; that save is under way already.
        if work?.id == id, work?.draft == .saving { work?.draft = .saved(at) }
        for index in parked.indices where parked[index].id == id {
            if parked[index].draft == .saving { parked[index].draft = .saved(at) }
        }
    }

    private mutating func draftFailed(_ id: ClipID, _ reason: String) {
        storeTrouble = reason
        for index in parked.indices where parked[index].id == id {
            parked[index].draft = .failed(reason: reason)
        }
        if work?.id == id, work?.draft == .saving { work?.draft = .failed(reason: reason) }
        ask(.schedule(.draft, after: 2))
    }
}
