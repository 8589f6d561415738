// A workspace with a log, its founder's hand, and a check of the whole of it.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

/// A store whose founder signs what is done through it.
final class LoggedPlace {
    let workspace: WorkspaceID
    let keys = PersonalKeys.create()
    let founder: PersonID
    let keyring: Keyring
    let path: String
    /// Unsigned, as the workspace opens it.
    let bare: ReviewStore
    /// Signed by the founder.
    let desk: Workplace

    init(_ path: String, due: @escaping @Sendable () -> Void = {}) throws {
        var random = SeededRandom(99)
        let now = Timestamp(microseconds: 1_780_000_000_000_000)
        workspace = WorkspaceID(at: now, using: &random)
        founder = PersonID(at: now, using: &random)
        self.path = path
        let signer = keys.auditSigner(for: founder, in: workspace)
        keyring = Keyring.create(for: workspace)
        bare = try SQLiteStore.create(
            at: path, workspace: workspace.uuid, now: now,
            firstMember: Member(
                person: Person(id: founder, name: "ana", roles: Set(Role.allCases)),
                keys: keys.publicKeys), signer: signer, commitments: keyring.commitments)
        desk = Workplace(bare.audit.signing(AuditScribe(signer, checkpointEvery: 10, due: due)))
    }

    var store: ReviewStore { desk.store }
    var signer: AuditSigner { keys.auditSigner(for: founder, in: workspace) }

    /// Adds a colleague who can sign for themselves.
    func colleague(
        _ name: String, _ roles: Set<Role> = [.reviewer], clearances: Set<Clearance> = []
    ) throws -> (id: PersonID, signer: AuditSigner) {
        let keys = PersonalKeys.create()
        let person = Person(id: desk.id(), name: name, roles: roles, clearances: clearances)
        try store.people.add(Member(person: person, keys: keys.publicKeys), desk.now)
        return (person.id, keys.auditSigner(for: person.id, in: workspace))
    }

    /// The same database through a colleague's hand, on connections of their own.
    func desk(of signer: AuditSigner, seed: UInt64) throws -> Workplace {
        let own = Workplace(
            try SQLiteStore.open(at: path).audit.signing(AuditScribe(signer)), seed: seed)
        own.now = desk.now
        return own
    }

    var events: [AuditEvent] {
        get throws {
            try bare.audit.page(AuditFilter(), 0, 10_000).entries.compactMap {
                AuditEntryFormat.decode($0.entry.bytes)?.event
            }
        }
    }

    var actions: [AuditAction] { get throws { try events.map(\.action) } }

    func check(
        _ store: ReviewStore? = nil, checkpoints: [KeptCheckpoint] = []
    ) throws -> AuditReport {
        let store = store ?? bare
        let glasses = try store.glasses.list()
        let members = try store.people.list()
        let marks = try store.audit.custody().marks
        let register = members.compactMap { member in
            AuditKey(member.keys.signing).map { (member.person.id, $0) }
        }
        var verifier = AuditVerifier(
            workspace: workspace,
            trust: AuditTrust(
                register: Dictionary(uniqueKeysWithValues: register),
                roles: Dictionary(
                    uniqueKeysWithValues: members.map { ($0.person.id, $0.person.roles) }),
                certain: [founder: try #require(signer.key)], founder: signer.key,
                custody: marks),
            checkpoints: checkpoints)
        var next: Int64? = 0
        while let from = next {
            let page = try store.audit.page(AuditFilter(), from, 64)
            verifier.take(page.entries)
            next = page.next
        }
        return verifier.finish(glasses: (before: glasses, after: try store.glasses.list()))
    }

    func checkpoint() throws -> KeptCheckpoint {
        let note = try signer.checkpoint(try bare.audit.head())
        return KeptCheckpoint(name: "kept", bytes: Data(note.serialized.utf8))
    }
}
