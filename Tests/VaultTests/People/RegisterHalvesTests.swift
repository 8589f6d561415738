// The halves of the identity in the ledger: handed on by who holds one, and never both to anybody.
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite("The halves in the ledger")
struct RegisterHalvesTests {
    private let honest: PeopleLedger

    /// The founder holds both; Bogdan may hold either.
    init() throws {
        var ledger = try PeopleLedger()
        try ledger.found()
        try ledger.add(.standing(of: Fixture.bogdan, [.custodian, .officer], []))
        honest = ledger
    }

    @Test func theFirstHalfHandedOnLeavesTheFounder() throws {
        #expect(honest.read().finding == nil)
        #expect(honest.read().register.halves[Fixture.ana] == Set(KeyClass.identityHalves))
        var ledger = honest
        try ledger.give([.identityOfficer])
        let register = ledger.read().register
        #expect(ledger.read().finding == nil)
        #expect(register.halves[Fixture.ana] == [.identityCustodian])
        #expect(register.halves[Fixture.bogdan] == [.identityOfficer])
        // Once it was shared, neither comes back to the founder, who had both.
        #expect(KeyClass.identityHalves.allSatisfy { !register.mayReceive($0, Fixture.ana) })
    }

    @Test(arguments: [KeyClass.identityCustodian, .identityOfficer])
    func whoHadOneIsNeverGivenTheOther(half: KeyClass) throws {
        let other = try #require(half.otherHalf)
        var ledger = honest
        try ledger.give([half])
        var greedy = ledger
        try greedy.give([other])
        let next = ledger.rows.count
        #expect(greedy.read().finding == .bothHalves(Int64(next), Fixture.bogdan))
        // Nor after the first was taken, nor after everything was and they came again.
        try ledger.add(.taken(half, through: 1, from: Fixture.bogdan))
        greedy = ledger
        try greedy.give([other])
        #expect(greedy.read().finding == .bothHalves(Int64(next + 1), Fixture.bogdan))
        try ledger.add(.leaving(Fixture.bogdan))
        try ledger.add(.standing(of: Fixture.bogdan, [.custodian, .officer], []))
        #expect(!ledger.read().register.mayReceive(other, Fixture.bogdan))
        #expect(ledger.read().register.mayReceive(half, Fixture.bogdan))
        try ledger.give([other])
        #expect(ledger.read().finding == .bothHalves(Int64(next + 3), Fixture.bogdan))
    }

    @Test func aHalfIsHandedOnByItsHolderAlone() throws {
        var ledger = honest
        try ledger.give([.identityOfficer])
        try ledger.add(.taken(.identityOfficer, through: 1, from: Fixture.bogdan))
        let next = Int64(ledger.rows.count)
        // Ana made it and had it; she holds it no more.
        var forged = ledger
        try forged.give([.identityOfficer])
        #expect(forged.read().finding == .grantNotTheirs(next, actor: Fixture.ana))
        forged = ledger
        try forged.give([.identityOfficer], by: forged.bogdanSigns)
        #expect(forged.read().finding == .grantNotTheirs(next, actor: Fixture.bogdan))
        // A founder who never was given one gives none.
        forged = try PeopleLedger()
        try forged.add(.standing(of: Fixture.bogdan, [.officer], []))
        try forged.give([.identityOfficer])
        #expect(forged.read().finding == .grantNotTheirs(5, actor: Fixture.ana))
    }
}
