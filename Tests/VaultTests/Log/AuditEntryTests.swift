// Entries as bytes: one encoding each, nothing else decodes, and no text fits in.
import Crypto
import Foundation
import ReviewCore
import Testing

@testable import Vault

/// Events of every shape, made by chance.
struct EventDice {
    var dice: Dice

    mutating func pick<Choice: CaseIterable>(_ type: Choice.Type) -> Choice
    where Choice.AllCases == [Choice] {
        type.allCases[Int.random(in: 0..<type.allCases.count, using: &dice)]
    }

    mutating func uuid() -> UUID { PersonID(at: Timestamp(microseconds: 1), using: &dice).uuid }

    mutating func bytes(_ count: Int) -> Data {
        Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &dice) })
    }

    mutating func subject() -> AuditSubject {
        switch Int.random(in: 0..<7, using: &dice) {
        case 0: .workspace
        case 1: .person(PersonID(uuid: uuid()))
        case 2: .queue(QueueID(uuid: uuid()))
        case 3: .clip(ClipID(uuid: uuid()))
        case 4: AuditPseudonym(bytes(10)).map(AuditSubject.device) ?? .workspace
        case 5: AuditPseudonym(bytes(10)).map(AuditSubject.account) ?? .workspace
        default: .matter(pick(AuditMatter.self), uuid())
        }
    }

    mutating func number() -> Int { Int.random(in: .min ... .max, using: &dice) }

    mutating func hash() -> MerkleHash { MerkleHash(bytes(32)) ?? .zero }

    mutating func fact() -> AuditFact? {
        switch Int.random(in: 0..<15, using: &dice) {
        case 0: .count(pick(AuditCounter.self), number())
        case 1: .role(pick(Role.self))
        case 2: .keyClass(pick(KeyClass.self))
        case 3: .generation(number())
        case 4: .severity(pick(Severity.self))
        case 5: .outcome(pick(AuditOutcome.self))
        case 6: .format(pick(AuditFormat.self))
        case 7: .refusal(pick(AuditRefusal.self))
        case 8: .matter(pick(AuditMatter.self), uuid())
        case 9: .person(PersonID(uuid: uuid()))
        case 10: .clip(ClipID(uuid: uuid()))
        case 11: .until(Timestamp(microseconds: Int64(number())))
        case 12: AuditKey(bytes(32)).map(AuditFact.signingKey)
        case 13: .digest(pick(AuditDigest.self), hash())
        default: .size(Int64(number()))
        }
    }

    mutating func entry() -> AuditEntry {
        let facts = (0..<Int.random(in: 0...9, using: &dice)).compactMap { _ in fact() }
        return AuditEntry(
            sequence: Int64(number()), at: Timestamp(microseconds: Int64(number())),
            actor: PersonID(uuid: uuid()), previous: hash(),
            event: AuditEvent(
                pick(AuditAction.self), subject(), for: pick(AuditPurpose.self), facts))
    }
}

@Suite("Entries")
struct AuditEntryTests {
    @Test("Whatever is written is read back, and written the same again")
    func roundTrip() throws {
        var chance = EventDice(dice: Dice(state: 3))
        for _ in 0..<2000 {
            let entry = chance.entry()
            let bytes = AuditEntryFormat.encode(entry)
            #expect(AuditEntryFormat.decode(bytes) == entry)
        }
    }

    @Test("Bytes that were changed are another entry or none, never the same")
    func changed() throws {
        var chance = EventDice(dice: Dice(state: 4))
        for _ in 0..<60 {
            let entry = chance.entry()
            let bytes = AuditEntryFormat.encode(entry)
            for index in bytes.indices {
                var changed = bytes
                changed[index] ^= 1 << UInt8.random(in: 0..<8, using: &chance.dice)
                #expect(AuditEntryFormat.decode(changed) != entry)
            }
            for length in 0..<bytes.count {
                #expect(AuditEntryFormat.decode(bytes.prefix(length)) == nil)
            }
            #expect(AuditEntryFormat.decode(bytes + [0]) == nil)
        }
    }

    @Test("Any bytes at all are read without harm, and what is read writes the same bytes")
    func hostile() {
        var chance = EventDice(dice: Dice(state: 5))
        let seed = AuditEntryFormat.encode(chance.entry())
        for _ in 0..<5000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...6, using: &chance.dice) {
                let at = Int.random(in: 65..<bytes.count, using: &chance.dice)
                bytes[at] = UInt8.random(in: 0...255, using: &chance.dice)
            }
            if let entry = AuditEntryFormat.decode(bytes) {
                #expect(AuditEntryFormat.encode(entry) == bytes)
            }
        }
    }

    @Test("Facts have one order, and are said once")
    func factsInOrder() {
        let facts: [AuditFact] = [
            .role(.reviewer), .count(.added, 2), .role(.custodian), .role(.reviewer),
        ]
        for facts in [facts, facts.reversed()] {
            let event = AuditEvent(.personAdded, .workspace, for: .administration, facts)
            #expect(event.facts == [.count(.added, 2), .role(.custodian), .role(.reviewer)])
        }
    }

    /// The bytes of version 1 as they were first written: a change of them is a new version.
    @Test("The encoding is the documented one, byte by byte")
    func golden() throws {
        let entry = AuditEntry(
            sequence: 258, at: Timestamp(microseconds: 1_700_000_000_000_007),
            actor: Fixture.ana, previous: .digest(of: Data()),
            event: AuditEvent(
                .clipImported, .queue(Fixture.queue), for: .intake, [.count(.added, 66)]))
        var expected = Data([1, 0, 0, 0, 0, 0, 0, 1, 2])
        expected += [0, 0x06, 0x0A, 0x24, 0x18, 0x1E, 0x40, 0x07]
        expected += withUnsafeBytes(of: Fixture.ana.uuid.uuid) { Data($0) }
        expected += Data(SHA256.hash(data: Data()))
        expected += withUnsafeBytes(of: Fixture.queue.uuid.uuid) { Data($0) }
        expected += [5] + Data("queue".utf8) + [13] + Data("clip.imported".utf8)
        expected += [6] + Data("intake".utf8) + [1, 11] + Data("count.added".utf8)
        expected += [8, 0, 0, 0, 0, 0, 0, 0, 66]
        #expect(AuditEntryFormat.encode(entry) == expected)
        #expect(expected[AuditEntryFormat.actorBytes] == expected[17..<33])
    }

    @Test("Names in the log are short ASCII, each its own")
    func names() {
        let names =
            AuditAction.allCases.map(\.rawValue) + AuditPurpose.allCases.map(\.rawValue)
            + AuditMatter.allCases.map(\.rawValue) + AuditCounter.allCases.map(\.rawValue)
            + AuditDigest.allCases.map(\.rawValue) + AuditRefusal.allCases.map(\.rawValue)
        for name in names {
            #expect(name.utf8.allSatisfy { (0x21..<0x7F).contains($0) } && name.count <= 32)
        }
    }

    @Test(
        "A pseudonym is what the border makes, and nothing that could be read",
        arguments: [
            "", "maria", "Lucia Ileana Pop", "aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaa",
            "AAAAAAAAAAAAAAAA", "aaaaaaaaaaaaaaa1", "aaaa aaaa aaaa a", "ăaaaaaaaaaaaaaaa",
        ])
    func noText(text: String) {
        #expect(AuditPseudonym(Pseudonym(rawValue: text)) == nil)
    }

    @Test("A pseudonym of the border passes through whole")
    func pseudonym() throws {
        let border = try Border(Keyring.create(for: Fixture.workspace))
        for number in 0..<50 {
            let pseudonym = border.pseudonym(ofDevice: "device \(number)")
            #expect(AuditPseudonym(pseudonym)?.pseudonym == pseudonym)
        }
    }

    @Test("A signature holds for one workspace, one entry, one key")
    func signed() throws {
        let keys = PersonalKeys.create()
        let event = AuditEvent(.clipHeard, .clip(id(9)), for: .review)
        let entry = try keys.auditSigner(for: Fixture.ana, in: Fixture.workspace)
            .sign(event, at: Timestamp(microseconds: 5), sequence: 7, after: .zero)
        func holds(_ key: PersonalKeys, _ workspace: WorkspaceID, _ bytes: Data) -> Bool {
            key.signing.publicKey.isValidSignature(
                entry.signature, for: AuditEntry.message(bytes, in: workspace))
        }
        #expect(holds(keys, Fixture.workspace, entry.bytes))
        #expect(!holds(keys, id(2), entry.bytes))
        #expect(!holds(.create(), Fixture.workspace, entry.bytes))
        #expect(!holds(keys, Fixture.workspace, entry.bytes + [0]))
        #expect(!keys.signing.publicKey.isValidSignature(entry.signature, for: entry.bytes))
        #expect(AuditEntryFormat.decode(entry.bytes)?.event == event)
    }
}
