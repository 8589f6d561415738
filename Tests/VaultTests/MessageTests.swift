// Messages between colleagues: only whom they are for opens them, and nothing of them can be moved.
import Foundation
import ReviewCore
import Testing
import Vault

@Suite struct MessageTests {
    private let workspace = WorkspaceID(uuid: UUID())
    private let keys = PersonalKeys.create()
    private let envelope = MessageEnvelope(
        id: UUID(), sender: PersonID(uuid: UUID()), recipient: PersonID(uuid: UUID()))

    private func sealed(_ text: String) throws -> Data {
        try envelope.seal(text, to: keys.publicKeys, in: workspace)
    }

    @Test func whoItIsForReadsItAndNobodyElse() throws {
        let bytes = try sealed("take a break, \u{2615}")
        #expect(envelope.open(bytes, with: keys, in: workspace) == "take a break, \u{2615}")
        #expect(envelope.open(bytes, with: .create(), in: workspace) == nil)
        #expect(bytes.range(of: Data("break".utf8)) == nil)
    }

    @Test func itOpensUnderItsOwnNamesAlone() throws {
        let bytes = try sealed("hello")
        let other = PersonID(uuid: UUID())
        for moved in [
            MessageEnvelope(
                id: UUID(), sender: envelope.sender, recipient: envelope.recipient),
            MessageEnvelope(id: envelope.id, sender: other, recipient: envelope.recipient),
            MessageEnvelope(id: envelope.id, sender: envelope.sender, recipient: other),
        ] {
            #expect(moved.open(bytes, with: keys, in: workspace) == nil)
        }
        #expect(envelope.open(bytes, with: keys, in: WorkspaceID(uuid: UUID())) == nil)
        var changed = bytes
        changed[changed.count - 1] ^= 1
        #expect(envelope.open(changed, with: keys, in: workspace) == nil)
    }

    @Test func itIsAFewWords() throws {
        let bytes = try sealed(String(repeating: "x", count: 5000))
        #expect(
            envelope.open(bytes, with: keys, in: workspace)?.count == MessageEnvelope.longest)
    }

    @Test func aKeyThatKeepsNothingSecretIsRefused() {
        let none = PublicKeys(agreement: Data(count: 32), signing: Data(count: 32))
        #expect(throws: VaultError.self) { try envelope.seal("x", to: none, in: workspace) }
    }
}
