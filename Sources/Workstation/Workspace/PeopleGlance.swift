// Who works here for a look that takes no key: the table of people, held to the ledger.
import Foundation
import ReviewCore
import Store
import Vault

/// Somebody in the table of people, and whether the log has them so.
public struct KnownPerson: Sendable {
    public let member: Member
    public let since: Timestamp
    /// The classes that the log gave them.
    public let classes: Set<KeyClass>
    /// Their keys, handle, roles and clearances are those of the log, and so are their grants.
    public let isAsLogged: Bool
}

/// Everybody in the table of people.
public struct KnownPeople: Sendable {
    public let people: [KnownPerson]
    /// Why the log itself cannot be held against it.
    public let trouble: LedgerTrouble?

    public var handlesNotAsLogged: [String] {
        people.filter { !$0.isAsLogged }.map(\.member.person.name)
    }
}

/// Reads the table of people and the ledger beside it. Signatures that were found good before are
/// not checked again by the same value.
public struct PeopleGlance: Sendable {
    private let workspace: Workspace
    private let founder: AuditKey?
    private var seen: LedgerEnd?

    public init(_ workspace: Workspace, surroundings: Surroundings) {
        self.workspace = workspace
        founder = Seat.pinnedFounder(in: workspace, surroundings)
    }

    public mutating func read() throws -> KnownPeople {
        let known = try once()
        // Table and ledger are read one after the other: a colleague may have changed both.
        return known.handlesNotAsLogged.isEmpty ? known : try once()
    }

    private mutating func once() throws -> KnownPeople {
        let people = workspace.store.people
        let roster = try people.roster()
        let reading = try people.reading(of: workspace.id, after: seen)
        let register = reading.register
        let trouble = trouble(reading)
        if trouble == nil { seen = register.end }
        return KnownPeople(
            people: try roster.map { entry in
                let grants = try people.grants(entry.member.person.id)
                return KnownPerson(
                    member: entry.member, since: entry.since,
                    classes: register.members[entry.member.person.id]?.classes ?? [],
                    isAsLogged: trouble == nil && register.has(entry.member, with: grants))
            }, trouble: trouble)
    }

    private func trouble(_ reading: RegisterReading) -> LedgerTrouble? {
        if let finding = reading.finding { return .broken(finding) }
        if let founder, reading.register.founderKey != founder { return .founder }
        return nil
    }
}

extension ReviewStore.People {
    /// The ledger, replayed page by page; once more from its beginning where it is not the one
    /// that was read up to `known`.
    func reading(of workspace: WorkspaceID, after known: LedgerEnd?) throws -> RegisterReading {
        let reading = try replay(workspace, known)
        return reading.pastIsVerified ? reading : try replay(workspace, nil)
    }

    func replay(_ workspace: WorkspaceID, _ known: LedgerEnd?) throws -> RegisterReading {
        var replay = RegisterReplay(workspace: workspace, verifiedBefore: known)
        var next: Int64? = 0
        while let from = next {
            let page = try ledger(from, 4096)
            replay.take(page.entries)
            next = page.next
        }
        return replay.finish()
    }
}

extension Register {
    /// Whether a row of the table, with its grants, is what the ledger says.
    fileprivate func has(_ member: Member, with grants: [KeyGrant]) -> Bool {
        let person = member.person
        guard let known = members[person.id] else { return false }
        return known.roles == person.roles && known.clearances == person.clearances
            && vouches(for: member.keys, of: person.id) && vouches(forHandleOf: person)
            && genuine(grants).count == grants.count
            && missing(from: grants, of: person.id).isEmpty
    }
}
