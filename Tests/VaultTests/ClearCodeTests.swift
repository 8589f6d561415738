// The columns in the clear, edited by somebody who can write to the database and has no key.
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite struct ClearCodeTests {
    let world: World

    init() throws {
        world = try World()
    }

    /// One edit of a clip's columns.
    struct ClipEdit: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let make: @Sendable (SealedClip) -> SealedClip

        static let all = [
            edit("captured a little earlier") { $0.capturedAt = Timestamp(microseconds: 0) },
            edit("never captured") { $0.capturedAt = nil },
            edit("longer") { $0.duration = 2.250_000_1 },
            edit("of no length") { $0.duration = nil },
            edit("another device") { $0.device = Pseudonym(rawValue: "aaaaaaaaaaaaaaaa") },
            edit("no device") { $0.device = nil },
            edit("device and account swapped") { swap(&$0.device, &$0.account) },
            edit("no account") { $0.account = nil },
            edit("first in the queue") { $0.priority = 100 },
            ClipEdit(testDescription: "another locale") { clip in
                SealedClip(
                    id: clip.id, sourceDigest: clip.sourceDigest, locale: "en-US",
                    capturedAt: clip.capturedAt, duration: clip.duration, device: clip.device,
                    account: clip.account, consentGranted: true, priority: clip.priority,
                    sealedAudioBytes: clip.sealedAudioBytes, wrappedKeys: clip.wrappedKeys,
                    fields: clip.fields)
            },
        ]

        private static func edit(
            _ name: String, _ change: @escaping @Sendable (inout SealedClip) -> Void
        ) -> ClipEdit {
            ClipEdit(testDescription: name) { clip in
                var edited = clip
                change(&edited)
                return edited
            }
        }
    }

    @Test(arguments: ClipEdit.all)
    func editedClip(_ edit: ClipEdit) throws {
        let edited = edit.make(world.clip)
        #expect(edited != world.clip)
        #expect(throws: VaultError.damaged(.field(.machineText), clip: world.clip.id)) {
            try world.vault.open(edited)
        }
    }

    /// Consent may be withdrawn, and keys rewrapped, without the text.
    @Test func whatMayChangeIsFree() throws {
        var clip = world.clip
        clip.consentGranted = false
        #expect(try world.vault.open(clip).hypothesis == Fixture.incoming.hypothesis)
    }

    /// One edit of an annotation's columns.
    struct AnnotationEdit: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout SealedAnnotation) -> Void

        init(
            _ name: String, _ change: @escaping @Sendable (inout SealedAnnotation) -> Void
        ) {
            testDescription = name
            self.change = change
        }

        static let all = [
            AnnotationEdit("annotated after all") { $0.outcome = .annotated },
            AnnotationEdit("broken for the same reason") { $0.outcome = .broken(reason: "noisy") },
            AnnotationEdit("another reason") { $0.outcome = .skipped(reason: "nois") },
            AnnotationEdit("judgment added") { $0.judgments["activation"] = ["false_wake"] },
            AnnotationEdit("judgment changed") { $0.judgments["heard"] = ["unclear"] },
            AnnotationEdit("judgment dropped") { $0.judgments["heard"] = [] },
            AnnotationEdit("judgments regrouped") {
                $0.judgments = Judgments(["heardc": ["lear"]])
            },
            AnnotationEdit("no correction") { $0.correctedIntent = nil },
            AnnotationEdit("no flag") { $0.flag = nil },
            AnnotationEdit("milder flag") { $0.flag?.severity = .p3 },
            AnnotationEdit("another category") { $0.flag?.category = "other" },
            AnnotationEdit("faster") { $0.effort.seconds = 2 },
            AnnotationEdit("not heard") { $0.effort.heardSeconds = 0 },
            AnnotationEdit("half covered") { $0.effort.coverage = 0.5 },
            AnnotationEdit("played more") { $0.effort.plays = 3 },
            AnnotationEdit("never listened") { $0.effort.listening = ClipCoverage() },
            AnnotationEdit("listened elsewhere") {
                $0.effort.listening = ClipCoverage(plays: 1, numbers: [0, 999, 100, 1])
            },
            AnnotationEdit("listened faster") {
                $0.effort.listening = ClipCoverage(plays: 1, numbers: [0, 1000, 150, 1])
            },
            AnnotationEdit("typed more") { $0.effort.keystrokes = 32 },
            AnnotationEdit("submitted later") {
                $0.submittedAt = $0.submittedAt.advanced(bySeconds: 1)
            },
        ]
    }

    @Test(arguments: AnnotationEdit.all)
    func editedAnnotation(_ edit: AnnotationEdit) throws {
        let keys = world.vault.openKeys(of: world.clip)
        let sealed = try keys.submitted(outcome: .skipped(reason: "noisy"))
        #expect(try keys.open(sealed) == Fixture.content)
        var edited = sealed
        edit.change(&edited)
        #expect(edited != sealed)
        #expect(throws: VaultError.damaged(.field(.annotation), clip: world.clip.id)) {
            try keys.open(edited)
        }
    }

    /// A store keeps no sign of zero and nothing that is no number.
    @Test func figuresAreBoundAsAStoreKeepsThem() throws {
        let keys = world.vault.openKeys(of: world.clip)
        var sealed = try keys.submitted(
            effort: Effort(seconds: .nan, heardSeconds: -0.0, coverage: .infinity))
        sealed.effort = Effort()
        #expect(try keys.open(sealed) == Fixture.content)
    }
}
