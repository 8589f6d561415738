// Work that could not be submitted: why, what became of its words, and how it is put away.
import ReviewCore

extension DeskState {
    /// Says why the oldest was not accepted, or was taken back, and offers to put it away. It cannot
    /// be worked on: the clip is not this desk's any more, its sound and keys are gone.
    mutating func openRefused() {
        guard curtain == .open, let first = refused.first else { return }
        let words =
            first.isKept
            ? "Its words are kept as your draft and come with the clip if it comes to you again."
            : "Its words are only on this desk; they come with the clip if it comes back to it."
        overlay = .confirm(
            .dismissRefused(first.work.id, "\(Self.sentence(first.reason)) \(words)"))
    }

    /// What became of a clip that was refused, in a few words: what was never submitted cannot be
    /// turned down.
    func refusal(of id: ClipID) -> String {
        let wasSubmitted = refused.first { $0.work.id == id }?.wasSubmitted ?? true
        return "Clip \(id.short) was \(wasSubmitted ? "not accepted" : "taken back")"
    }

    mutating func dismissRefused(_ id: ClipID) {
        refused.removeAll { $0.work.id == id }
    }

    /// No: another one comes first the next time.
    mutating func keepRefused() {
        guard !refused.isEmpty else { return }
        refused.append(refused.removeFirst())
    }

    /// The words of a clip that came to the desk again, where it brings none of its own.
    mutating func withRefusedWords(_ ready: ReadyClip) -> ReadyClip {
        guard let index = refused.firstIndex(where: { $0.work.id == ready.id }) else {
            return ready
        }
        let kept = refused.remove(at: index).work
        toast("Your words on clip \(ready.id.short) came back with it")
        guard ready.draft == nil else { return ready }
        var ready = ready
        ready.draft = Draft(
            content: kept.content, caret: kept.reference.caret, savedAt: now,
            listening: kept.heardBefore)
        return ready
    }

    /// Notes that the words of a refused submission are on disk.
    mutating func noteKept(_ id: ClipID) {
        for index in inFlight.indices where inFlight[index].submission.clip == id {
            inFlight[index].isKept = true
        }
        for index in refused.indices where refused[index].work.id == id {
            refused[index].isKept = true
        }
    }

    /// What a clip that is taken away leaves behind: the reviewer's words, unless the person who
    /// was recorded does not want them kept.
    mutating func keepWords(of work: ClipWork, reason: String) {
        guard work.isTouched else { return }
        let isKept = if case .saved = work.draft { true } else { false }
        refused.append(RefusedWork(work: work, reason: reason, wasSubmitted: false, isKept: isKept))
    }

    /// How far the grave flag has come that the rest follows; `nil` after a rest without one.
    var flagNews: String? {
        guard let clip = restingOver else { return nil }
        switch flagFate {
        case .stored: return Self.flagStored
        case .lost(let reason): return "Your flag could not be kept: \(reason)."
        case nil: break
        }
        if raisedFlag == clip { return "Your flag is being stored." }
        if let pending = inFlight.first(where: { $0.submission.clip == clip }) {
            return pending.isWaiting
                ? "Your flag is not stored yet; it is offered again until it is."
                : "Your flag is being stored."
        }
        if refused.contains(where: { $0.work.id == clip }) {
            return "Your flag was not accepted; going on, you can see why."
        }
        return Self.flagStored
    }

    private static let flagStored = "Your flag is stored; you will be told how it ends."

    mutating func flagSettled(_ clip: ClipID, _ fate: FlagFate) {
        if clip == restingOver { flagFate = fate }
        if case .lost(let reason) = fate {
            toast("The flag of clip \(clip.short) could not be kept: \(reason)", .warning)
        }
    }

    /// How many flags the store has not taken yet, in words; `nil` when it has them all.
    public var flagsWaiting: String? {
        let here = inFlight.count { $0.isWaiting && $0.submission.content.flag != nil }
        let count = here + flagsKept
        return count == 0 ? nil : "\(count) flag\(count == 1 ? " waits" : "s wait")"
    }

    private static func sentence(_ reason: String) -> String {
        reason.prefix(1).uppercased() + reason.dropFirst() + (reason.hasSuffix(".") ? "" : ".")
    }
}
