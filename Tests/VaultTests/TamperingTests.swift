// Attempts on the sealed bytes: moved, relabelled, cut, flipped. Each must fail by name.
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite struct TamperingTests {
    let world: World

    init() throws {
        world = try World()
    }

    private func open(_ field: SealedField, of clip: SealedClip, audio: Data? = nil) throws {
        switch field {
        case .audio: _ = try world.vault.openAudio(audio ?? world.sealedAudio, of: clip)
        case .machineText: _ = try world.vault.open(clip)
        case .location: _ = try world.vault.location(of: clip)
        case .contacts: _ = try world.vault.contacts(of: clip)
        case .identity: _ = try world.identity(of: clip)
        case .annotation: break
        }
    }

    private static let stored: [SealedField] = [.machineText, .location, .contacts, .identity]

    @Test(arguments: stored)
    func fieldOfAnotherClip(_ field: SealedField) throws {
        var clip = world.clip
        clip.fields[field] = world.other.fields[field]
        #expect(throws: VaultError.damaged(.field(field), clip: clip.id)) {
            try open(field, of: clip)
        }
    }

    @Test func audioOfAnotherClip() {
        #expect(throws: VaultError.damaged(.field(.audio), clip: world.clip.id)) {
            try open(.audio, of: world.clip, audio: world.otherAudio)
        }
    }

    /// Ciphertext and wrapped key moved together: the key still knows its clip.
    @Test(arguments: stored)
    func fieldOfAnotherClipWithItsKeys(_ field: SealedField) throws {
        var clip = world.clip
        clip.fields = world.other.fields
        clip.wrappedKeys = world.other.wrappedKeys
        // The half whose holder looks at it first.
        let keyClass = field.keyClass ?? .identityOfficer
        let expected = VaultError.damaged(.dataKey(keyClass), clip: clip.id)
        #expect(throws: expected) { try open(field, of: clip) }
    }

    @Test(arguments: stored, stored)
    func fieldInAnothersPlace(_ field: SealedField, _ place: SealedField) throws {
        guard field != place else { return }
        var clip = world.clip
        clip.fields[place] = clip.fields[field]
        #expect(throws: VaultError.damaged(.field(place), clip: clip.id)) {
            try open(place, of: clip)
        }
    }

    /// Draft, annotation, machine text and sound, each where another is expected: the same key
    /// would open the first three, were the place not bound.
    @Test func oneKeyDifferentPlaces() throws {
        let keys = world.vault.openKeys(of: world.clip)
        let annotation = try keys.submitted()
        let draft = try keys.seal(Fixture.draft, by: Fixture.ana)
        let machine = try #require(world.clip.fields[.machineText])
        for bytes in [draft, machine, world.sealedAudio] {
            #expect(throws: VaultError.damaged(.field(.annotation), clip: world.clip.id)) {
                var forged = annotation
                forged.content = bytes
                return try keys.open(forged)
            }
        }
        for bytes in [annotation.content, machine] {
            #expect(throws: VaultError.damaged(.draft, clip: world.clip.id)) {
                try keys.openDraft(bytes, by: Fixture.ana)
            }
        }
        for bytes in [annotation.content, draft] {
            var clip = world.clip
            clip.fields[.machineText] = bytes
            #expect(throws: VaultError.damaged(.field(.machineText), clip: clip.id)) {
                try keys.open(clip)
            }
        }
    }

    @Test func workOfAnotherPersonOrOfAnotherClip() throws {
        let keys = world.vault.openKeys(of: world.clip)
        let elsewhere = world.vault.openKeys(of: world.other)
        let annotation = try keys.submitted()
        let draft = try keys.seal(Fixture.draft, by: Fixture.ana)
        let annotationDamaged = VaultError.damaged(.field(.annotation), clip: world.clip.id)
        #expect(throws: annotationDamaged) {
            try keys.open(annotation.moved(by: Fixture.bogdan))
        }
        #expect(throws: annotationDamaged) {
            try keys.open(annotation.moved(to: id(21)))
        }
        #expect(throws: annotationDamaged) {
            try keys.open(annotation.moved(clip: world.other.id))
        }
        #expect(throws: VaultError.damaged(.field(.annotation), clip: world.other.id)) {
            try elsewhere.open(annotation.moved(clip: world.other.id))
        }
        #expect(throws: VaultError.damaged(.draft, clip: world.clip.id)) {
            try keys.openDraft(draft, by: Fixture.bogdan)
        }
        #expect(throws: VaultError.damaged(.draft, clip: world.other.id)) {
            try elsewhere.openDraft(draft, by: Fixture.ana)
        }
        #expect(throws: VaultError.damaged(.field(.machineText), clip: world.other.id)) {
            try keys.open(world.other)
        }
    }

    @Test func keyOfOneClassUnderTheNameOfAnother() throws {
        var clip = world.clip
        let audio = try #require(clip.wrappedKeys.first { $0.keyClass == .audio })
        clip.wrappedKeys = [WrappedKey(keyClass: .text, generation: 1, bytes: audio.bytes)]
        #expect(throws: VaultError.damaged(.dataKey(.text), clip: clip.id)) {
            try open(.machineText, of: clip)
        }
    }

    @Test func keyOfOneGenerationUnderTheNumberOfAnother() throws {
        // Both generations hold the same key bytes, so that only the binding can tell.
        let key = try world.keyring.key(.text, generation: 1)
        let ring = Keyring(workspace: Fixture.workspace, keys: [.text: [1: key, 2: key]])
        var clip = world.clip
        let text = try #require(clip.wrappedKeys.first { $0.keyClass == .text })
        #expect(try ClipVault(keyring: ring).open(clip).hypothesis != nil)
        clip.wrappedKeys = [WrappedKey(keyClass: .text, generation: 2, bytes: text.bytes)]
        #expect(throws: VaultError.damaged(.dataKey(.text), clip: clip.id)) {
            try ClipVault(keyring: ring).open(clip)
        }
    }

    @Test func destroyedKeyIsNamed() throws {
        var clip = world.clip
        clip.wrappedKeys.removeAll { $0.keyClass == .audio }
        #expect(throws: VaultError.keyAbsent(.audio, clip: clip.id)) {
            try open(.audio, of: clip)
        }
        #expect(try world.vault.open(clip).hypothesis != nil)
    }

    @Test func everyBitCounts() throws {
        let sealed = try #require(world.clip.fields[.location])
        for position in sealed.indices {
            for bit in 0..<8 {
                var clip = world.clip
                clip.fields[.location]?[position] ^= 1 << bit
                let error = #expect(throws: VaultError.self) { try open(.location, of: clip) }
                if position == sealed.startIndex {
                    let format = sealed[position] ^ 1 << bit
                    #expect(
                        error
                            == .unknownFormat(.field(.location), clip: clip.id, format: format))
                } else {
                    #expect(error == .damaged(.field(.location), clip: clip.id))
                }
            }
        }
    }

    @Test func everyCutAndEveryExtensionCounts() throws {
        let sealed = try #require(world.clip.fields[.identity])
        for count in 0..<sealed.count {
            var clip = world.clip
            clip.fields[.identity] = sealed.prefix(count)
            #expect(throws: VaultError.damaged(.field(.identity), clip: clip.id)) {
                try open(.identity, of: clip)
            }
        }
        var clip = world.clip
        clip.fields[.identity] = sealed + [0]
        #expect(throws: VaultError.damaged(.field(.identity), clip: clip.id)) {
            try open(.identity, of: clip)
        }
    }

    @Test func everyBitOfAWrappedKeyCounts() throws {
        let text = try #require(world.clip.wrappedKeys.first { $0.keyClass == .text })
        for position in text.bytes.indices {
            var bytes = text.bytes
            bytes[position] ^= 0x80
            var clip = world.clip
            clip.wrappedKeys = [WrappedKey(keyClass: .text, generation: 1, bytes: bytes)]
            #expect(throws: VaultError.self) { try open(.machineText, of: clip) }
        }
    }

    @Test func authenticButUnknownContentIsNamed() throws {
        let key = try world.keyring.dataKey(.text, of: world.clip)
        var clip = world.clip
        clip.fields[.machineText] = try SealedBytes.seal(
            Data("[1]".utf8), with: key, for: .machineText(clip: clip.id, codes: clip.codes))
        #expect(throws: VaultError.unreadable(.field(.machineText), clip: clip.id)) {
            try open(.machineText, of: clip)
        }
    }
}
