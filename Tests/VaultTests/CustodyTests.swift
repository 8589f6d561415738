// Who lacks a key cannot seal or open; sealed bytes show nothing; pseudonyms stay in their house.
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite struct CustodyTests {
    @Test func reviewerHearsReadsAndWritesWithTwoClasses() throws {
        let world = try World()
        let vault = ClipVault(keyring: try world.ring([.audio, .text]))
        let clip = try vault.open(world.clip)
        #expect(clip.hypothesis == Fixture.incoming.hypothesis)
        #expect(clip.hasLocation && clip.hasContacts)
        #expect(try vault.openAudio(world.sealedAudio, of: world.clip).copy == Fixture.audio)
        let draft = try vault.seal(Fixture.draft, for: world.clip, by: Fixture.ana)
        #expect(
            try world.vault.openDraft(draft, for: world.clip, by: Fixture.ana) == Fixture.draft)
        #expect(throws: VaultError.classNotHeld(.location)) {
            try vault.location(of: world.clip)
        }
        #expect(throws: VaultError.classNotHeld(.contacts)) {
            try vault.contacts(of: world.clip)
        }
        #expect(throws: VaultError.classNotHeld(.border)) { try vault.pseudonym(ofDevice: "x") }
    }

    @Test func readingDoesNotNeedHearing() throws {
        let world = try World()
        let reader = ClipVault(keyring: try world.ring([.text])).openKeys(of: world.clip)
        #expect(try reader.open(world.clip).interpretation?.intent == "call_contact")
        #expect(throws: VaultError.classNotHeld(.audio)) {
            try reader.openAudio(world.sealedAudio)
        }
        let listener = ClipVault(keyring: try world.ring([.audio])).openKeys(of: world.clip)
        #expect(try listener.openAudio(world.sealedAudio).count == Fixture.audio.count)
        #expect(throws: VaultError.classNotHeld(.text)) { try listener.open(world.clip) }
        #expect(throws: VaultError.classNotHeld(.text)) {
            try listener.seal(Fixture.draft, by: Fixture.ana)
        }
    }

    /// Who lacks the class is not told whether there was anything to open.
    @Test func lackOfTheClassIsSaidBeforeLackOfTheKey() throws {
        let world = try World()
        var erased = world.clip
        erased.wrappedKeys = []
        let vault = ClipVault(keyring: try world.ring([.audio]))
        #expect(throws: VaultError.classNotHeld(.location)) {
            try vault.location(of: erased)
        }
        #expect(throws: VaultError.keyAbsent(.location, clip: erased.id)) {
            try world.vault.location(of: erased)
        }
    }

    @Test(arguments: KeyClass.allCases.filter { !$0.isPair })
    func sealingNamesTheClassThatIsMissing(_ missing: KeyClass) throws {
        let world = try World()
        let classes = Set(KeyClass.allCases).subtracting([missing])
        let vault = ClipVault(keyring: try world.ring(classes))
        #expect(throws: VaultError.classNotHeld(missing)) {
            try vault.seal(
                Fixture.incoming, as: id(12), in: Fixture.queue, audio: Fixture.audio)
        }
        let words = VaultError.classNotHeld(missing).description
        #expect(words.contains(missing.rawValue) && words.contains("earshot person grant"))
    }

    /// Whoever brings clips in seals the way back and cannot open it.
    @Test func sealingTakesNoHalfOfTheIdentity() throws {
        let world = try World()
        let classes = Set(KeyClass.allCases).subtracting(KeyClass.identityHalves)
        let (clip, _) = try ClipVault(keyring: try world.ring(classes)).seal(
            Fixture.incoming, as: id(12), in: Fixture.queue, audio: Fixture.audio)
        #expect(try world.identity(of: clip).deviceID == "G090LF1180990GHB")
    }

    @Test func newGenerationSealsNewClipsAndOldOnesStillOpen() throws {
        let world = try World()
        let first = try world.keyring.key(.text, generation: 1)
        var keys: [KeyClass: [Int: ClassKey]] = [:]
        for keyClass in KeyClass.allCases {
            keys[keyClass] = [1: try world.keyring.key(keyClass, generation: 1)]
        }
        keys[.text] = [1: first, 2: .create()]
        let rotated = ClipVault(keyring: Keyring(workspace: Fixture.workspace, keys: keys))
        #expect(try rotated.open(world.clip).hypothesis == Fixture.incoming.hypothesis)
        let (clip, _) = try rotated.seal(
            Fixture.incoming, as: id(15), in: Fixture.queue, audio: Fixture.audio)
        #expect(clip.wrappedKeys.first { $0.keyClass == .text }?.generation == 2)
        #expect(throws: VaultError.generationNotHeld(.text, generation: 2)) {
            try world.vault.open(clip)
        }
        #expect(clip.device == world.clip.device)
    }

    @Test func sealedBytesShowNothing() throws {
        let world = try World()
        let keys = world.vault.openKeys(of: world.clip)
        let written = [
            try keys.submitted().content,
            try keys.seal(Fixture.draft, by: Fixture.ana),
        ]
        let all = world.clip.allBytes + written + [world.sealedAudio]
        let stretches = stride(from: 0, to: Fixture.audio.count - 16, by: 16).map {
            Fixture.audio.subdata(in: $0..<($0 + 16))
        }
        for sealed in all {
            for secret in Fixture.secrets {
                #expect(sealed.range(of: Data(secret.utf8)) == nil)
                #expect(sealed.range(of: Data(secret.utf8).base64EncodedData()) == nil)
            }
        }
        for stretch in stretches { #expect(world.sealedAudio.range(of: stretch) == nil) }
        let shown = String(reflecting: world.clip)
        for secret in Fixture.secrets { #expect(!shown.contains(secret)) }
    }

    @Test func pseudonymsAreStableAtHomeAndUnrelatedElsewhere() throws {
        let keyring = Keyring.create(for: Fixture.workspace)
        let vault = ClipVault(keyring: keyring)
        let again = ClipVault(keyring: keyring)
        let foreign = ClipVault(keyring: .create(for: id(99)))
        let sameKeyElsewhere = ClipVault(
            keyring: Keyring(
                workspace: id(99), keys: [.border: [1: try keyring.key(.border, generation: 1)]]))
        let device = try vault.pseudonym(ofDevice: "G090LF11")
        #expect(try again.pseudonym(ofDevice: "G090LF11") == device)
        #expect(try foreign.pseudonym(ofDevice: "G090LF11") != device)
        #expect(try sameKeyElsewhere.pseudonym(ofDevice: "G090LF11") != device)
        #expect(try vault.pseudonym(ofDevice: "G090LF12") != device)
        #expect(try vault.pseudonym(ofAccount: "G090LF11") != device)
        #expect(device.rawValue.count == 16)
        #expect(device.rawValue.allSatisfy { "abcdefghijklmnopqrstuvwxyz234567".contains($0) })
    }

    @Test func sourceDigestTellsQueuesAndRecordsApart() throws {
        let vault = ClipVault(keyring: .create(for: Fixture.workspace))
        let digest = try vault.sourceDigest(of: "rec", in: Fixture.queue)
        #expect(digest.count == 32)
        #expect(try vault.sourceDigest(of: "rec", in: Fixture.queue) == digest)
        #expect(try vault.sourceDigest(of: "rec", in: id(50)) != digest)
        #expect(try vault.sourceDigest(of: "rec ", in: Fixture.queue) != digest)
        #expect(try vault.sourceDigest(of: "", in: Fixture.queue) != digest)
        #expect(try vault.sourceDigest(of: "rec", in: Fixture.queue) != World().clip.sourceDigest)
    }

    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"),
        ("fooba", "mzxw6ytb"), ("foobar", "mzxw6ytboi"),
    ])
    func base32(_ plain: String, _ encoded: String) {
        #expect(Base32.encode(plain.utf8) == encoded)
    }
}
