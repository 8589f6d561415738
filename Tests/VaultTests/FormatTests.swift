// The written formats, held to bytes made by another implementation (Python's cryptography):
// what was stored by this version must open in every later one.
import Crypto
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite struct FormatTests {
    let workspace: WorkspaceID
    let clip: ClipID
    let queue: QueueID
    let person: PersonID

    init() throws {
        workspace = try #require(ID("01900000-0000-7000-8000-000000000001"))
        clip = try #require(ID("01900000-0000-7000-8000-000000000002"))
        queue = try #require(ID("01900000-0000-7000-8000-000000000003"))
        person = try #require(ID("01900000-0000-7000-8000-000000000004"))
    }

    private func key(from first: UInt8) -> ClassKey {
        ClassKey(key: SymmetricKey(data: Data(first..<(first + 32))))
    }

    private func bytes(_ base64: String) throws -> Data {
        try #require(Data(base64Encoded: base64))
    }

    @Test func marksOfTheBorder() throws {
        let ring = Keyring(workspace: workspace, keys: [.border: [1: key(from: 0)]])
        let vault = ClipVault(keyring: ring)
        #expect(try vault.pseudonym(ofDevice: "G090LF11").rawValue == "aigza7kzrryhhm4r")
        #expect(try vault.pseudonym(ofAccount: "G090LF11").rawValue == "ji2stbr6cjwdgdnz")
        #expect(
            try vault.sourceDigest(of: "rec-1", in: queue)
                == bytes("wNq229xLjLLkQQy+Ylk05HRzyO3M1R3xMbbX93/NJYw="))
    }

    @Test func grantOpensTheClipTheDraftAndTheAnnotation() throws {
        let personal = PersonalKeys(
            agreement: try Curve25519.KeyAgreement.PrivateKey(
                rawRepresentation: Data(96..<128)),
            signing: Curve25519.Signing.PrivateKey())
        let grant = KeyGrant(
            person: person, keyClass: .text, generation: 1,
            sealed: try bytes(
                "AfkOEXAaBgSEwvG6OWipJ2K0v4spDcMVE3TP9aC4jphuTTeT89SQW2XgGZP1dGENTobcxb9Y"
                    + "rc/K+AgvEfZWFGTrHJlNqhgsA9WLkb3loI3z"))
        let wrapped = try bytes(
            "AQABAgMEBQYHCAkKCxwTH+QOcK2r9LCDjWo+EHNDIbs3PkTwRnxUieHn3JXHwue1dgnDdmPARVb9"
                + "5nRr9g==")
        let field = try bytes(
            "AQECAwQFBgcICQoLDN0IPUlaS8MdK4SOfmaleJTKUSIQR+2KTKs2J6CwT45mfPF5qMovpKqXF6jX"
                + "uyV/fM25k8Yy/YOTxKuyrAHRa06IpC4rt6i83PlXQ2MiVw==")
        let annotation = try bytes(
            "AQMEBQYHCAkKCwwNDnQEhDN8zA+BqTEKKbvNxpxVFpU3LpfUruMzkFr2izfnikTMyp+XM5uNGMnE"
                + "u3PzhuX+hWnUqIMl3H/ebMn5PIWtOWlLkkALARDuiLmy6JjxPwYDF0Ua3BuI9i3Cun54VKZm"
                + "Hof3xhbE7d6TWaXPx3HtfD75gCMBh52c0UP8/sAB9YrHgZJZ6lcx3NclwHZHUFgkYBhwLvWm"
                + "nmQIOkvT/tpzLfoBlbWMVrMbBfhwxV6wu3jh2M3CM1W7iSQl4Kfq9SkjHK4ORHgdWjQ2KrTI"
                + "Xtxn1CSmqeoBBo8ZBmQRwrvA")
        let draft = try bytes(
            "AQIDBAUGBwgJCgsMDRNjtEQHZhw8sEno5XoIGZy29x7MjlIPZsMUR/MvkqF8fm8J2k3EnrK5cI+7"
                + "hT8+FBJkT017KkCivVTQXYFK5D+EiripqUI509syZm1dq0/UgzFiyIZfYLV2pSCN3AQr3ZbFD5J7"
                + "VD/wSrFOUFwkBhtksWwTiDSl3Jd4HeBe")
        // Whatever the key is, it is the one that was promised.
        var promised = KeyCommitments()
        promised[.text, 1] = MerkleHash(
            try bytes("Xfr3ewxkuq5ShJO/QUdloth0hfaEhcM0iL9zh8T3Feo="))
        let ring = try Keyring.open(
            [grant], for: person, in: workspace, with: personal, against: promised)
        let sealed = SealedClip(
            id: clip, sourceDigest: Data(), locale: "ro-RO", consentGranted: true,
            sealedAudioBytes: 0,
            wrappedKeys: [WrappedKey(keyClass: .text, generation: 1, bytes: wrapped)],
            fields: [.machineText: field])
        let keys = ClipVault(keyring: ring).openKeys(of: sealed)
        #expect(try keys.open(sealed).hypothesis == Hypothesis(text: "pune o alarmă"))
        let opened = try keys.openDraft(draft, by: person)
        #expect(opened.content.reference == "pune o alarmă la șapte" && opened.caret == 4)
        let content = try keys.open(
            SealedAnnotation(
                id: try #require(ID("01900000-0000-7000-8000-000000000005")), clip: clip,
                person: person, outcome: .skipped(reason: "noisy"),
                judgments: Judgments(["error": ["asr", "intent"], "activation": ["intended"]]),
                correctedIntent: "alarm_query", flag: Flag(category: "other", severity: .p2),
                effort: Effort(seconds: 20.5, heardSeconds: 4.5, plays: 2, keystrokes: 31),
                submittedAt: Timestamp(microseconds: 1_700_000_000_000_007),
                content: annotation))
        #expect(content.reference == "pune o alarmă")
    }

    /// No two places may be written alike, whatever the parts are.
    @Test func placesAreDistinct() {
        let ids: [UInt64] = [1, 2]
        var places: [[UInt8]] = []
        for clip in ids {
            for field in SealedField.allCases {
                places.append(Binding.field(field, clip: id(clip)).bytes(format: 1))
            }
            for codes: [UInt8] in [[], [0], [1], [0, 0]] {
                places.append(
                    Binding.machineText(clip: id(clip), codes: codes).bytes(format: 1))
            }
            for keyClass in KeyClass.allCases {
                for generation in [1, 2, 256] {
                    let binding = Binding.dataKey(
                        keyClass, generation: generation, clip: id(clip))
                    places.append(binding.bytes(format: 1))
                    places.append(binding.bytes(format: 2))
                }
            }
            for person in ids {
                places.append(Binding.draft(clip: id(clip), person: id(person)).bytes(format: 1))
                for annotation in ids {
                    for codes: [UInt8] in [[], [0], [0, 0]] {
                        let binding = Binding.annotation(
                            id(annotation), clip: id(clip), person: id(person), codes: codes)
                        places.append(binding.bytes(format: 1))
                    }
                }
            }
        }
        #expect(Set(places).count == places.count)
    }
}
