// Who sits at the desk: found by keys or by name, added once, whole.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct SeatTests {
    @Test func theOnePersonWithKeysHereNeedsNoName() throws {
        let office = try Office()
        #expect(
            try Seat.take(in: office.workspace, surroundings: office.surroundings).person.name
                == "ana")
    }

    @Test func severalPeopleMustSayWhoSitsHere() throws {
        let office = try Office()
        _ = try office.seat.add(
            person: "bogdan", roles: [.reviewer], surroundings: office.surroundings, now: .now)
        let error = #expect(throws: WorkspaceError.self) {
            try Seat.take(in: office.workspace, surroundings: office.surroundings)
        }
        let words = "\(try #require(error))"
        #expect(words.contains("ana") && words.contains("bogdan"))
        #expect(words.contains("EARSHOT_PERSON"))
        #expect(try office.another("bogdan").person.name == "bogdan")
        #expect(try office.another("Bogdan").person.name == "bogdan")
    }

    @Test func aStrangerAndAPersonWithoutKeysAreRefusedByName() throws {
        let office = try Office()
        #expect(throws: WorkspaceError.noSuchPerson("eve")) { try office.another("eve") }
        var elsewhere = office.surroundings
        elsewhere.environment["XDG_CONFIG_HOME"] = office.folder.appending(path: "other").path
        #expect(throws: WorkspaceError.nobodyHere) {
            try Seat.take(in: office.workspace, surroundings: elsewhere)
        }
        elsewhere.environment["EARSHOT_PERSON"] = "ana"
        #expect(throws: WorkspaceError.noKeys("ana")) {
            try Seat.take(in: office.workspace, surroundings: elsewhere)
        }
    }

    @Test func whatASeatDoesIsBehindTheGateAndInTheLog() throws {
        let office = try Office()
        _ = try office.seat.add(
            person: "bogdan", roles: [.supervisor], surroundings: office.surroundings, now: .now)
        let bogdan = try office.another("bogdan")
        #expect(throws: StoreError.self) { try bogdan.store.audit.page(AuditFilter(), 0, 9) }
        #expect(throws: DeedRefusal(.bringIn, roles: [.supervisor])) { try bogdan.demand(.bringIn) }
        let before = try bogdan.store.audit.length()
        #expect(throws: DeedRefusal(.addPerson, roles: [.supervisor])) {
            try bogdan.add(
                person: "eve", roles: [.supervisor], surroundings: office.surroundings, now: .now)
        }
        #expect(try bogdan.store.audit.length() == before)
        office.seat = bogdan
        _ = try office.queue("night")
        let page = try office.another().store.audit.page(AuditFilter(), before, 9)
        let entries = page.entries.compactMap { AuditEntryFormat.decode($0.entry.bytes) }
        #expect(entries.map(\.actor) == [bogdan.person.id])
        #expect(entries.map(\.event.action) == [.queueCreated])
    }

    @Test func aGlanceShowsWhatEverybodyMaySeeAndNeedsNoKey() throws {
        let office = try Office()
        let queue = try office.queue()
        var there = office.surroundings
        for person in [nil, "ana"] {
            there.environment["EARSHOT_PERSON"] = person
            let store = try Seat.glance(at: office.workspace, surroundings: there)
            #expect(try store.records.status(.now, .now).queues.map(\.name) == [queue.name])
            #expect(try store.people.list().map(\.person.name) == ["ana"])
        }
        _ = try office.seat.add(
            person: "bogdan", roles: [.reviewer], surroundings: office.surroundings, now: .now)
        there.environment["EARSHOT_PERSON"] = "bogdan"
        let store = try Seat.glance(at: office.workspace, surroundings: there)
        #expect(throws: StoreError.self) { try store.records.exportPage(queue.id, nil, 9) }
        // Nobody said who of the two it is.
        there.environment["EARSHOT_PERSON"] = nil
        let anybody = try Seat.glance(at: office.workspace, surroundings: there)
        #expect(try anybody.people.list().count == 2)
        #expect(try anybody.records.status(.now, .now).queues.count == 1)
        // It is not the bare store: what takes a role takes one.
        let refused: [() throws -> Void] = [
            { _ = try anybody.records.exportPage(queue.id, nil, 9) },
            { _ = try anybody.audit.page(AuditFilter(), 0, 9) },
            { _ = try anybody.glasses.list() },
            { _ = try anybody.consent.optedOut() },
            { _ = try anybody.keys.counts() },
            { try anybody.people.change([.remove(office.seat.person.id)], nil, .now) },
            { try anybody.queues.setOpen(queue.id, false, .now) },
        ]
        for attempt in refused { #expect(throws: StoreError.self, performing: attempt) }
    }

    @Test func aReviewerGetsTheKeysOfTheWorkAndNoOthers() throws {
        let office = try Office()
        _ = try office.seat.add(
            person: "bogdan", roles: [.reviewer], surroundings: office.surroundings, now: .now)
        #expect(try office.another("bogdan").vault.keyring.classes == [.audio, .text])
    }

    @Test(arguments: ["ana", "ANA"])
    func aTakenHandleIsRefusedBeforeAnythingIsMade(name: String) throws {
        let office = try Office()
        let keys = office.surroundings.keysDirectory(workspace: office.workspace.id.description)
        let before = try Data(contentsOf: keys.appending(path: "ana.key"))
        #expect(throws: WorkspaceError.nameTaken(name)) {
            try office.seat.add(
                person: name, roles: [.reviewer], surroundings: office.surroundings, now: .now)
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: keys.path)
                .filter { $0.hasSuffix(".key") } == ["ana.key"])
        #expect(try Data(contentsOf: keys.appending(path: "ana.key")) == before)
    }

    @Test(arguments: [
        "", ".hidden", "-x", "a b", "../eve", "a/b", "é", String(repeating: "a", count: 33),
    ])
    func aHandleThatIsNoFileNameIsRefused(name: String) throws {
        let office = try Office()
        #expect(throws: WorkspaceError.badName(name)) {
            try office.seat.add(
                person: name, roles: [.reviewer], surroundings: office.surroundings, now: .now)
        }
    }

    @Test func keysAKilledTryLeftAreTakenUp() throws {
        let office = try Office()
        let file = Workspace.keyFile(
            of: "bogdan", workspace: office.workspace.id, office.surroundings)
        let left = PersonalKeys.create()
        try left.save(to: file.path)
        _ = try office.seat.add(
            person: "bogdan", roles: [.reviewer], surroundings: office.surroundings, now: .now)
        #expect(try PersonalKeys.load(from: file.path).publicKeys == left.publicKeys)
        #expect(try office.another("bogdan").vault.keyring.classes == [.audio, .text])
    }
}
