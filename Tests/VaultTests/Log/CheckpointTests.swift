// Checkpoints: the form others read, and who vouches for one.
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite("Checkpoints")
struct CheckpointTests {
    private let keys = PersonalKeys.create()
    private var signer: AuditSigner { keys.auditSigner(for: Fixture.ana, in: Fixture.workspace) }
    private let head = TreeHead(size: 20_852_163, root: .leaf(Data([7])))

    private func key() throws -> AuditKey { try #require(signer.key) }

    @Test("It is written as the format says, and read back")
    func form() throws {
        let note = try signer.checkpoint(head)
        let lines = note.serialized.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6)
        #expect(lines[0] == "earshot/log/\(Fixture.workspace)")
        #expect(lines[1] == "20852163")
        #expect(Data(base64Encoded: String(lines[2])) == head.root.bytes)
        #expect(lines[3].isEmpty && lines[5].isEmpty)
        #expect(lines[4].hasPrefix("\u{2014} \(lines[0]) "))
        let again = try SignedNote(parsing: Data(note.serialized.utf8))
        #expect(again == note)
        #expect(try Checkpoint(again).head == head)
        #expect(again.isSigned(byOneOf: [try key()]))
    }

    /// The example of C2SP tlog-checkpoint, as published.
    @Test("A checkpoint of the standard's own is read")
    func published() throws {
        let text = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            \u{2014} example.com/behind-the-sofa \
            Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=

            """
        let note = try SignedNote(parsing: Data(text.utf8))
        let checkpoint = try Checkpoint(note)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.head.size == 20_852_163)
        #expect(note.signatures.map(\.keyID) == [0x033D_E0AE])
        #expect(note.signatures.map(\.signature.count) == [64])
        #expect(note.serialized == text)
        #expect(!note.isSigned(byOneOf: [try key()]))
    }

    /// The worked example that Go's note package documents: a public key and the id it goes by.
    @Test("A key goes by the id that others compute for it")
    func keyID() throws {
        let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        let parts = verifier.split(separator: "+", maxSplits: 2)
        let encoded = try #require(Data(base64Encoded: String(parts[2])))
        #expect(encoded.first == 1)
        let key = try #require(AuditKey(encoded.dropFirst()))
        let keyID = NoteSignature.keyID(name: String(parts[0]), key: key)
        #expect(keyID == UInt32(parts[1], radix: 16))
        let note = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u{2014} PeterNeumann \
            x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

            """
        #expect(try SignedNote(parsing: Data(note.utf8)).isSigned(byOneOf: [key]))
    }

    @Test("A changed text, size or root is vouched for by nobody")
    func changed() throws {
        let note = try signer.checkpoint(head)
        for (from, to) in [("20852163", "20852162"), ("earshot", "earshit")] {
            let forged = note.serialized.replacingOccurrences(of: from, with: to)
            let read = try SignedNote(parsing: Data(forged.utf8))
            #expect(!read.isSigned(byOneOf: [try key()]))
        }
    }

    @Test("One known key's bad signature spoils the note, unknown ones do not")
    func severalSigners() throws {
        let other = PersonalKeys.create().auditSigner(for: Fixture.bogdan, in: Fixture.workspace)
        let mine = try signer.checkpoint(head)
        let both = SignedNote(
            text: mine.text, signatures: mine.signatures + (try other.checkpoint(head)).signatures)
        let otherKey = try #require(other.key)
        #expect(both.isSigned(byOneOf: [try key()]))
        #expect(both.isSigned(byOneOf: [otherKey]))
        let elsewhere = try other.checkpoint(TreeHead(size: 1, root: .zero))
        let spoilt = SignedNote(
            text: mine.text, signatures: mine.signatures + elsewhere.signatures)
        #expect(spoilt.isSigned(byOneOf: [try key()]))
        #expect(!spoilt.isSigned(byOneOf: [try key(), otherKey]))
        #expect(!mine.isSigned(byOneOf: []))
    }

    @Test(
        "What is no checkpoint is refused",
        arguments: [
            "", "\n", "\n\n", "a\n1\n", "o\n1\nx\n\n", "o\n1\nx\n\nno dash\n",
            "o\n01\n\(zeros)\n\n\(line)\n", "o\n-1\n\(zeros)\n\n\(line)\n",
            "o\n+1\n\(zeros)\n\n\(line)\n", "o\n1 \n\(zeros)\n\n\(line)\n",
            "o\n99999999999999999999\n\(zeros)\n\n\(line)\n", "o\n1\nAAAA\n\n\(line)\n",
            "o\n1\n\n\(line)\n", "\n1\n\(zeros)\n\n\(line)\n", "o\n1\n\(zeros)\n\n\(line)",
            "o\n1\n\(zeros)\n\n\(line)\n\(line) more\n", "o\n1\n\(zeros)\r\n\n\(line)\n",
            "o\n1\n\(zeros)\n\n\u{2014} a+b AAAAAAA=\n", "o\n1\n\(zeros)\n\n\u{2014} a AAAA\n",
        ])
    func refused(text: String) {
        #expect(throws: AuditLogError.self) {
            _ = try Checkpoint(SignedNote(parsing: Data(text.utf8)))
        }
    }

    @Test("Neither a gigabyte nor bytes that are no text are taken for a note")
    func hostile() {
        #expect(throws: AuditLogError.note(.tooLong)) {
            try SignedNote(parsing: Data(count: 1 << 20))
        }
        #expect(throws: AuditLogError.note(.notText)) {
            try SignedNote(parsing: Data([0xFF, 0x0A, 0x0A, 0x41, 0x0A]))
        }
    }

    @Test("What somebody verified is remembered by themselves alone, and is no checkpoint")
    func memory() throws {
        let memory = Data(try signer.memory(ofVerifying: head).serialized.utf8)
        #expect(signer.verifiedHead(in: memory) == head)
        let other = PersonalKeys.create().auditSigner(for: Fixture.ana, in: Fixture.workspace)
        #expect(other.verifiedHead(in: memory) == nil)
        #expect(keys.auditSigner(for: Fixture.ana, in: id(5)).verifiedHead(in: memory) == nil)
        let checkpoint = Data(try signer.checkpoint(head).serialized.utf8)
        #expect(signer.verifiedHead(in: checkpoint) == nil)
        #expect(signer.verifiedHead(in: Data("nonsense".utf8)) == nil)
    }
}

private let zeros = Data(count: 32).base64EncodedString()
private let line = "\u{2014} o " + Data(count: 68).base64EncodedString()
