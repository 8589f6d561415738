// Words about an incident: sealed by anybody, read by who answers for incidents, moved nowhere.
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite struct IncidentWordsTests {
    private let world: World
    private let clip = ClipID(uuid: UUID())
    private let person = PersonID(uuid: UUID())

    init() throws {
        world = try World()
    }

    @Test func whoHoldsNoKeySealsAndWhoHoldsItReads() throws {
        let reviewer = try world.ring([.audio, .text])
        let supervisor = try world.ring([.incident])
        let words = try reviewer.seal("two voices", aboutIncidentOf: clip, by: person)
        #expect(words.readable == nil)
        #expect(
            try supervisor.open(words, aboutIncidentOf: clip, by: person) == "two voices")
        #expect(throws: VaultError.classNotHeld(.incident)) {
            try reviewer.open(words, aboutIncidentOf: clip, by: person)
        }
    }

    @Test func movedToAnotherClipOrPersonTheyDoNotOpen() throws {
        let ring = try world.ring([.incident])
        let words = try ring.seal("two voices", aboutIncidentOf: clip, by: person)
        for (clip, person) in [
            (ClipID(uuid: UUID()), person), (clip, PersonID(uuid: UUID())),
        ] {
            #expect(throws: VaultError.damaged(.incidentWords, clip: clip)) {
                try ring.open(words, aboutIncidentOf: clip, by: person)
            }
        }
        guard case .sealed(var bytes) = words else { return }
        bytes[bytes.count - 1] ^= 1
        #expect(throws: VaultError.damaged(.incidentWords, clip: clip)) {
            try ring.open(.sealed(bytes), aboutIncidentOf: clip, by: person)
        }
    }

    @Test func afterARotationNewWordsAreUnderTheNewKeyAndOldOnesStillOpen() throws {
        let before = try world.ring([.incident])
        let old = try before.seal("before", aboutIncidentOf: clip, by: person)
        let after = try before.rotating(.incident)
        let new = try after.seal("after", aboutIncidentOf: clip, by: person)
        #expect(try after.open(old, aboutIncidentOf: clip, by: person) == "before")
        #expect(try after.open(new, aboutIncidentOf: clip, by: person) == "after")
        #expect(throws: VaultError.generationNotHeld(.incident, generation: 2)) {
            try before.open(new, aboutIncidentOf: clip, by: person)
        }
    }

    @Test func aChainHoldsEachEventToAllBeforeIt() throws {
        let id = IncidentID(uuid: UUID())
        let events = [
            CustodyEvent(
                sequence: 0, at: Timestamp(microseconds: 1), actor: person,
                act: .opened(clip: clip, Flag(category: "other", severity: .p1))),
            CustodyEvent(
                sequence: 1, at: Timestamp(microseconds: 2), actor: person,
                act: .flagNoted(.sealed(Data([7, 8, 9])))),
            CustodyEvent(
                sequence: 2, at: Timestamp(microseconds: 3), actor: person, act: .acknowledged),
        ]
        var links: [CustodyLink] = []
        for event in events {
            let link = try CustodyChain.link(event, of: id, after: links.last?.hash)
            links.append(try #require(link))
        }
        #expect(try CustodyChain.events(links, of: id) == events)
        #expect(links[1].words == Data([7, 8, 9]))
        // Without its words an event is still held to the chain.
        var bare = links
        bare[1] = CustodyLink(bytes: links[1].bytes, words: nil, hash: links[1].hash)
        #expect(try CustodyChain.events(bare, of: id).map(\.act.code) == events.map(\.act.code))
        // In another incident's story, in another order, or with other words, it is none.
        #expect(throws: IncidentReplayError(sequence: 0)) {
            try CustodyChain.events(links, of: IncidentID(uuid: UUID()))
        }
        #expect(throws: IncidentReplayError(sequence: 1)) {
            try CustodyChain.events([links[0], links[2], links[1]], of: id)
        }
        bare[1] = CustodyLink(bytes: links[1].bytes, words: Data([7]), hash: links[1].hash)
        #expect(throws: IncidentReplayError(sequence: 1)) {
            try CustodyChain.events(bare, of: id)
        }
        let open = CustodyEvent(
            sequence: 0, at: Timestamp(microseconds: 1), actor: person, act: .noted(.open("x")))
        #expect(try CustodyChain.link(open, of: id, after: nil) == nil)
    }
}
