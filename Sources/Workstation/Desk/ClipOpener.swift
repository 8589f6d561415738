// Opens clips for the desk: keys, text, draft, then the sound. Runs on a worker, never the loop.
import AudioEngine
import Foundation
import ReviewCore
import Screens
import Store
import Vault

/// Turns what the store hands out into what the desk shows. Plain text exists in memory alone.
struct ClipOpener: Sendable {
    let seat: Seat
    let setting: DeskSetting

    /// A clip that was claimed. A draft that does not open is passed over: the clip is worth more.
    func open(_ claimed: ClaimedClip) throws -> OpenedClip {
        let keys = seat.openKeys(of: claimed.clip)
        var clip = try keys.open(claimed.clip)
        // Clips of before the lexicon, or of an older one, are read by it now.
        let read = clip.hypothesis.flatMap {
            setting.trade.warnings.expectation(in: $0.text, locale: clip.locale)
        }
        clip.expected = read?.joined(with: clip.expected) ?? clip.expected
        var draft = claimed.draft.flatMap { try? keys.openDraft($0.bytes, by: seat.person.id) }
        if draft == nil, let withdrawn = claimed.withdrawn {
            draft = try? self.draft(of: withdrawn, keys)
        }
        return OpenedClip(
            held: HeldClip(
                sealed: claimed.clip, keys: keys, lease: claimed.lease, hasDraft: draft != nil),
            ready: ReadyClip(
                clip: clip, draft: draft,
                listening: claimed.withdrawn?.annotation.effort.listening ?? ClipCoverage()))
    }

    /// A clip of this sitting, to be amended: its submitted content comes as the draft, unless
    /// an amendment was begun and left.
    func reopen(_ reviewed: ReviewedClip) throws -> OpenedClip {
        let keys = seat.openKeys(of: reviewed.clip)
        let stored = try seat.store.drafts.load(reviewed.clip.id, seat.person.id)
        let begun = stored.flatMap { try? keys.openDraft($0.bytes, by: seat.person.id) }
        let submitted = try draft(of: reviewed.record, keys)
        return OpenedClip(
            held: HeldClip(
                sealed: reviewed.clip, keys: keys, annotation: reviewed.record.annotation.id,
                hasDraft: begun != nil),
            ready: ReadyClip(
                clip: try keys.open(reviewed.clip), draft: begun ?? submitted,
                submitted: reviewed.record.revision, submittedContent: submitted.content,
                listening: reviewed.record.annotation.effort.listening))
    }

    /// The clip's sound, ready to be heard; `onSurvey` tells of a long one as it is measured.
    func prepareSound(
        of held: HeldClip, onSurvey: (@Sendable (ClipSurvey) -> Void)? = nil
    ) throws -> PreparedClip {
        let sealed = try seat.workspace.audioFiles.read(held.sealed.id)
        return try Player.prepare(held.keys.openAudio(sealed), onSurvey: onSurvey)
    }

    /// A submitted clip as the list of earlier ones shows it.
    func earlier(_ reviewed: ReviewedClip, sittingStart: Timestamp) -> EarlierClip {
        let record = reviewed.record
        let keys = seat.openKeys(of: reviewed.clip)
        let content = try? keys.open(record.annotation)
        let slots = (try? keys.open(reviewed.clip))?.interpretation?.slots ?? []
        let glimpse = content.map {
            setting.glimpse(of: $0.reference, slots: slots + ($0.correction?.slots ?? []))
        }
        return EarlierClip(
            id: reviewed.clip.id, outcome: record.annotation.outcome,
            flag: record.annotation.flag, revision: record.revision,
            submittedAt: record.annotation.submittedAt, glimpse: glimpse ?? "",
            fromThisSitting: record.annotation.submittedAt >= sittingStart)
    }

    private func draft(of record: AnnotationRecord, _ keys: OpenedClipKeys) throws -> Draft {
        let content = try keys.open(record.annotation)
        return Draft(
            content: content, caret: content.reference.count,
            savedAt: record.annotation.submittedAt)
    }
}
