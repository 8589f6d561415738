// People and the class keys sealed to them.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func changePeople(
        _ steps: [PeopleStep], after end: MerkleHash?, now: Timestamp
    ) throws(StoreError) {
        try write { db in
            if let end, try db.ledgerTip() != end { throw StoreError(.peopleChanged) }
            // Asked once more under the lock: an entry its actor had no role for would be found
            // by everybody who signs in.
            if let scribe { try db.require(steps.map(\.deed), of: scribe.signer.person) }
            for step in steps { try db.take(step, now) }
            try log(steps.map(\.event), at: now, in: db)
        }
    }

    func people() throws(StoreError) -> [Member] {
        try read { db in
            try db.rows("SELECT \(Self.memberColumns) FROM person ORDER BY folded").map(member)
        }
    }

    func roster() throws(StoreError) -> [RosterEntry] {
        try read { db in
            var classes: [Int64: Set<KeyClass>] = [:]
            for row in try db.rows("SELECT DISTINCT person, class FROM key_grant") {
                guard let keyClass = KeyClass(rawValue: row[1]) else { continue }
                classes[row[0], default: []].insert(keyClass)
            }
            return try db.rows(
                "SELECT \(Self.memberColumns), added_at, seq FROM person ORDER BY folded"
            ).map { row in
                RosterEntry(
                    member: member(row), since: Timestamp(microseconds: row[6]),
                    classes: classes[row[7]] ?? [])
            }
        }
    }

    func person(named name: String) throws(StoreError) -> Member? {
        try read { db in
            try db.row(
                "SELECT \(Self.memberColumns) FROM person WHERE folded = ?", [folded(name)]
            ).map(member)
        }
    }

    func roles(of person: PersonID) throws(StoreError) -> Set<Role> {
        try read { db in try db.roles(of: person) }
    }

    func grants(of person: PersonID) throws(StoreError) -> [KeyGrant] {
        try read { db in
            try db.rows(
                """
                SELECT class, generation, sealed FROM key_grant WHERE person = ?
                ORDER BY class, generation DESC
                """, [try db.seq(of: person)]
            ).compactMap { row in
                // A class this Earshot does not know opens nothing it could show.
                KeyClass(rawValue: row[0]).map {
                    KeyGrant(person: person, keyClass: $0, generation: row[1], sealed: row[2])
                }
            }
        }
    }

    private static let memberColumns =
        "id, name, roles, clearances, agreement_key, signing_key"

    private func member(_ row: Row) -> Member {
        Member(
            person: Person(
                id: PersonID(uuid: row[0]), name: row[1], roles: Set(keptCodes(row[2])),
                clearances: Set(keptCodes(row[3]))),
            keys: PublicKeys(agreement: row[4], signing: row[5]))
    }
}

/// Codes as kept, in the order of their names.
func keptCodes<Code: RawRepresentable<String>>(_ list: String) -> [Code] {
    list.split(separator: " ").compactMap { Code(rawValue: String($0)) }
}

private func list<Code: RawRepresentable<String>>(_ codes: Set<Code>) -> String {
    codes.map(\.rawValue).sorted().joined(separator: " ")
}

extension Database {
    /// Takes one step; its entry is logged by the caller.
    func take(_ step: PeopleStep, _ now: Timestamp) throws {
        switch step {
        case .add(let member): try insert(member, now)
        case .stand(let person, let roles, let clearances):
            try stand(person, roles, clearances)
        case .remove(let person):
            try stand(person, [], [])
            try run("DELETE FROM key_grant WHERE person = ?", [try seq(of: person)])
        case .give(let grant): try insert(grant)
        case .take(let keyClass, let generation, let person):
            try run(
                "DELETE FROM key_grant WHERE person = ? AND class = ? AND generation <= ?",
                [try seq(of: person), keyClass.rawValue, generation])
        case .rotate(let keyClass, let generation, _):
            try run(
                "INSERT OR REPLACE INTO class_generation VALUES (?, ?)",
                [keyClass.rawValue, generation])
        case .retire(let keyClass, let generation):
            try run(
                "DELETE FROM key_grant WHERE class = ? AND generation <= ?",
                [keyClass.rawValue, generation])
        }
    }

    func roles(of person: PersonID) throws -> Set<Role> {
        let row = try row("SELECT roles FROM person WHERE id = ?", [person.uuid])
        guard let row else { throw StoreError(.unknown("person")) }
        return Set(keptCodes(row[0]))
    }

    fileprivate func require(_ deeds: [Deed], of person: PersonID) throws {
        let roles = try roles(of: person)
        for deed in Set(deeds) where !RolePolicy.may(roles, deed) {
            throw StoreError(.refused(DeedRefusal(deed, roles: roles)))
        }
    }

    private func stand(
        _ person: PersonID, _ roles: Set<Role>, _ clearances: Set<Clearance>
    ) throws {
        try run(
            "UPDATE person SET roles = ?, clearances = ? WHERE seq = ?",
            [list(roles), list(clearances), try seq(of: person)])
    }

    private func insert(_ member: Member, _ now: Timestamp) throws {
        let person = member.person
        let folded = folded(person.name)
        guard try row("SELECT 1 FROM person WHERE folded = ?", [folded]) == nil else {
            throw StoreError(.nameTaken)
        }
        try run(
            """
            INSERT INTO person (id, name, folded, roles, clearances, agreement_key, signing_key,
                added_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                person.id.uuid, person.name, folded, list(person.roles),
                list(person.clearances), member.keys.agreement, member.keys.signing,
                now.microseconds,
            ])
    }

    private func insert(_ grant: KeyGrant) throws {
        try run(
            "INSERT OR REPLACE INTO key_grant VALUES (?, ?, ?, ?)",
            [
                try seq(of: grant.person), grant.keyClass.rawValue, grant.generation,
                grant.sealed,
            ])
        // What they could not open, they may be able to now.
        try run("DELETE FROM declined WHERE person = ?", [try seq(of: grant.person)])
    }
}

/// What two names share when they look the same.
func folded(_ name: String) -> String { Person.folded(name) }
