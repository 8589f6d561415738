// A throw-away workspace for a test: a store, a clock that the test moves, ids that repeat.
import Foundation
import ReviewCore
import Store
import Vault

/// SplitMix64: chance that repeats.
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

/// A directory that goes when the test does.
final class ScratchDirectory {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "earshot-store-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }
}

/// A store with people and a queue, and short ways to say what a test does.
final class Workplace {
    let store: ReviewStore
    var now = Timestamp(microseconds: 1_790_000_000_000_000)
    var random: SeededRandom
    let ttl = 60.0
    private var sources = 0

    init(_ store: ReviewStore, seed: UInt64 = 1) {
        self.store = store
        random = SeededRandom(seed)
    }

    func id<Subject>() -> ID<Subject> { ID(at: now, using: &random) }

    func bytes(_ count: Int) -> Data {
        Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    func person(_ name: String, _ roles: Set<Role> = [.reviewer]) throws -> PersonID {
        let person = Person(id: id(), name: name, roles: roles)
        let keys = PublicKeys(agreement: bytes(32), signing: bytes(32))
        try store.people.add(Member(person: person, keys: keys), now)
        return person.id
    }

    func queue(_ name: String, locale: String = "es-CR") throws -> QueueID {
        let queue = Queue(id: id(), name: name, locale: locale)
        try store.queues.create(queue, now)
        return queue.id
    }

    func clip(priority: Int = 0, locale: String = "es-CR", consent: Bool = true) -> SealedClip {
        sources += 1
        let keys = [KeyClass.audio, .text].map {
            WrappedKey(keyClass: $0, generation: 1, bytes: bytes(60))
        }
        return SealedClip(
            id: id(), sourceDigest: Data("source \(sources)".utf8), locale: locale,
            capturedAt: now, duration: 2.25, device: Pseudonym(rawValue: "d\(sources)"),
            account: nil, consentGranted: consent, domain: "alarm", intent: "alarm_set",
            hypothesisConfidence: 0.5, priority: priority, sealedAudioBytes: 1234,
            wrappedKeys: keys, fields: [.machineText: bytes(40), .identity: bytes(20)])
    }

    /// Takes new clips in and returns them in queue order of equal priority.
    @discardableResult
    func fill(_ queue: QueueID, _ count: Int, priority: Int = 0) throws -> [SealedClip] {
        let clips = (0..<count).map { _ in clip(priority: priority) }
        _ = try store.queues.ingest(queue, clips, now)
        return clips
    }

    func claim(
        _ person: PersonID, _ queues: [QueueID], count: Int = 1, resumes: Bool = false,
        excluding: Set<ClipID> = []
    ) throws -> [ClaimedClip] {
        try store.work.claim(
            ClaimRequest(
                person: person, queues: queues, count: count, ttl: ttl, now: now,
                resumes: resumes, excluding: excluding))
    }

    func annotation(
        _ clip: ClipID, _ person: PersonID, _ outcome: Outcome = .annotated, flag: Flag? = nil,
        activation: String = "intended",
        listening: ClipCoverage = ClipCoverage(plays: 2, numbers: [0, 2250, 100, 2])
    ) -> SealedAnnotation {
        SealedAnnotation(
            id: id(), clip: clip, person: person, outcome: outcome,
            judgments: Judgments(["activation": [activation], "error": ["asr", "intent"]]),
            correctedIntent: "alarm_query", flag: flag,
            effort: Effort(
                seconds: 20.5, listening: listening, duration: 2.25, keystrokes: 31),
            submittedAt: now, content: bytes(50))
    }

    /// Submits with the claim's own lease.
    @discardableResult
    func submit(
        _ claimed: ClaimedClip, _ outcome: Outcome = .annotated, flag: Flag? = nil
    ) throws -> SubmitAnswer {
        try store.work.submit(
            annotation(claimed.clip.id, claimed.lease.person, outcome, flag: flag),
            claimed.lease.token)
    }

    func undo(_ person: PersonID, _ clip: ClipID? = nil) throws -> UndoAnswer {
        try store.work.undo(UndoRequest(person: person, clip: clip, ttl: ttl, now: now))
    }

    func pass(_ seconds: Double) { now = now.advanced(bySeconds: seconds) }

    func state(_ clip: ClipID) throws -> ClipState? { try store.records.clip(clip)?.state }

    func counts(_ queue: String) throws -> WorkspaceStatus.QueueCounts? {
        try store.records.status(now, now).queues.first { $0.name == queue }
    }
}
