// People are given and lose roles, clearances and keys, through real seats on one workspace.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct PeopleTests {
    private let office: Office

    init() throws {
        office = try Office()
    }

    @discardableResult
    private func add(
        _ name: String, _ roles: Set<Role>, _ clearances: Set<Clearance> = [], by seat: Seat? = nil
    ) throws -> Person {
        try (seat ?? office.seat).add(
            person: name, roles: roles, clearances: clearances,
            surroundings: office.surroundings, now: .now)
    }

    @Test func aClearanceBringsItsKeyAndGoesWithIt() throws {
        try add("bea", [.reviewer], [.location])
        #expect(try office.another("bea").vault.keyring.classes == [.audio, .text, .location])
        let given = try office.seat.grant(
            to: "bea", roles: [.engineer], clearances: [.contacts], now: .now)
        #expect(given.given == [.contacts])
        #expect(try office.another("bea").person.roles == [.reviewer, .engineer])
        let taken = try office.seat.revoke(
            from: "bea", .these([.reviewer], []), now: .now)
        #expect(taken.taken == [.location, .contacts] && taken.rotated == taken.taken)
        let bea = try office.another("bea")
        #expect(bea.vault.keyring.classes == [.audio, .text])
        #expect(bea.person.clearances == [.location, .contacts])
        // What is sealed from now on is under keys that Bea never had.
        #expect(try office.another().vault.keyring.generation(of: .location) == 2)
        #expect(try office.another().vault.keyring.generation(of: .text) == 1)
    }

    @Test func whoLosesEverythingOpensNothingNewAndMayNotComeIn() throws {
        let queue = try office.queue()
        try office.bring(["before"], into: queue, prefix: "a")
        try add("bea", [.reviewer])
        let bea = try office.another("bea")
        try office.seat.revoke(from: "bea", .everything, now: .now)
        #expect(throws: StoreError.self) {
            try bea.store.work.claim(
                ClaimRequest(person: bea.person.id, queues: [queue.id], ttl: 60, now: .now))
        }
        try office.bring(["after"], into: queue, prefix: "b")
        let clips = try office.seat.store.work.claim(
            ClaimRequest(
                person: office.seat.person.id, queues: [queue.id], count: 2, ttl: 60, now: .now)
        ).map(\.clip)
        // Her old ring, as she may have kept it: what was there before, nothing of what came after.
        let opens = clips.map { (try? bea.vault.open($0)) != nil }
        #expect(opens == [true, false])
        #expect(try office.another("bea").vault.keyring.classes.isEmpty)
        // She may come again, with keys of the newest generation alone where all are rewrapped.
        _ = try KeyRotation(seat: office.seat).run(
            KeyRotation.rotating, now: .now, onProgress: { _ in })
        try office.seat.grant(to: "bea", roles: [.reviewer], now: .now)
        let again = try office.another("bea")
        #expect(
            try clips.map { try #require(try stored($0.id)) }.allSatisfy {
                (try? again.vault.open($0)) != nil
            })
    }

    private func stored(_ clip: ClipID) throws -> SealedClip? {
        try office.seat.store.records.clip(clip)?.clip
    }

    @Test func theLastCustodianStays() throws {
        for taking: Seat.Taking in [.everything, .these([.custodian], [])] {
            #expect(throws: PeopleError.lastCustodian) {
                try office.seat.revoke(
                    from: "ana", taking, givingUpIdentities: true, now: .now)
            }
        }
        #expect(try office.another().person.roles == Role.ofPeople)
        try add("bo", [.custodian])
        try office.seat.revoke(from: "ana", .these([.custodian], []), now: .now)
        #expect(try office.another().person.roles.contains(.custodian) == false)
        let bo = try office.another("bo")
        #expect(throws: PeopleError.lastCustodian) {
            try bo.revoke(from: "bo", .everything, givingUpIdentities: true, now: .now)
        }
    }

    @Test func reviewersChangeNobody() throws {
        try add("bea", [.reviewer])
        let bea = try office.another("bea")
        #expect(throws: DeedRefusal(.grant, roles: [.reviewer])) {
            try bea.grant(to: "bea", roles: [.custodian], now: .now)
        }
        #expect(throws: DeedRefusal(.revoke, roles: [.reviewer])) {
            try bea.revoke(from: "ana", .everything, now: .now)
        }
        #expect(throws: DeedRefusal(.rotate, roles: [.reviewer])) {
            try KeyRotation(seat: bea).run([.text], now: .now, onProgress: { _ in })
        }
        // Past the program's own politeness the store refuses too.
        let steps: [PeopleStep] = [.stand(bea.person.id, [.custodian], [])]
        #expect(throws: StoreError.self) { try bea.store.people.change(steps, nil, .now) }
        let unguarded = bea.workspace.store
        #expect(throws: StoreError.self) { try unguarded.people.change(steps, nil, .now) }
    }

    @Test func halvesGoToTwoPeople() throws {
        #expect(try office.another().vault.keyring.classes.isSuperset(of: KeyClass.identityHalves))
        try add("bo", [.custodian])
        // The first half that leaves the founder's hands is theirs no more.
        let ana = try office.another()
        #expect(ana.register.halves[ana.person.id] == [.identityOfficer])
        #expect(!ana.vault.keyring.classes.contains(.identityCustodian))
        #expect(try office.another("bo").vault.keyring.classes.contains(.identityCustodian))
        // Bo makes Otto an officer, and cannot give what he has not.
        let bo = try office.another("bo")
        try add("otto", [.officer], by: bo)
        #expect(
            try office.another("otto").vault.keyring.classes
                == [.audio, .text, .incident])
        #expect(throws: PeopleError.noHalfToPass("otto")) {
            try bo.passHalf(to: "otto", now: .now)
        }
        try ana.passHalf(to: "otto", now: .now)
        let otto = try office.another("otto")
        #expect(otto.vault.keyring.classes.contains(.identityOfficer))
        // An officer who is no custodian hands it on, and nobody gets the second.
        try add("olga", [.officer, .custodian], by: bo)
        #expect(try office.another("olga").vault.keyring.classes.contains(.identityCustodian))
        #expect(throws: PeopleError.noHalfToPass("olga")) {
            try otto.passHalf(to: "olga", now: .now)
        }
        try add("oana", [.officer], by: bo)
        try otto.passHalf(to: "oana", now: .now)
        #expect(try office.another("oana").vault.keyring.classes.contains(.identityOfficer))
        #expect(try check() == [])
    }

    /// Who knew one half can have kept it: the other is not theirs to have, whatever they become.
    @Test func nobodyComesToKnowBothHalvesOneAfterTheOther() throws {
        try add("otto", [.officer])
        for name in ["bo", "cy"] { try add(name, [.custodian]) }
        let ana = try office.another()
        #expect(ana.register.halves[ana.person.id] == [.identityCustodian])
        try ana.revoke(from: "bo", .these([.custodian], []), now: .now)
        let given = try ana.grant(to: "bo", roles: [.officer], now: .now)
        #expect(!given.given.contains(.identityOfficer))
        let otto = try office.another("otto")
        #expect(throws: PeopleError.noHalfToPass("bo")) { try otto.passHalf(to: "bo", now: .now) }
        #expect(try office.another().register.lacking(given.person) == nil)
        // Past the program's own politeness, by an officer who means it to happen.
        let bo = try #require(try office.workspace.store.people.named("bo"))
        let grant = try otto.vault.keyring.grant(
            .identityOfficer, to: bo.person.id, publicKeys: bo.keys)
        try otto.store.people.change([.give(grant)], nil, .now)
        #expect(throws: LedgerTrouble.self) { try office.another("bo") }
        #expect(try check().map(\.code).contains("both_halves"))
    }

    @Test func takingTheLastRoleIsLeavingAndTwiceIsNothing() throws {
        try add("bea", [.reviewer], [.location])
        let first = try office.seat.revoke(from: "bea", .these([.reviewer], []), now: .now)
        #expect(first.hasChanged && first.person.roles == [] && first.person.clearances == [])
        let register = try office.another().register
        #expect(register.members[first.person.id]?.hasLeft == true)
        for taking: Seat.Taking in [.everything, .these([.reviewer], [])] {
            #expect(try !office.seat.revoke(from: "bea", taking, now: .now).hasChanged)
        }
        #expect(try check() == [])
    }

    @Test func theLastHalfIsNotLostUnawares() throws {
        try add("bo", [.custodian])
        #expect(throws: PeopleError.lastHalf("bo", .identityCustodian)) {
            try office.seat.revoke(from: "bo", .everything, now: .now)
        }
        try office.seat.revoke(from: "bo", .everything, givingUpIdentities: true, now: .now)
        #expect(try check() == [])
    }

    @Test func twoCustodiansAtOnceForkNothing() async throws {
        try add("bo", [.custodian])
        let names = (0..<6).map { "r\($0)" }
        for name in names { try add(name, [.reviewer]) }
        let seats = [try office.another(), try office.another("bo")]
        await withTaskGroup(of: Void.self) { group in
            for (index, name) in names.enumerated() {
                let seat = seats[index % 2]
                group.addTask {
                    do {
                        try seat.revoke(from: name, .everything, now: .now)
                    } catch {
                        Issue.record("\(error)")
                    }
                }
            }
        }
        let seat = try office.another()
        #expect(seat.register.commitments.newest(of: .text) == 7)
        #expect(seat.vault.keyring.generations(of: .text) == Array(1...7))
        #expect(try office.another("bo").vault.keyring.generation(of: .text) == 7)
        #expect(try check() == [])
    }

    private func check() throws -> [AuditFinding] {
        let mine = try Seat.log(in: office.workspace, surroundings: anas)
        return try LogCheck(office.workspace, keeper: mine.keeper).run(
            inFull: true, founder: mine.founder, onProgress: { _, _ in }
        ).report.findings
    }

    private var anas: Surroundings {
        var there = office.surroundings
        there.environment["EARSHOT_PERSON"] = Office.first
        return there
    }
}
