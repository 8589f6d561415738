// What is sealed comes back whole, and what may be queried stays clear.
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite struct RoundTripTests {
    @Test func clipComesBackWhole() throws {
        let world = try World()
        let opened = try world.vault.open(world.clip)
        let incoming = Fixture.incoming
        let expected = Clip(
            id: id(10), locale: incoming.locale, capturedAt: incoming.capturedAt,
            duration: incoming.duration,
            device: try world.vault.pseudonym(ofDevice: "G090LF1180990GHB"),
            account: try world.vault.pseudonym(ofAccount: "amzn1.account.AH7Q"),
            hypothesis: incoming.hypothesis, interpretation: incoming.interpretation,
            response: incoming.response, hasLocation: true, hasContacts: true, priority: 3)
        #expect(opened == expected)
        #expect(try world.vault.openAudio(world.sealedAudio, of: world.clip).copy == Fixture.audio)
        #expect(try world.vault.location(of: world.clip).point == incoming.location)
        #expect(try world.vault.contacts(of: world.clip) == incoming.contacts)
    }

    @Test func identityHoldsTheWayBack() throws {
        let world = try World()
        let identity = try world.identity(of: world.clip)
        #expect(identity.sourceID == "rec-000-secret")
        #expect(identity.deviceID == "G090LF1180990GHB")
        #expect(identity.accountID == "amzn1.account.AH7Q")
        #expect(identity.consentID == "consent-31337")
        #expect(identity.fileName == "maria-kitchen.opus")
        #expect(identity.offset == 1.5 && identity.length == 2.25)
    }

    @Test func onlyCodesStayClear() throws {
        let clip = try World().clip
        #expect(clip.intent == "call_contact" && clip.domain == "call")
        #expect(clip.hypothesisConfidence == 0.81 && clip.priority == 3)
        #expect(clip.consentGranted)
        #expect(clip.locale == "ro-RO" && clip.duration == 2.25)
        #expect(clip.capturedAt == Fixture.incoming.capturedAt)
    }

    /// The clear columns are for queries; the sealed interpretation is what is true.
    @Test func editedClearColumnsDoNotReachTheDesk() throws {
        let world = try World()
        var clip = world.clip
        clip.intent = "weather_query"
        clip.domain = "weather"
        #expect(try world.vault.open(clip).interpretation == Fixture.incoming.interpretation)
    }

    @Test func bareRecordMakesNoKeysItDoesNotNeed() throws {
        let world = try World()
        let bare = IncomingClip(
            sourceID: "x", audio: AudioSource(path: "a.wav"), locale: "en-US")
        let (clip, sealedAudio) = try world.vault.seal(
            bare, as: id(12), in: Fixture.queue, audio: [UInt8]())
        #expect(
            Set(clip.wrappedKeys.map(\.keyClass)) == [
                .audio, .text, .identityCustodian, .identityOfficer,
            ])
        #expect(Set(clip.fields.keys) == [.machineText, .identity])
        #expect(clip.device == nil && clip.account == nil)
        #expect(!clip.consentGranted, "without a word on consent there is none")
        let opened = try world.vault.open(clip)
        #expect(opened == Clip(id: id(12), locale: "en-US"))
        #expect(try world.vault.openAudio(sealedAudio, of: clip).count == 0)
        #expect(throws: VaultError.fieldAbsent(.location, clip: id(12))) {
            try world.vault.location(of: clip)
        }
    }

    @Test func eachClassHasItsOwnDataKey() throws {
        let world = try World()
        let keys = try Set(
            world.clip.wrappedKeys.filter(\.keyClass.rotates).map { wrapped in
                try world.keyring.unwrap(wrapped, for: world.clip.id)
                    .withUnsafeBytes { Data($0) }
            })
        #expect(keys.count == 4 && keys.allSatisfy { $0.count == 32 })
    }

    @Test func sealingTwiceSharesNothingButTheMarks() throws {
        let world = try World()
        let (again, audioAgain) = try world.vault.seal(
            Fixture.incoming, as: world.clip.id, in: Fixture.queue, audio: Fixture.audio)
        #expect(again.sourceDigest == world.clip.sourceDigest)
        #expect(again.device == world.clip.device && again.account == world.clip.account)
        #expect(audioAgain != world.sealedAudio)
        for (field, bytes) in again.fields { #expect(bytes != world.clip.fields[field]) }
    }

    @Test(arguments: [0, 1, 15, 16, 17, 4095, 4096, 4097, 1_000_003])
    func audioOfAnyLength(_ count: Int) throws {
        let world = try World()
        let audio = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let (clip, sealedAudio) = try world.vault.seal(
            Fixture.incoming, as: id(13), in: Fixture.queue, audio: audio)
        #expect(clip.sealedAudioBytes == sealedAudio.count)
        #expect(try world.vault.openAudio(sealedAudio, of: clip).copy == Data(audio))
        // A slice whose indices do not begin at zero, as a mapped file may hand it in.
        let slice = (Data([9, 9, 9]) + sealedAudio).dropFirst(3)
        #expect(try world.vault.openAudio(slice, of: clip).copy == Data(audio))
    }

    @Test func annotationAndDraftComeBack() throws {
        let world = try World()
        let keys = world.vault.openKeys(of: world.clip)
        let annotation = try keys.submitted()
        #expect(annotation.judgments == Fixture.content.judgments)
        #expect(annotation.flag == Fixture.content.flag)
        #expect(annotation.correctedIntent == Fixture.content.correction?.intent)
        #expect(
            try world.vault.openAnnotation(annotation, for: world.clip) == Fixture.content)
        let draft = try world.vault.seal(Fixture.draft, for: world.clip, by: Fixture.ana)
        #expect(try keys.openDraft(draft, by: Fixture.ana) == Fixture.draft)
    }

    @Test(arguments: [
        "", "\u{0}\u{1b}[31m", "नमस्ते दुनिया", "👩‍👩‍👧‍👦🏳️‍🌈", "\"quoted\\ \n\r\t", "\u{202E}abc",
        String(repeating: "șapte ", count: 30_000),
    ])
    func hostileTextIsKeptExactly(_ text: String) throws {
        let world = try World()
        var draft = Fixture.draft
        draft.content.reference = text
        draft.content.note = text
        let sealed = try world.vault.seal(draft, for: world.clip, by: Fixture.ana)
        let opened = try world.vault.openDraft(sealed, for: world.clip, by: Fixture.ana)
        #expect(Array(opened.content.reference.utf8) == Array(text.utf8))
        #expect(opened == draft)
    }

    @Test func numbersThatAreNoneDoNotStopASeal() throws {
        let world = try World()
        var incoming = Fixture.incoming
        incoming.hypothesis?.confidence = .nan
        incoming.interpretation?.confidence = -.infinity
        incoming.duration = .nan
        let (clip, _) = try world.vault.seal(
            incoming, as: id(14), in: Fixture.queue, audio: Fixture.audio)
        let opened = try world.vault.open(clip)
        #expect(opened.hypothesis?.confidence?.isNaN == true)
        #expect(opened.interpretation?.confidence == -.infinity)
    }
}
