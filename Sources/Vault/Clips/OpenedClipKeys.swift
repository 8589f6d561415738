// One clip's data keys, unwrapped once for as long as it is on the desk.
import Crypto
import Foundation
import ReviewCore

/// The `audio` and `text` keys of one clip: plays it, reads it, and saves drafts and annotations
/// without unwrapping again.
///
/// A class that could not be opened fails when it is used, not before: who may read but not
/// listen can still read.
public struct OpenedClipKeys: Sendable, Redacted {
    public let clip: ClipID
    private let audio: Result<SymmetricKey, VaultError>
    let textKey: Result<SymmetricKey, VaultError>
    private let incidentSeal: IncidentSeal

    init(_ clip: SealedClip, keyring: Keyring) {
        self.clip = clip.id
        func key(_ keyClass: KeyClass) -> Result<SymmetricKey, VaultError> {
            Result { () throws(VaultError) in try keyring.dataKey(keyClass, of: clip) }
        }
        audio = key(.audio)
        textKey = key(.text)
        incidentSeal = keyring.incidentSeal
    }

    /// Whether the clip is wrapped under a generation that was not held when it was opened: the
    /// keys may have been rotated since, and be there to be read.
    public var isBehind: Bool {
        [audio, textKey].contains { key in
            if case .failure(.generationNotHeld) = key { true } else { false }
        }
    }

    /// The clip as the desk sees it. `sealed` must be the clip these keys are of.
    public func open(_ sealed: SealedClip) throws(VaultError) -> Clip {
        guard let field = sealed.fields[.machineText] else {
            throw .fieldAbsent(.machineText, clip: clip)
        }
        guard sealed.id == clip else { throw .damaged(.field(.machineText), clip: sealed.id) }
        let words = try SealedJSON.open(
            MachineText.self, from: field, with: textKey.get(),
            for: .machineText(clip: clip, codes: sealed.codes))
        return Clip(
            id: clip, locale: sealed.locale, capturedAt: sealed.capturedAt,
            duration: sealed.duration, device: sealed.device, account: sealed.account,
            hypothesis: words.hypothesis, interpretation: words.interpretation,
            response: words.response, hasLocation: sealed.fields[.location] != nil,
            hasContacts: sealed.fields[.contacts] != nil, priority: sealed.priority,
            expected: sealed.expected)
    }

    /// The sound file as it came.
    public func openAudio(_ sealedAudio: Data) throws(VaultError) -> SecretBytes {
        var plain = try SealedBytes.open(
            sealedAudio, with: audio.get(), for: .field(.audio, clip: clip))
        return try SecretBytes(taking: &plain)
    }

    /// Seals what a person submits. The codes kept in the clear are taken from the content and
    /// bound to it, so that none of them can be changed unnoticed.
    ///
    /// - Parameter submittedAt: as it will be stored; whole microseconds.
    public func seal(
        _ content: AnnotationContent, as id: AnnotationID, by person: PersonID,
        outcome: Outcome, effort: Effort, at submittedAt: Timestamp
    ) throws(VaultError) -> SealedAnnotation {
        var annotation = SealedAnnotation(
            id: id, clip: clip, person: person, outcome: outcome,
            judgments: content.judgments, correctedIntent: content.correction?.intent,
            flag: content.flag, effort: effort, submittedAt: submittedAt, content: Data())
        annotation.content = try SealedJSON.seal(
            content, with: textKey.get(), for: binding(of: annotation))
        annotation.flagSaidAt = content.flag == nil ? nil : content.flagSaidAt
        if content.flag != nil, let note = content.flagNote {
            annotation.flagNote = try incidentSeal.seal(note, of: clip, by: person)
        }
        return annotation
    }

    /// What a person submitted; `damaged` when a code beside it is not the one it was sealed with.
    public func open(
        _ annotation: SealedAnnotation
    ) throws(VaultError) -> AnnotationContent {
        guard annotation.clip == clip else { throw .damaged(.field(.annotation), clip: clip) }
        return try SealedJSON.open(
            AnnotationContent.self, from: annotation.content, with: textKey.get(),
            for: binding(of: annotation))
    }

    private func binding(of annotation: SealedAnnotation) -> Binding {
        .annotation(
            annotation.id, clip: clip, person: annotation.person, codes: annotation.codes)
    }

    /// Seals unsubmitted work. A person has one draft of a clip.
    public func seal(_ draft: Draft, by person: PersonID) throws(VaultError) -> Data {
        try SealedJSON.seal(draft, with: textKey.get(), for: .draft(clip: clip, person: person))
    }

    public func openDraft(_ sealed: Data, by person: PersonID) throws(VaultError) -> Draft {
        try SealedJSON.open(
            Draft.self, from: sealed, with: textKey.get(),
            for: .draft(clip: clip, person: person))
    }
}
