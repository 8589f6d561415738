// Location and contacts open under a disclosure in force alone, and never as they are.
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite("What a disclosure opens")
struct DisclosingTests {
    private let world: World
    private let schema: IntentSchema
    private let now = Timestamp(microseconds: 1_790_000_000_000_000)

    init() throws {
        world = try World()
        schema = try #require(try TradeData.load().schema(named: "massive"))
    }

    private func clip(_ intent: String?, number: UInt64 = 30) throws -> SealedClip {
        var incoming = Fixture.incoming
        incoming.interpretation?.intent = intent ?? ""
        if intent == nil { incoming.interpretation = nil }
        return try world.vault.seal(
            incoming, as: id(number), in: Fixture.queue, audio: Fixture.audio
        ).clip
    }

    private func disclosure(
        _ field: DisclosedField, of clip: SealedClip, person: PersonID = Fixture.ana,
        lasting seconds: Double = 900
    ) -> Disclosure {
        Disclosure(
            id: id(90), person: person, clip: clip.id, field: field, from: now,
            until: now.advanced(bySeconds: seconds))
    }

    private func place(
        of clip: SealedClip, _ disclosure: Disclosure, at later: Double = 0
    ) throws -> OpenedPlace {
        try world.vault.openLocation(
            of: clip, under: disclosure, for: Fixture.ana, by: schema,
            at: now.advanced(bySeconds: later))
    }

    @Test("A place comes out as a shared cell of the intent's level, or not at all")
    func place() throws {
        let clip = try clip("weather_query")
        let opened = try place(of: clip, disclosure(.location, of: clip))
        #expect(opened.tokens.count == 2)
        #expect(opened.shown(where: []) == nil)
        let shown = try #require(opened.shown(where: Set(opened.tokens)))
        #expect(shown.cell.code == "u2ph")
        #expect(!String(reflecting: opened).contains("45.75"))
        #expect(!"\(opened)".contains("45.75"))
    }

    @Test("Contacts come out as ranks, counts and masks")
    func contacts() throws {
        let clip = try clip("call_place")
        let match = try world.vault.openContacts(
            of: clip, under: disclosure(.contacts, of: clip), for: Fixture.ana, by: schema, at: now)
        #expect(match.candidates == 2)
        #expect(match.match?.rank == 1)
        #expect(Fixture.secrets.allSatisfy { !String(reflecting: match).contains($0) })
    }

    @Test("Another's, another clip's, another field's or an old disclosure opens nothing")
    func wrongDisclosures() throws {
        let clip = try clip("weather_query")
        let other = try self.clip("weather_query", number: 31)
        let wrong = VaultError.notDisclosed(.location, clip: clip.id)
        let good = disclosure(.location, of: clip)
        _ = try place(of: clip, good, at: 899)
        #expect(throws: wrong) { try place(of: clip, good, at: 900) }
        #expect(throws: wrong) { try place(of: clip, good, at: 86_400) }
        #expect(throws: wrong) { try place(of: clip, good, at: -1) }
        for bad in [
            disclosure(.location, of: other), disclosure(.contacts, of: clip),
            disclosure(.location, of: clip, person: Fixture.bogdan),
            // One that somebody made for themselves, to last.
            disclosure(.location, of: clip, lasting: 901),
        ] {
            #expect(throws: wrong) { try place(of: clip, bad) }
        }
    }

    @Test("The sealed intent decides, whatever stands beside it", arguments: ["iot_coffee", nil])
    func needs(intent: String?) throws {
        var clip = try clip(intent)
        clip.intent = "weather_query"
        #expect(try !world.vault.needs(.location, of: clip, by: schema))
        let edited = clip
        #expect(throws: VaultError.notNeeded(.location, clip: clip.id)) {
            try place(of: edited, disclosure(.location, of: edited))
        }
        #expect(throws: VaultError.notNeeded(.contacts, clip: clip.id)) {
            try world.vault.openContacts(
                of: edited, under: disclosure(.contacts, of: edited), for: Fixture.ana, by: schema,
                at: now)
        }
    }

    @Test("Who lacks the class cannot open with any disclosure")
    func withoutTheKey() throws {
        let clip = try clip("weather_query")
        let vault = ClipVault(keyring: try world.ring([.audio, .text]))
        #expect(throws: VaultError.classNotHeld(.location)) {
            try vault.openLocation(
                of: clip, under: disclosure(.location, of: clip), for: Fixture.ana, by: schema,
                at: now)
        }
    }

    // MARK: - Tokens

    private func marks(_ account: String?, _ point: Coordinates, _ vault: ClipVault? = nil) throws
        -> [CellMark]
    {
        var incoming = Fixture.incoming
        incoming.accountID = account
        incoming.location = point
        return try (vault ?? world.vault).seal(
            incoming, as: id(40), in: Fixture.queue, audio: Fixture.audio
        ).clip.cells
    }

    @Test("Accounts in one cell share its token and nothing else")
    func tokens() throws {
        let (here, near) = (
            Coordinates(latitude: 45.7538, longitude: 21.2257),
            Coordinates(latitude: 45.8, longitude: 21.3)
        )
        let one = try marks("a", here)
        let two = try marks("b", here)
        #expect(one.map(\.token) == two.map(\.token))
        #expect(one.map(\.token) == one.map(\.token).sorted())
        #expect(Set(one + two).count == 8)
        #expect(Set((one + two).map(\.tag)).count == 8)
        #expect(try marks("a", here) == one)
        // The coarser cells are the same, the finer ones are not.
        #expect(Set(try marks("a", near)).intersection(one).count == 2)
        #expect(try marks(nil, here) == [])
        let elsewhere = ClipVault(keyring: Keyring.create(for: id(2)))
        #expect(
            Set(try marks("a", here, elsewhere).map(\.token)).isDisjoint(with: one.map(\.token)))
    }

    @Test("Whoever erases a clip learns its cells again")
    func forgetting() throws {
        let (clip, _) = try world.vault.seal(
            Fixture.incoming, as: id(41), in: Fixture.queue, audio: Fixture.audio)
        #expect(clip.cells.count == 4)
        #expect(try world.vault.cells(of: clip) == clip.cells)
    }
}
