// What the vault bound together still opens after the store has kept it apart.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

@Suite("Sealed values through the store")
struct SealedThroughStoreTests {
    private let place: Workplace
    private let vault: ClipVault
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
        place = Workplace(
            try SQLiteStore.create(
                at: scratch.file("earshot.db"), workspace: UUID(), now: .init(microseconds: 1)))
        vault = ClipVault(keyring: .create(for: place.id()))
    }

    private func store(_ incoming: IncomingClip) throws -> SealedClip {
        let queue = try place.queue("q", locale: "mul")
        let (clip, _) = try vault.seal(incoming, as: place.id(), in: queue, audio: Data([1]))
        #expect(try place.store.queues.ingest(queue, [clip], place.now) == [.added])
        return try #require(try place.store.records.clip(clip.id)?.clip)
    }

    @Test(
        "A clip opens whatever its columns held",
        arguments: [nil, 0, -0.0, 0.1 + 0.2, 1e-300, 1e300, 3, .nan, .infinity] as [Double?])
    func clip(duration: Double?) throws {
        let stored = try store(
            IncomingClip(
                sourceID: "s", audio: AudioSource(path: "a.wav"), locale: "हि-IN",
                capturedAt: Timestamp(microseconds: -1), duration: duration,
                deviceID: "d", consent: Consent(id: "c", granted: true),
                hypothesis: Hypothesis(text: "x"), priority: -3))
        #expect(try vault.open(stored).hypothesis?.text == "x")
    }

    @Test("An annotation opens whatever its columns held")
    func annotation() throws {
        let stored = try store(
            IncomingClip(
                sourceID: "s", audio: AudioSource(path: "a.wav"), locale: "es-CR",
                consent: Consent(id: "c", granted: true)))
        let queue = try #require(try place.store.records.clip(stored.id)?.queue)
        let ana = try place.person("ana")
        let keys = vault.openKeys(of: stored)
        let content = AnnotationContent(
            reference: "déjà vu", judgments: Judgments(["z": ["2", "1"], "a": ["ș"], "e": []]),
            correction: Interpretation(intent: "i"), flag: Flag(category: "c", severity: .p3))
        let effort = Effort(
            seconds: .nan, heardSeconds: 0.1 + 0.2, coverage: -0.0, plays: -1, keystrokes: .max,
            listening: ClipCoverage(plays: 999, numbers: [0, 86_400_000, 10, 999, 5, 6, 1000, 1]))
        let outcomes: [Outcome] = [
            .skipped(reason: "noisy"), .broken(reason: "no frames \u{1F984}"), .annotated,
        ]
        for outcome in outcomes {
            let claimed = try place.claim(ana, [queue], resumes: true)[0]
            let sealed = try keys.seal(
                content, as: place.id(), by: ana, outcome: outcome, effort: effort, at: place.now)
            _ = try place.store.work.submit(sealed, claimed.lease.token)
            let kept = try place.store.records.annotated(stored.id, ana)?.record.annotation
            #expect(try kept.map(keys.open) == content)
            _ = try place.undo(ana)
        }
    }
}
