// Entries forged with one person's own key and write access to the database: none counts.
import Foundation
import GRDB
import ReviewCore
import Store
import Testing
import Vault

@testable import Workstation

@Suite struct ForgedEntryTests {
    private let office: Office
    private let mal: Seat

    init() throws {
        office = try Office()
        for (name, roles) in [("mal", Set([Role.reviewer])), ("cus", [.custodian])] {
            _ = try office.seat.add(
                person: name, roles: roles, surroundings: office.surroundings, now: .now)
        }
        mal = try office.another("mal")
    }

    /// Signed with Mal's key, chained and put in its place, past the gate.
    private func append(_ event: AuditEvent) throws {
        let store = office.workspace.store.audit.signing(AuditScribe(mal.log.signer))
        try store.audit.append([event], .now)
    }

    private func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        let path = office.workspace.directory.appending(path: "earshot.db").path
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql, arguments: arguments) }
        try queue.close()
    }

    private static let everything =
        AuditEvent.standing(Set(Role.allCases), Set(Clearance.allCases))

    /// With every action about people there is: nobody signs in on it, whatever the table says.
    @Test(arguments: AuditAction.allCases.filter(\.isOfPeople))
    func nobodyMakesThemselvesACustodian(action: AuditAction) throws {
        let facts =
            Self.everything + mal.personalKeys.publicKeys.auditFacts
            + [.digest(.handle, mal.person.handleDigest)]
        try append(AuditEvent(action, .person(mal.person.id), for: .administration, facts))
        let roles = Role.allCases.map(\.rawValue).sorted().joined(separator: " ")
        try run(
            "UPDATE person SET roles = ?, clearances = 'contacts location' WHERE name = 'mal'",
            [roles])
        #expect(throws: LedgerTrouble.self) { try office.another("mal") }
        #expect(throws: LedgerTrouble.self) { try office.another("cus") }
        #expect(try !check().isEmpty)
        #expect(try glance().people.allSatisfy { !$0.isAsLogged })
    }

    @Test func nobodyTakesAnothersPlaceWithTheirOwnKeys() throws {
        let cus = try #require(try office.workspace.store.people.named("cus"))
        let keys = mal.personalKeys.publicKeys
        try append(
            AuditEvent(
                .personAdded, .person(cus.person.id), for: .administration,
                [.role(.custodian), .digest(.handle, cus.person.handleDigest)] + keys.auditFacts))
        try run(
            "UPDATE person SET agreement_key = ?, signing_key = ? WHERE name = 'cus'",
            [keys.agreement, keys.signing])
        let theirs = Workspace.keyFile(
            of: "cus", workspace: office.workspace.id, office.surroundings)
        let mine = Workspace.keyFile(
            of: "mal", workspace: office.workspace.id, office.surroundings)
        try FileManager.default.removeItem(at: theirs)
        try FileManager.default.copyItem(at: mine, to: theirs)
        #expect(throws: LedgerTrouble.self) { try office.another("cus") }
    }

    // MARK: - Handles

    private func swapHandles() throws {
        try run(
            """
            UPDATE person SET name = CASE name WHEN 'mal' THEN 'x1' ELSE 'x2' END,
                folded = CASE name WHEN 'mal' THEN 'x1' ELSE 'x2' END
            WHERE name IN ('mal', 'cus')
            """)
        try run("UPDATE person SET name = 'cus', folded = 'cus' WHERE name = 'x1'")
        try run("UPDATE person SET name = 'mal', folded = 'mal' WHERE name = 'x2'")
    }

    @Test func keysAreNotGivenToWhoeverTookAnothersHandle() throws {
        try swapHandles()
        let ana = try office.another()
        #expect(throws: LedgerTrouble.handleSwapped("cus")) {
            try ana.grant(to: "cus", clearances: [.location], now: .now)
        }
        #expect(throws: LedgerTrouble.handleSwapped("cus")) {
            try ana.passHalf(to: "cus", now: .now)
        }
        let all = Seat.Taking.everything
        #expect(throws: LedgerTrouble.handleSwapped("mal")) {
            try ana.revoke(from: "mal", all, now: .now)
        }
        #expect(throws: LedgerTrouble.handleSwapped("mal")) {
            try ana.foresee(revokingFrom: "mal", all)
        }
        #expect(throws: LedgerTrouble.self) { try office.another("mal") }
        let found = try check()
        #expect(found.map(\.code) == ["handle_swapped", "handle_swapped"])
        #expect(Set(try glance().handlesNotAsLogged) == ["cus", "mal"])
        // Names are no reason not to rotate: keys are sealed to people by their ids.
        #expect(
            try KeyRotation(seat: ana).run([.text], now: .now, onProgress: { _ in })
                .generations == ["text": 2])
    }

    // MARK: - Grants

    @Test func aGrantThatIsGoneIsNamedAndGivenAnew() throws {
        try run(
            """
            DELETE FROM key_grant WHERE class = 'text'
                AND person = (SELECT seq FROM person WHERE name = 'mal')
            """)
        let lacking = try office.another("mal")
        #expect(lacking.missingKeys == [.text])
        #expect(lacking.vault.keyring.classes == [.audio])
        #expect(try check() == [.grantMissing(mal.person.id, .text)])
        let outcome = try office.another().grant(to: "mal", now: .now)
        #expect(outcome.given == [.text] && outcome.hasChanged)
        #expect(try office.another("mal").vault.keyring.classes == [.audio, .text])
        #expect(try office.another("mal").missingKeys == [])
        #expect(try check() == [])
        #expect(try !office.another().grant(to: "mal", now: .now).hasChanged)
    }

    @Test func aGrantThatNobodyGaveIsNamed() throws {
        try run(
            """
            INSERT INTO key_grant
            SELECT seq, 'contacts', 1, x'010203' FROM person WHERE name = 'mal'
            """)
        #expect(try check() == [.grantPlanted(mal.person.id, .contacts)])
        #expect(try office.another("mal").missingKeys == [])
        let seen = try #require(try glance().people.first { $0.member.person.name == "mal" })
        #expect(!seen.isAsLogged && seen.classes == [.audio, .text])
    }

    @Test func aCustodianWhoIsOneInTheTableAloneIsNoneLeft() throws {
        let ana = try office.another()
        try ana.revoke(from: "cus", .these([.custodian], []), givingUpIdentities: true, now: .now)
        try run("UPDATE person SET roles = 'custodian reviewer' WHERE name = 'mal'")
        #expect(throws: PeopleError.lastCustodian) {
            try ana.revoke(
                from: "ana", .these([.custodian], []), givingUpIdentities: true, now: .now)
        }
    }

    private func glance() throws -> KnownPeople {
        var glance = PeopleGlance(office.workspace, surroundings: office.surroundings)
        return try glance.read()
    }

    private func check() throws -> [AuditFinding] {
        var there = office.surroundings
        there.environment["EARSHOT_PERSON"] = Office.first
        let mine = try Seat.log(in: office.workspace, surroundings: there)
        return try LogCheck(office.workspace, keeper: mine.keeper).run(
            inFull: true, founder: mine.founder, onProgress: { _, _ in }
        ).report.findings
    }
}
