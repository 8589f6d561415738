// The tables of people and keys attacked through the file, by somebody who can write it.
import Foundation
import GRDB
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct LedgerAttackTests {
    private let office: Office
    private let bea: Person

    init() throws {
        office = try Office()
        bea = try office.seat.add(
            person: "bea", roles: [.reviewer], surroundings: office.surroundings, now: .now)
    }

    private var database: URL { office.workspace.directory.appending(path: "earshot.db") }

    private func tamper(_ body: (Database) throws -> Void) throws {
        let queue = try DatabaseQueue(path: database.path)
        try queue.write { db in
            for trigger in ["audit_in_order", "audit_unchanged", "audit_undeleted"] {
                try db.execute(sql: "DROP TRIGGER IF EXISTS \(trigger)")
            }
            try body(db)
        }
        try queue.close()
    }

    private func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try tamper { try $0.execute(sql: sql, arguments: arguments) }
    }

    @Test func aRoleOrClearanceWrittenIntoTheTableKeepsItsPersonOut() throws {
        for column in ["roles = 'custodian reviewer'", "clearances = 'location'"] {
            let office = try Office()
            _ = try office.seat.add(
                person: "bea", roles: [.reviewer], surroundings: office.surroundings, now: .now)
            let path = office.workspace.directory.appending(path: "earshot.db").path
            let queue = try DatabaseQueue(path: path)
            try queue.write {
                try $0.execute(sql: "UPDATE person SET \(column) WHERE name = 'bea'")
            }
            #expect(throws: LedgerTrouble.tampered("bea")) { try office.another("bea") }
            #expect(try office.another().person.name == "ana")
        }
    }

    @Test func aPersonInsertedIsNobody() throws {
        let keys = PersonalKeys.create()
        try run(
            """
            INSERT INTO person (id, name, folded, roles, agreement_key, signing_key, added_at)
            VALUES (?, 'eve', 'eve', 'custodian', ?, ?, 0)
            """, [UUID(), keys.publicKeys.agreement, keys.publicKeys.signing])
        try keys.save(
            to: Workspace.keyFile(of: "eve", workspace: office.workspace.id, office.surroundings)
                .path)
        #expect(throws: LedgerTrouble.unknown("eve")) { try office.another("eve") }
        // Nor does a rotation seal anything to them.
        try office.seat.revoke(from: "bea", .everything, now: .now)
        let eve = try #require(try office.workspace.store.people.named("eve"))
        #expect(try office.workspace.store.people.grants(eve.person.id).isEmpty)
    }

    @Test func aPublicKeyPutInAnothersPlaceIsNotSealedTo() throws {
        let thief = PersonalKeys.create().publicKeys
        try run(
            "UPDATE person SET agreement_key = ? WHERE name = 'bea'", [thief.agreement])
        #expect(throws: LedgerTrouble.tampered("bea")) { try office.another("bea") }
        #expect(throws: LedgerTrouble.keysSwapped("bea")) {
            try office.seat.grant(to: "bea", clearances: [.location], now: .now)
        }
        #expect(throws: LedgerTrouble.keysSwapped("bea")) {
            try KeyRotation(seat: office.seat).run([.text], now: .now, onProgress: { _ in })
        }
        #expect(try office.another().register.commitments.newest(of: .text) == 1)
    }

    @Test func aPlantedGenerationSealsNothing() throws {
        // Sealed to the victim's public key, as anybody can.
        let member = try #require(try office.workspace.store.people.named("ana"))
        let stranger = Keyring.create(for: office.workspace.id)
        let planted = try stranger.rotating(.text).grant(
            .text, to: member.person.id, publicKeys: member.keys)
        try run(
            "INSERT INTO key_grant SELECT seq, 'text', 2, ? FROM person WHERE name = 'ana'",
            [planted.sealed])
        let seat = try office.another()
        #expect(seat.vault.keyring.generations(of: .text) == [1])
        let clip = try seal(with: seat)
        #expect(clip.wrappedKeys.allSatisfy { $0.generation == 1 })
        // In the place of a true one it is no more believed: the class is not held at all.
        try run("UPDATE key_grant SET sealed = ? WHERE class = 'text'", [planted.sealed])
        #expect(try !office.another().vault.keyring.classes.contains(.text))
    }

    private func seal(with seat: Seat) throws -> SealedClip {
        let incoming = IncomingClip(
            sourceID: "x", audio: AudioSource(path: "/x.wav"), locale: "en-US")
        var random = SystemRandomNumberGenerator()
        return try seat.vault.seal(
            incoming, as: ClipID(at: .now, using: &random), in: office.queue().id, audio: Data([1])
        ).clip
    }

    @Test func anothersGrantPutInOnesPlaceOpensNothing() throws {
        try run(
            """
            UPDATE key_grant SET sealed = (
                SELECT sealed FROM key_grant JOIN person ON person.seq = key_grant.person
                WHERE name = 'ana' AND class = 'text')
            WHERE class = 'text' AND person = (SELECT seq FROM person WHERE name = 'bea')
            """)
        try run(
            """
            INSERT INTO key_grant SELECT
                (SELECT seq FROM person WHERE name = 'bea'), class, generation, sealed
            FROM key_grant JOIN person ON person.seq = key_grant.person
            WHERE name = 'ana' AND class = 'location'
            """)
        #expect(try office.another("bea").vault.keyring.classes == [.audio])
    }

    @Test(arguments: [
        "DELETE FROM audit_entry WHERE sequence = (SELECT max(sequence) - 1 FROM audit_entry)",
        "UPDATE audit_entry SET signature = zeroblob(64) WHERE sequence = 3",
        "UPDATE audit_entry SET bytes = x'01' WHERE sequence = 0",
        "DELETE FROM audit_entry",
    ])
    func aChainThatDoesNotHoldLetsNobodyIn(sql: String) throws {
        // Nothing was read before, so nothing is known from elsewhere than the file.
        for ending in ["people", "founder"] {
            try? FileManager.default.removeItem(at: beside(ending))
        }
        try run(sql)
        #expect(throws: LedgerTrouble.self) { try office.another() }
        #expect(throws: LedgerTrouble.self) { try office.another("bea") }
    }

    private func beside(_ ending: String, of name: String = Office.first) -> URL {
        Workspace.keyFile(of: name, workspace: office.workspace.id, office.surroundings)
            .deletingPathExtension().appendingPathExtension(ending)
    }

    @Test func anEndCutOffIsNoticedByWhoeverReadFurther() throws {
        let seen = try office.another().register.end.count
        try run(
            "DELETE FROM audit_entry WHERE sequence >= (SELECT max(sequence) - 1 FROM audit_entry)"
        )
        #expect(throws: LedgerTrouble.cutShort(seen: seen, have: seen - 2)) {
            try office.another()
        }
    }

    @Test func anOldCopyPutBackIsRefusedUntilItIsMeant() throws {
        try office.workspace.store.upkeep.close()
        let older = office.folder.appending(path: "older.db")
        try FileManager.default.copyItem(at: database, to: older)
        let seat = try office.another()
        try seat.revoke(from: "bea", .everything, now: .now)
        try seat.store.upkeep.close()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: database.path + suffix)
        }
        try FileManager.default.copyItem(at: older, to: database)
        // With it Bea's keys would be back.
        #expect(throws: LedgerTrouble.self) { try office.another() }
        var there = office.surroundings
        there.environment["EARSHOT_PERSON"] = Office.first
        let anew = try Seat.take(
            in: Workspace.open(office.workspace.directory), surroundings: there, anew: true)
        #expect(anew.person.name == "ana")
        #expect(try office.another().person.name == "ana")
    }

    @Test func aWorkspaceOfAnotherFounderUnderTheSameIDIsRefused() throws {
        let stranger = PersonalKeys.create()
        try FounderPin.save(
            try #require(AuditKey(stranger.publicKeys.signing)), to: beside("founder").path,
            replacing: true)
        #expect(throws: LedgerTrouble.founder) { try office.another() }
        // Where none was kept, the first is trusted and kept.
        try FileManager.default.removeItem(at: beside("founder"))
        _ = try office.another()
        #expect(try FounderPin.load(from: beside("founder").path) == office.seat.log.signer.key)
        #expect(mode(of: beside("founder").path) == 0o600)
        try Data("earshot founder\nnonsense\n".utf8).write(to: beside("founder"))
        #expect(throws: VaultError.self) { try office.another() }
    }

    /// A custodian who gives somebody a key of their own making, and logs it.
    @Test func aKeyThatIsNotThePromisedOneIsNotUsed() throws {
        let stranger = Keyring.create(for: office.workspace.id)
        let member = try #require(try office.workspace.store.people.named("bea"))
        let untrue = try stranger.grant(.text, to: bea.id, publicKeys: member.keys)
        try office.seat.store.people.change(
            [.take(.text, through: 1, from: bea.id), .give(untrue)], nil, .now)
        #expect(throws: VaultError.grantUntrue(.text, generation: 1)) {
            try office.another("bea")
        }
    }

    /// Deleting costs a colleague their keys until a custodian gives them anew.
    @Test func aGrantThatWasDeletedIsGivenAnew() throws {
        try run("DELETE FROM key_grant WHERE person = (SELECT seq FROM person WHERE name = 'bea')")
        #expect(try office.another("bea").vault.keyring.classes.isEmpty)
        #expect(try office.seat.grant(to: "bea", now: .now).given == [.audio, .text])
        #expect(try office.another("bea").vault.keyring.classes == [.audio, .text])
        #expect(try office.seat.grant(to: "bea", now: .now).given == [])
    }

    @Test func aNewColleagueKnowsTheFounderFromTheirFirstMoment() throws {
        #expect(
            try FounderPin.load(from: beside("founder", of: "bea").path)
                == office.seat.log.signer.key)
    }

    @Test func aMemoryThatSomebodyElseWroteIsNone() throws {
        let thief = PersonalKeys.create().auditSigner(
            for: office.seat.person.id, in: office.workspace.id)
        let note = try thief.memory(ofReading: LedgerEnd(count: 999, leaf: .zero))
        try Data(note.serialized.utf8).write(to: beside("people"))
        #expect(try office.another().person.name == "ana")
    }
}
