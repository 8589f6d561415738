// One person's care for the ledger: read before they sit down, held to what they know of it.
import Foundation
import ReviewCore
import Store
import Vault

/// Reads who works here from the ledger and not from the tables, which anybody who can write the
/// file could change. What it is held to lies beside the person's key: the founder's key, and how
/// far the ledger was read and found sound before.
struct LedgerKeeper: Sendable {
    let signer: AuditSigner
    private let people: ReviewStore.People
    private let lastRead: URL
    private let founder: URL

    init(signer: AuditSigner, people: ReviewStore.People, keyFile: URL) {
        self.signer = signer
        self.people = people
        lastRead = keyFile.deletingPathExtension().appendingPathExtension("people")
        founder = Self.founderFile(beside: keyFile)
    }

    static func founderFile(beside keyFile: URL) -> URL {
        keyFile.deletingPathExtension().appendingPathExtension("founder")
    }

    /// Everybody, as the ledger has them.
    ///
    /// - Parameter anew: go on although the ledger does not go on from what was read last, as
    ///   after a backup was restored on purpose.
    func read(anew: Bool = false) throws -> Register {
        let known = anew ? nil : signer.readEnd(in: CheckpointFiles.read(lastRead).bytes)
        var reading = try people.replay(signer.workspace, known)
        if let known, !reading.pastIsVerified {
            // Everything is read again, so that damage is told from another past.
            reading = try people.replay(signer.workspace, nil)
            if let finding = reading.finding { throw LedgerTrouble.broken(finding) }
            let count = reading.register.end.count
            throw count < known.count
                ? LedgerTrouble.cutShort(seen: known.count, have: count)
                : LedgerTrouble.otherPast(seen: known.count)
        }
        if let finding = reading.finding { throw LedgerTrouble.broken(finding) }
        try pinFounder(of: reading.register)
        if known != reading.register.end { try remember(reading.register.end) }
        return reading.register
    }

    /// Kept by `init` and `person add`; whoever has a key file alone trusts the first they see.
    private func pinFounder(of register: Register) throws {
        guard let key = register.founderKey else { throw LedgerTrouble.broken(.empty) }
        guard let pinned = try FounderPin.load(from: founder.path) else {
            try FounderPin.save(key, to: founder.path, replacing: true)
            return
        }
        guard pinned == key else { throw LedgerTrouble.founder }
    }

    var pinnedFounder: AuditKey? { (try? FounderPin.load(from: founder.path)) ?? nil }

    /// Where it cannot be kept, the next reading takes longer, no more.
    private func remember(_ end: LedgerEnd) throws {
        let note = try signer.memory(ofReading: end)
        try? CheckpointFiles.write(note, to: lastRead)
    }
}

extension Register {
    /// Whether the ledger knows this person as the table of people has them, by the keys in their
    /// own file.
    func requireStanding(of member: Member, with keys: PublicKeys) throws {
        guard let known = members[member.person.id] else {
            throw LedgerTrouble.unknown(member.person.name)
        }
        guard vouches(for: keys, of: member.person.id) else { throw LedgerTrouble.keysNotMine }
        guard vouches(forHandleOf: member.person) else {
            throw LedgerTrouble.handleSwapped(member.person.name)
        }
        guard member.keys == keys, known.roles == member.person.roles,
            known.clearances == member.person.clearances
        else { throw LedgerTrouble.tampered(member.person.name) }
    }
}

/// Why nobody can sit down here before somebody has looked into it.
public enum LedgerTrouble: Error, Equatable, CustomStringConvertible {
    case broken(AuditFinding)
    case cutShort(seen: Int64, have: Int64)
    case otherPast(seen: Int64)
    case founder
    case unknown(String)
    case keysNotMine
    case tampered(String)
    case keysSwapped(String)
    case handleSwapped(String)

    public var description: String {
        switch self {
        case .broken(let finding):
            "the record of people and keys does not hold (\(finding)), so nothing was opened;"
                + " look with 'earshot audit verify', and restore a backup"
        case .cutShort(let seen, let have):
            "the log had \(seen) entries about people when you last signed in and has \(have),"
                + Self.older
        case .otherPast(let seen):
            "the first \(seen) entries about people are not those you last read," + Self.older
        case .founder:
            "this workspace's log was begun with another key than the founder's you know, so it is"
                + " another workspace under the same name; restore a backup, and ask whoever"
                + " founded it"
        case .unknown(let name):
            "'\(name)' is in the table of people, and the log knows of nobody who added them; have"
                + " a custodian run 'earshot audit verify'"
        case .keysNotMine:
            "the log knows you by other keys than your key file's, so nothing was opened; restore"
                + " the file from your backup"
        case .tampered(let name):
            "the keys, roles or clearances of '\(name)' were changed past the log, so nothing was"
                + " opened; have a custodian run 'earshot audit verify', and restore a backup"
        case .keysSwapped(let name):
            "the public keys of '\(name)' are not those they came with, so nothing was sealed to"
                + " them; run 'earshot audit verify', and restore a backup"
        case .handleSwapped(let name):
            "whoever is called '\(name)' in the table of people came under another handle, so"
                + " nothing was done; run 'earshot audit verify', and restore a backup"
        }
    }

    private static let older =
        " so an older copy was put back or the log was written anew; look with 'earshot audit"
        + " verify', and where a restored backup explains it, go on with 'earshot audit checkpoint"
        + " --anew'"
}
