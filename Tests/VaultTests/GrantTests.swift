// Grants open for the person, class, generation and workspace they were made for, and no other.
import Crypto
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite struct GrantTests {
    let keyring = Keyring.create(for: Fixture.workspace)
    let personal = PersonalKeys.create()

    private func grant(_ keyClass: KeyClass = .text) throws -> KeyGrant {
        try keyring.grant(keyClass, to: Fixture.ana, publicKeys: personal.publicKeys)
    }

    private func open(
        _ grants: [KeyGrant], for person: PersonID = Fixture.ana,
        in workspace: WorkspaceID = Fixture.workspace, with keys: PersonalKeys? = nil
    ) throws -> Keyring {
        try Keyring.open(
            grants, for: person, in: workspace, with: keys ?? personal,
            against: keyring.commitments)
    }

    @Test func newWorkspaceHasEveryClassOnce() {
        #expect(keyring.classes == Set(KeyClass.allCases))
        #expect(KeyClass.allCases.allSatisfy { keyring.generation(of: $0) == 1 })
    }

    @Test func grantedKeyIsTheSameKeyAndCanBePassedOn() throws {
        let opened = try open([grant()])
        #expect(opened.classes == [.text] && opened.generation(of: .audio) == nil)
        #expect(try opened.key(.text, generation: 1).key == keyring.key(.text, generation: 1).key)
        let third = PersonalKeys.create()
        let passed = try opened.grant(.text, to: Fixture.bogdan, publicKeys: third.publicKeys)
        #expect(try open([passed], for: Fixture.bogdan, with: third).classes == [.text])
        #expect(throws: VaultError.classNotHeld(.audio)) {
            try opened.grant(.audio, to: Fixture.bogdan, publicKeys: third.publicKeys)
        }
    }

    @Test func grantsSurviveBeingStoredAsJSON() throws {
        let stored = try JSONEncoder().encode(grant())
        let read = try JSONDecoder().decode(KeyGrant.self, from: stored)
        #expect(try open([read]).classes == [.text])
    }

    @Test func otherPeoplesGrantsArePassedOver() throws {
        let others = PersonalKeys.create()
        let theirs = try keyring.grant(
            .audio, to: Fixture.bogdan, publicKeys: others.publicKeys)
        #expect(try open([theirs, grant()]).classes == [.text])
        #expect(try open([]).classes.isEmpty)
    }

    @Test func wrongKeysPersonWorkspaceClassOrGeneration() throws {
        let made = try grant()
        let damaged = VaultError.grantDamaged(.text, generation: 1)
        #expect(throws: damaged) { try open([made], with: .create()) }
        #expect(throws: damaged) { try open([made], in: id(77)) }
        let renamed = KeyGrant(
            person: Fixture.bogdan, keyClass: .text, generation: 1, sealed: made.sealed)
        #expect(throws: damaged) { try open([renamed], for: Fixture.bogdan) }
        let reclassed = KeyGrant(
            person: Fixture.ana, keyClass: .audio, generation: 1, sealed: made.sealed)
        #expect(throws: VaultError.grantDamaged(.audio, generation: 1)) {
            try open([reclassed])
        }
        let renumbered = KeyGrant(
            person: Fixture.ana, keyClass: .text, generation: 2, sealed: made.sealed)
        #expect(throws: VaultError.grantDamaged(.text, generation: 2)) {
            try open([renumbered])
        }
    }

    /// X25519 ignores the top bit of a public key; HPKE binds the encapsulated key all the same.
    @Test func everyByteOfAGrantCounts() throws {
        let made = try grant()
        for position in made.sealed.indices {
            for flip: UInt8 in [0x01, 0x80] {
                var sealed = made.sealed
                sealed[position] ^= flip
                let changed = KeyGrant(
                    person: Fixture.ana, keyClass: .text, generation: 1, sealed: sealed)
                #expect(throws: VaultError.grantDamaged(.text, generation: 1)) {
                    try open([changed])
                }
            }
        }
    }

    @Test func cutGrantsAndGrantsOfZeros() throws {
        let made = try grant()
        let bodies =
            (0..<made.sealed.count).map { Data(made.sealed.prefix($0)) }
            + [Data([1]) + Data(count: 80), made.sealed + [0]]
        for sealed in bodies {
            let changed = KeyGrant(
                person: Fixture.ana, keyClass: .text, generation: 1, sealed: sealed)
            #expect(throws: VaultError.grantDamaged(.text, generation: 1)) {
                try open([changed])
            }
        }
    }

    /// A stranger who can write to the database makes a key and grants it.
    @Test func secondKeyForOneGenerationIsRefused() throws {
        let stranger = Keyring.create(for: Fixture.workspace)
        let planted = try stranger.grant(
            .text, to: Fixture.ana, publicKeys: personal.publicKeys)
        let expected = VaultError.grantUntrue(.text, generation: 1)
        #expect(throws: expected) { try open([grant(), planted]) }
        #expect(throws: expected) { try open([planted, grant()]) }
        #expect(try open([grant(), grant()]).classes == [.text], "granted twice is no quarrel")
    }

    /// The last four are points of small order: what is sealed to them, anybody can open.
    @Test(arguments: [
        Data(), Data(count: 31), Data(count: 33), Data(count: 32), Data([1]) + Data(count: 31),
        Data([0xEC]) + Data(repeating: 0xFF, count: 30) + Data([0x7F]),
        Data([0xED]) + Data(repeating: 0xFF, count: 30) + Data([0x7F]),
    ])
    func unusablePublicKeys(_ agreement: Data) {
        let keys = PublicKeys(agreement: agreement, signing: Data(count: 32))
        #expect(throws: VaultError.publicKeyUnusable) {
            try keyring.grant(.text, to: Fixture.ana, publicKeys: keys)
        }
    }
}
