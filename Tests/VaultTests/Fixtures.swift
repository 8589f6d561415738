// The people, clips and secrets the vault's tests work with.
import Crypto
import Foundation
import ReviewCore
import Testing

@testable import Vault

/// A repeatable source of ids (SplitMix64); never of keys.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Ids by number: the same number is the same id, in every test.
func id<Subject>(_ number: UInt64) -> ID<Subject> {
    var dice = Dice(state: number)
    return ID(at: Timestamp(microseconds: 1_700_000_000_000_000), using: &dice)
}

enum Fixture {
    static let workspace: WorkspaceID = id(1)
    static let queue: QueueID = id(2)
    static let ana: PersonID = id(3)
    static let bogdan: PersonID = id(4)

    /// Every readable personal string of `incoming`, none of which may be seen anywhere.
    static let secrets = [
        "rec-000-secret", "G090LF1180990GHB", "amzn1.account.AH7Q", "consent-31337",
        "maria-kitchen.opus", "/srv/intake", "call Ileana Popescu", "Ileana", "Popescu",
        "calling her mobile", "+40 721 000 111", "45.7538", "21.2257", "Mirela", "neighbour",
        "suni-o pe", "alarmă",
    ]

    static let incoming = IncomingClip(
        sourceID: "rec-000-secret",
        audio: AudioSource(path: "/srv/intake/maria-kitchen.opus", offset: 1.5, length: 2.25),
        locale: "ro-RO", capturedAt: Timestamp(microseconds: 1_699_999_999_000_001),
        duration: 2.25, deviceID: "G090LF1180990GHB", accountID: "amzn1.account.AH7Q",
        consent: Consent(id: "consent-31337", granted: true),
        hypothesis: Hypothesis(
            text: "call Ileana Popescu", confidence: 0.81,
            words: [HypothesisWord(text: "call", confidence: 0.9, start: 0, end: 0.4)],
            nbest: [Alternative(text: "suni-o pe Ileana", confidence: 0.1)]),
        interpretation: Interpretation(
            domain: "call", intent: "call_contact", confidence: 0.7,
            slots: [Slot(type: "person", value: "Ileana Popescu")]),
        response: AssistantResponse(text: "calling her mobile", action: "call"),
        location: Coordinates(latitude: 45.7538, longitude: 21.2257),
        contacts: [
            Contact(name: "Ileana Popescu", phone: "+40 721 000 111", relation: "neighbour"),
            Contact(name: "Mirela"),
        ],
        priority: 3)

    /// Bytes with a run that can be searched for.
    static let audio = Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 5) })

    static let content = AnnotationContent(
        reference: "call Ileana Popescu", judgments: Judgments(["heard": ["clear"]]),
        correction: Interpretation(intent: "call_contact"), tags: ["name"],
        note: "she says Mirela first", flag: Flag(category: "self_harm", severity: .p1))

    static let effort = Effort(
        seconds: 20.5, heardSeconds: 4.25, coverage: 1, plays: 2, keystrokes: 31,
        listening: ClipCoverage(plays: 1, numbers: [0, 1000, 100, 1]))

    static let draft = Draft(
        content: content, caret: 4, savedAt: Timestamp(microseconds: 1_700_000_000_000_007))
}

/// A vault with all classes, one clip in it, and a second clip to swap with.
struct World {
    let keyring = Keyring.create(for: Fixture.workspace)
    let vault: ClipVault
    let clip: SealedClip
    let sealedAudio: Data
    let other: SealedClip
    let otherAudio: Data

    init() throws {
        vault = ClipVault(keyring: keyring)
        (clip, sealedAudio) = try vault.seal(
            Fixture.incoming, as: id(10), in: Fixture.queue, audio: Fixture.audio)
        (other, otherAudio) = try vault.seal(
            Fixture.incoming, as: id(11), in: Fixture.queue, audio: Fixture.audio)
    }

    /// What somebody granted only `classes` holds, through real grants.
    func ring(_ classes: Set<KeyClass>) throws -> Keyring {
        let personal = PersonalKeys.create()
        let grants = try classes.map {
            try keyring.grant($0, to: Fixture.ana, publicKeys: personal.publicKeys)
        }
        return try Keyring.open(
            grants, for: Fixture.ana, in: Fixture.workspace, with: personal,
            against: keyring.commitments)
    }

    /// The way back, by two people with a half each.
    func identity(of clip: SealedClip) throws -> ClipIdentity {
        let own = PersonalKeys.create()
        let request = IdentityRequest(
            id: UUID(), clip: clip.id, requester: Fixture.ana, until: Timestamp(microseconds: 9))
        let approver = ClipVault(keyring: try ring([.identityOfficer]))
        let approval = try approver.approve(
            request, of: clip, by: Fixture.bogdan, sealedTo: own.publicKeys,
            now: Timestamp(microseconds: 1))
        return try ClipVault(keyring: try ring([.identityCustodian])).openIdentity(
            of: clip, for: request, with: approval, own: own, now: Timestamp(microseconds: 1))
    }
}

extension OpenedClipKeys {
    /// The fixture's content, submitted by Ana as annotation 20.
    func submitted(
        outcome: Outcome = .annotated, effort: Effort = Fixture.effort
    ) throws -> SealedAnnotation {
        try seal(
            Fixture.content, as: id(20), by: Fixture.ana, outcome: outcome, effort: effort,
            at: Timestamp(microseconds: 1_700_000_000_000_007))
    }
}

extension SealedAnnotation {
    /// The same under other names.
    func moved(
        to id: AnnotationID? = nil, clip: ClipID? = nil, by person: PersonID? = nil
    ) -> SealedAnnotation {
        SealedAnnotation(
            id: id ?? self.id, clip: clip ?? self.clip, person: person ?? self.person,
            outcome: outcome, judgments: judgments, correctedIntent: correctedIntent, flag: flag,
            effort: effort, submittedAt: submittedAt, content: content)
    }
}

extension SealedClip {
    /// Everything of it that reaches a disk as bytes.
    var allBytes: [Data] {
        fields.values.map { $0 } + wrappedKeys.map(\.bytes) + [sourceDigest]
    }
}

extension SecretBytes {
    /// Only tests copy a secret out.
    var copy: Data { withUnsafeBytes { Data($0) } }
}
