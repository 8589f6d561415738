// Attempts to change the past, each with everything a writer of the database could put right.
import Foundation
import ReviewCore
import Testing

@testable import Vault

@Suite("Attacks on the log")
struct AuditAttackTests {
    @Test("An honest log is sound, in batches of any size, with its checkpoints")
    func honest() throws {
        var ledger = try Ledger(count: 5)
        var kept = [try ledger.checkpoint("early")]
        ledger = try grown(ledger, to: 300)
        kept.append(try ledger.checkpoint("late"))
        for batch in [1, 2, 7, 100, 1000] {
            let report = ledger.check(
                certain: ledger.register, founder: ledger.anaSigns.key, checkpoints: kept,
                batch: batch)
            #expect(report.findings == [])
            #expect(report.head == ledger.head)
            #expect(report.checkpointsAgreeing == 2)
            #expect(report.signaturesChecked == 300)
        }
    }

    private func grown(_ ledger: Ledger, to count: Int) throws -> Ledger {
        var ledger = ledger
        while ledger.rows.count < count {
            let event = AuditEvent(.clipHeard, .clip(id(7)), for: .review)
            try ledger.append(event, by: ledger.bogdanSigns)
        }
        return ledger
    }

    @Test("One byte anywhere is found, and its entry named", arguments: [true, false])
    func edited(hashesPutRight: Bool) throws {
        let honest = try Ledger(count: 20)
        for index in honest.rows.indices {
            for offset in [0, 8, 20, 70, 100] {
                var ledger = honest
                ledger.change(index) { $0[offset] ^= 1 }
                if hashesPutRight { ledger.rehash() }
                let report = ledger.check()
                #expect(report.findings.first?.sequence == Int64(index))
                #expect(!report.isSound)
            }
        }
    }

    @Test("A changed signature is found")
    func resigned() throws {
        var ledger = try Ledger()
        let row = ledger.rows[9]
        var signature = row.entry.signature
        signature[63] ^= 1
        ledger.rows[9] = StoredAuditEntry(
            sequence: 9, entry: SignedAuditEntry(bytes: row.entry.bytes, signature: signature),
            hashes: row.hashes)
        ledger.rehash()
        let actor = try #require(AuditEntryFormat.decode(row.entry.bytes)).actor
        #expect(
            ledger.check().findings == [
                .signature(9, actor: actor, fitsRegister: false), .unlinked(10),
            ])
    }

    @Test("Two entries that change places are found")
    func reordered() throws {
        for (one, other) in [(3, 4), (2, 30), (0, 1), (38, 39)] {
            var ledger = try Ledger()
            ledger.rows.swapAt(one, other)
            ledger.rehash()
            let findings = ledger.check().findings
            #expect(findings.first?.sequence == Int64(one))
            #expect(findings.contains(.misplaced(Int64(one), says: Int64(other))))
            #expect(findings.contains(.misplaced(Int64(other), says: Int64(one))))
        }
    }

    @Test("One that is taken out of the middle is found, whether or not the gap is closed")
    func dropped() throws {
        for index in [0, 1, 2, 17, 38] {
            var ledger = try Ledger()
            ledger.rows.remove(at: index)
            let gap = ledger.check().findings
            #expect(gap.first?.sequence == Int64(index))
            #expect(gap.contains(.missing(from: Int64(index), through: Int64(index))))
            ledger.rehash()
            #expect(ledger.check().findings.first?.sequence == Int64(index))
        }
    }

    @Test("An end that is cut off is found by the checkpoint kept of it")
    func truncated() throws {
        for cut in [1, 5, 39, 40] {
            var ledger = try Ledger()
            let kept = try ledger.checkpoint()
            ledger.rows.removeLast(cut)
            let left = Int64(40 - cut)
            #expect(ledger.check(register: left < 2 ? [:] : nil).isSound == (left > 0))
            let findings = ledger.check(checkpoints: [kept]).findings
            #expect(findings.contains(.checkpointAhead(name: "kept", size: 40, have: left)))
        }
    }

    @Test("A forged entry by another key is found, wherever it is put")
    func forged() throws {
        let stranger = PersonalKeys.create()
        for index in [1, 2, 20, 40] {
            for actor in [Fixture.bogdan, id(99)] {
                var ledger = try Ledger()
                let entry = try stranger.auditSigner(for: actor, in: Fixture.workspace).sign(
                    AuditEvent(.clipHeard, .clip(id(1)), for: .review),
                    at: Timestamp(microseconds: 1), sequence: Int64(index),
                    after: ledger.rows[index - 1].entry.leaf)
                ledger.rows.insert(
                    StoredAuditEntry(sequence: 0, entry: entry, hashes: Data()), at: index)
                ledger.rehash()
                let expected: AuditFinding =
                    actor == Fixture.bogdan && index > 1
                    ? .signature(Int64(index), actor: actor, fitsRegister: false)
                    : .stranger(Int64(index), actor: actor)
                #expect(ledger.check().findings.first == expected)
            }
        }
    }

    @Test("An entry carried over from another workspace's log is found")
    func carriedOver() throws {
        var ledger = try Ledger()
        let foreign = ledger.bogdan.auditSigner(for: Fixture.bogdan, in: id(77))
        let entry = try foreign.sign(
            AuditEvent(.clipHeard, .clip(id(1)), for: .review), at: Timestamp(microseconds: 1),
            sequence: 40, after: try #require(ledger.rows.last).entry.leaf)
        ledger.rows.append(StoredAuditEntry(sequence: 40, entry: entry, hashes: Data()))
        ledger.rehash()
        #expect(
            ledger.check().findings == [
                .signature(40, actor: Fixture.bogdan, fitsRegister: false)
            ])
    }

    @Test("A person's key exchanged in the register is found, and so is what it signed")
    func swappedKey() throws {
        var ledger = try Ledger()
        let thief = PersonalKeys.create().auditSigner(for: Fixture.bogdan, in: Fixture.workspace)
        var register = ledger.register
        register[Fixture.bogdan] = thief.key
        #expect(
            ledger.check(register: register).findings == [
                .keySwapped(Fixture.bogdan, pinnedAt: 1)
            ])
        try ledger.append(AuditEvent(.clipHeard, .clip(id(1)), for: .review), by: thief)
        #expect(
            ledger.check(register: register).findings == [
                .keySwapped(Fixture.bogdan, pinnedAt: 1),
                .signature(40, actor: Fixture.bogdan, fitsRegister: true),
            ])
    }

    @Test("A second coming with another key is found, and so is somebody nobody added")
    func secondKey() throws {
        var ledger = try Ledger()
        let thief = PersonalKeys.create()
        try ledger.append(
            AuditEvent(
                .personAdded, .person(Fixture.ana), for: .administration,
                thief.publicKeys.auditFacts), by: ledger.anaSigns)
        #expect(ledger.check().findings == [.secondKey(40, Fixture.ana)])
        var register = ledger.register
        register[id(55)] = AuditKey(thief.publicKeys.signing)
        #expect(ledger.check(register: register).findings.contains(.neverAdded(id(55))))
    }

    @Test("Whoever lets somebody in, or makes themselves more than they are, is found")
    func rolesBeyond() throws {
        let honest = try Ledger()
        let accomplice = PersonalKeys.create()
        func coming(of person: PersonID, _ keys: PersonalKeys) -> AuditEvent {
            AuditEvent(
                .personAdded, .person(person), for: .administration,
                [.role(.custodian)] + keys.publicKeys.auditFacts)
        }
        // By his own hand, well signed and in its place.
        var ledger = honest
        try ledger.append(coming(of: id(55), accomplice), by: ledger.bogdanSigns)
        #expect(
            ledger.check().findings == [
                .notAllowed(40, actor: Fixture.bogdan, .addPerson)
            ])
        // The same keys again, with another role.
        ledger = honest
        try ledger.append(coming(of: Fixture.bogdan, ledger.bogdan), by: ledger.bogdanSigns)
        try ledger.append(coming(of: id(55), accomplice), by: ledger.bogdanSigns)
        #expect(
            ledger.check().findings == [
                .secondKey(40, Fixture.bogdan),
                .notAllowed(40, actor: Fixture.bogdan, .addPerson),
                .notAllowed(41, actor: Fixture.bogdan, .addPerson),
            ])
        ledger = honest
        try ledger.append(
            AuditEvent(
                .rolesChanged, .person(Fixture.bogdan), for: .administration,
                [.role(.custodian)]), by: ledger.bogdanSigns)
        #expect(
            ledger.check().findings == [.notAllowed(40, actor: Fixture.bogdan, .revoke)])
        // A role put into the register, which the log knows nothing of.
        let roles: [PersonID: Set<Role>] = [
            Fixture.ana: Set(Role.allCases), Fixture.bogdan: [.reviewer],
        ]
        #expect(honest.check(roles: roles).isSound)
        #expect(
            honest.check(roles: roles.merging([Fixture.bogdan: [.reviewer, .engineer]]) { $1 })
                .findings == [.rolesSwapped(Fixture.bogdan, pinnedAt: 1)])
    }

    @Test("Roles that somebody was given count from there on, and those taken no more")
    func rolesChange() throws {
        var ledger = try Ledger()
        func roles(_ roles: [Role]) -> AuditEvent {
            AuditEvent(
                .rolesChanged, .person(Fixture.bogdan), for: .administration,
                roles.map(AuditFact.role))
        }
        let export = AuditEvent(.exportMade, .workspace, for: .training)
        try ledger.append(roles([.engineer]), by: ledger.anaSigns)
        try ledger.append(export, by: ledger.bogdanSigns)
        #expect(ledger.check(roles: [Fixture.bogdan: [.engineer]]).isSound)
        try ledger.append(roles([]), by: ledger.anaSigns)
        try ledger.append(export, by: ledger.bogdanSigns)
        #expect(
            ledger.check().findings == [.notAllowed(43, actor: Fixture.bogdan, .export)])
        // What was verified before is read again for its roles, if not for its signatures.
        let before = try Ledger().head
        #expect(
            ledger.check(verifiedBefore: before).findings.contains(
                .notAllowed(43, actor: Fixture.bogdan, .export)))
    }

    @Test("A log that is written anew with a new key is found by founder, key file or checkpoint")
    func rewritten() throws {
        let honest = try Ledger()
        let kept = try honest.checkpoint()
        let forged = try Ledger()
        #expect(forged.check().isSound)
        #expect(forged.check(founder: honest.anaSigns.key).findings == [.founder])
        #expect(
            forged.check(certain: [Fixture.bogdan: try #require(honest.bogdanSigns.key)]).findings
                == [.keyNotMine(Fixture.bogdan, pinnedAt: 1)])
        #expect(
            forged.check(checkpoints: [kept]).findings == [.checkpointFork(name: "kept", size: 40)])
        let longer = try Ledger(count: 90)
        #expect(
            longer.check(checkpoints: [kept]).findings == [.checkpointFork(name: "kept", size: 40)])
    }

    @Test("Whoever left signs no more")
    func comingAndGoing() throws {
        var ledger = try Ledger()
        try ledger.append(
            AuditEvent(.personRemoved, .person(Fixture.bogdan), for: .administration),
            by: ledger.anaSigns)
        try ledger.append(
            AuditEvent(.clipHeard, .clip(id(1)), for: .review), by: ledger.bogdanSigns)
        #expect(ledger.check().findings == [.departed(41, actor: Fixture.bogdan)])
    }

    @Test("Nobody's keys are exchanged by an entry, not by themselves and not by a custodian")
    func newKeys() throws {
        let honest = try Ledger()
        let thief = PersonalKeys.create()
        let hand = thief.auditSigner(for: Fixture.bogdan, in: Fixture.workspace)
        var register = honest.register
        register[Fixture.bogdan] = hand.key
        for signer in [honest.bogdanSigns, honest.anaSigns] {
            var ledger = honest
            try ledger.append(
                AuditEvent(
                    .personAdded, .person(Fixture.bogdan), for: .administration,
                    [.role(.reviewer)] + thief.publicKeys.auditFacts), by: signer)
            try ledger.append(AuditEvent(.clipHeard, .clip(id(1)), for: .review), by: hand)
            let findings = ledger.check(register: register).findings
            #expect(findings.contains(.secondKey(40, Fixture.bogdan)))
            #expect(
                findings.contains(.signature(41, actor: Fixture.bogdan, fitsRegister: true)))
        }
    }

    /// Actions that an earlier draft of the log knew let people be found and given new keys.
    @Test("An action this version does not know is no entry, whoever signed it")
    func actionsThatWent() throws {
        for name in ["log.begun", "person.found", "person.rekeyed"] {
            #expect(AuditAction(rawValue: name) == nil)
        }
        var ledger = try Ledger()
        ledger.change(1) { bytes in
            let range = bytes.range(of: Data("person.added".utf8))
            if let range { bytes.replaceSubrange(range, with: Data("person.found".utf8)) }
        }
        #expect(ledger.check().findings.contains(.unreadable(1)))
    }

    @Test("Checkpoints that are damaged, foreign or signed by strangers are named")
    func checkpoints() throws {
        let ledger = try Ledger()
        let stranger = PersonalKeys.create()
        func kept(_ name: String, _ note: SignedNote) -> KeptCheckpoint {
            KeptCheckpoint(name: name, bytes: Data(note.serialized.utf8))
        }
        let report = ledger.check(checkpoints: [
            KeptCheckpoint(name: "a", bytes: Data("no".utf8)),
            kept("b", try ledger.ana.auditSigner(for: id(1), in: id(2)).checkpoint(ledger.head)),
            kept(
                "c",
                try stranger.auditSigner(for: Fixture.ana, in: Fixture.workspace)
                    .checkpoint(ledger.head)),
            try ledger.checkpoint("d"),
        ])
        #expect(
            Set(report.findings) == [
                .checkpointUnreadable(name: "a", .note(.noSignatures)),
                .checkpointForeign(name: "b"), .checkpointUnsigned(name: "c"),
            ])
        #expect(report.checkpointsAgreeing == 1)
    }

    @Test("A past that was verified is not signed off twice, and not when it has changed")
    func remembered() throws {
        var ledger = try Ledger()
        let before = ledger.head
        ledger = try grown(ledger, to: 60)
        let again = ledger.check(verifiedBefore: before)
        #expect(again.isSound && again.signaturesChecked == 20)
        var forged = ledger
        let row = forged.rows[9]
        forged.rows[9] = StoredAuditEntry(
            sequence: 9,
            entry: SignedAuditEntry(bytes: row.entry.bytes, signature: Data(count: 64)),
            hashes: Data())
        forged.rehash()
        #expect(!forged.check(verifiedBefore: before).pastIsVerified)
        #expect(!forged.check(verifiedBefore: before).isSound)
        ledger.rows.removeLast(30)
        #expect(!ledger.check(verifiedBefore: before).isSound)
    }

    @Test("What is found is said of ids and numbers, in one line each")
    func words() throws {
        let stranger: PersonID = id(99)
        let findings: [AuditFinding] = [
            .missing(from: 1, through: 1), .missing(from: 1, through: 4), .unreadable(1),
            .misplaced(1, says: 2), .unlinked(1), .hashes(1),
            .signature(1, actor: stranger, fitsRegister: true), .stranger(1, actor: stranger),
            .departed(1, actor: stranger), .notAllowed(1, actor: stranger, .export),
            .beginning(0), .beginning(4), .rolesSwapped(stranger, pinnedAt: 1),
            .secondKey(1, stranger), .keySwapped(stranger, pinnedAt: 1), .neverAdded(stranger),
            .keyNotMine(stranger, pinnedAt: 1), .founder, .empty,
            .checkpointUnreadable(name: "x", .note(.badRoot)), .checkpointForeign(name: "x"),
            .checkpointUnsigned(name: "x"), .checkpointAhead(name: "x", size: 5, have: 3),
            .checkpointFork(name: "x", size: 5), .deedless(1, actor: stranger),
            .grantTwice(1, stranger), .grantNotTheirs(1, actor: stranger),
            .bothHalves(1, stranger), .handleSwapped(stranger, pinnedAt: 1),
            .grantPlanted(stranger, .text), .grantMissing(stranger, .text),
        ]
        #expect(Set(findings.map(\.description)).count == findings.count)
        #expect(findings.allSatisfy { !"\($0)".contains("\n") })
    }
}
