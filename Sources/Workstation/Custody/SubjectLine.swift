// One recording of a person's own copy: a line of JSON, and its sound beside it.
import AudioEngine
import Foundation
import ReviewCore
import Store
import Vault

/// Everything of one clip in open form.
struct SubjectLine: Encodable {
    struct Note: Encodable {
        let at: String
        let outcome: String
        let reason: String?
        let reference: String
        let judgments: Judgments
        let interpretation: Interpretation?
        let tags: [String]
        let note: String
        let flag: Flag?

        init(_ sealed: SealedAnnotation, _ content: AnnotationContent) {
            at = sealed.submittedAt.date.formatted(.iso8601)
            (outcome, reason) =
                switch sealed.outcome {
                case .annotated: ("annotated", nil)
                case .skipped(let reason): ("skipped", reason)
                case .broken(let reason): ("broken", reason)
                }
            reference = content.reference
            judgments = content.judgments
            interpretation = content.correction
            tags = content.tags
            note = content.note
            flag = content.flag
        }
    }

    struct Context: Encodable {
        let location: Coordinates?
        let contacts: [Contact]
    }

    let id: String
    let locale: String
    let capturedAt: String?
    let duration: Double?
    let device: String?
    let account: String?
    let consentGranted: Bool
    /// Relative to the file; absent where the sound is not on disk.
    let audio: String?
    let hypothesis: Hypothesis?
    let interpretation: Interpretation?
    let response: AssistantResponse?
    let context: Context
    let annotations: [Note]

    /// Opens the clip, and writes its sound as it came.
    init(_ whole: WholeClip, _ seat: Seat, _ sounds: PrivateFolder) throws {
        let sealed = whole.stored.clip
        let opened = try seat.vault.openForSubject(
            sealed, annotations: whole.history.map(\.annotation))
        let clip = opened.clip
        id = clip.id.description
        locale = clip.locale
        capturedAt = clip.capturedAt?.date.formatted(.iso8601)
        duration = clip.duration
        device = clip.device?.rawValue
        account = clip.account?.rawValue
        consentGranted = sealed.consentGranted
        audio = try Self.sound(of: sealed, seat, sounds)
        hypothesis = clip.hypothesis
        interpretation = clip.interpretation
        response = clip.response
        context = Context(location: opened.location, contacts: opened.contacts)
        annotations = opened.annotations.map { Note($0.sealed, $0.content) }
    }

    private static func sound(
        of clip: SealedClip, _ seat: Seat, _ sounds: PrivateFolder
    ) throws -> String? {
        let sealed: Data
        do throws(StoreError) {
            sealed = try seat.workspace.audioFiles.read(clip.id)
        } catch {
            guard error.kind == .audioMissing else { throw error }
            return nil
        }
        let plain = try seat.vault.openAudio(sealed, of: clip)
        let bytes = plain.withUnsafeBytes { Data($0) }
        let file = "\(clip.id.description).\(SoundEnding.of(bytes))"
        try sounds.write(bytes, to: file)
        return "audio/\(file)"
    }

    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
