// People and the class keys sealed to them.
import Foundation
import GRDB
import ReviewCore
import Vault

extension SQLiteEngine {
    func addPerson(_ member: Member, now: Timestamp) throws(StoreError) {
        try write { db in
            try db.insert(member, now)
            try log([member.arrival], at: now, in: db)
        }
    }

    func admit(
        _ member: Member, _ grants: [KeyGrant], now: Timestamp
    ) throws(StoreError) {
        try write { db in
            try db.admit(member, grants, now)
            try log([member.arrival] + grants.map(\.event), at: now, in: db)
        }
    }

    func people() throws(StoreError) -> [Member] {
        try read { db in
            try db.rows("SELECT \(Self.memberColumns) FROM person ORDER BY folded").map(member)
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
        try read { db in
            let row = try db.row("SELECT roles FROM person WHERE id = ?", [person.uuid])
            guard let row else { throw StoreError(.unknown("person")) }
            return Set(keptRoles(row[0]))
        }
    }

    func addGrants(_ grants: [KeyGrant], now: Timestamp) throws(StoreError) {
        try write { db in
            try db.insert(grants)
            try log(grants.map(\.event), at: now, in: db)
        }
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

    private static let memberColumns = "id, name, roles, agreement_key, signing_key"

    private func member(_ row: Row) -> Member {
        Member(
            person: Person(id: PersonID(uuid: row[0]), name: row[1], roles: Set(keptRoles(row[2]))),
            keys: PublicKeys(agreement: row[3], signing: row[4]))
    }
}

/// Roles as kept, in the order of their names.
func keptRoles(_ list: String) -> [Role] {
    list.split(separator: " ").compactMap { Role(rawValue: String($0)) }
}

extension Database {
    /// Adds a person with the keys they come with, or nothing of either.
    func admit(_ member: Member, _ grants: [KeyGrant], _ now: Timestamp) throws {
        guard grants.allSatisfy({ $0.person == member.person.id }) else {
            throw StoreError(.misuse("the grants are of the person who is admitted"))
        }
        try insert(member, now)
        try insert(grants)
    }

    fileprivate func insert(_ member: Member, _ now: Timestamp) throws {
        let person = member.person
        let folded = folded(person.name)
        guard try row("SELECT 1 FROM person WHERE folded = ?", [folded]) == nil else {
            throw StoreError(.nameTaken)
        }
        try run(
            """
            INSERT INTO person (id, name, folded, roles, agreement_key, signing_key, added_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                person.id.uuid, person.name, folded,
                person.roles.map(\.rawValue).sorted().joined(separator: " "),
                member.keys.agreement, member.keys.signing, now.microseconds,
            ])
    }

    fileprivate func insert(_ grants: [KeyGrant]) throws {
        for grant in grants {
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
}

/// What two names share when they look the same.
func folded(_ name: String) -> String {
    name.precomposedStringWithCanonicalMapping.lowercased()
}
