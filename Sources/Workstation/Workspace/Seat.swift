// Who sits here: a person of the workspace with the keys they hold, ready to work.
import Foundation
import ReviewCore
import Store
import Vault

/// A workspace opened by one of its people.
public struct Seat: Sendable {
    public let workspace: Workspace
    public let person: Person
    /// Everything this person can open and seal.
    public let vault: ClipVault
    /// Keeps checkpoints of the log for this person, who signs what they do.
    public let log: LogKeeper

    /// The workspace's store as this person may use it: what their roles do not allow is refused
    /// before it begins, and what is done is logged and signed in their name with it.
    public let store: ReviewStore
    /// Where it was taken, to be taken again; `nil` of a test's own seat.
    let origin: Origin?

    /// What a seat is taken from: nothing in it opens or signs anything.
    struct Origin: Sendable {
        let workspace: Workspace
        let surroundings: Surroundings
    }

    /// - Parameter workspace: as it is in `log`'s hands; see `Workspace.signed(by:)`.
    init(
        workspace: Workspace, person: Person, vault: ClipVault, log: LogKeeper,
        origin: Origin? = nil
    ) {
        self.origin = origin
        self.workspace = workspace
        self.person = person
        self.vault = vault
        self.log = log
        // The gate stands around the hand that signs: what is refused leaves no trace in the
        // store, and nothing comes by the gate to be signed.
        store = workspace.store.acting(as: person)
    }

    /// Opens the workspace for `EARSHOT_PERSON`, or for the one person whose keys are here.
    ///
    /// - Parameter unlock: Asked where a passphrase protects their keys; without it such keys are
    ///   refused.
    public static func take(
        in workspace: Workspace, surroundings: Surroundings,
        unlock: KeyUnlock = { try $0.refuse() }
    ) throws -> Seat {
        let member = try member(in: workspace, surroundings)
        let file = Workspace.keyFile(
            of: member.person.name, workspace: workspace.id, surroundings)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw WorkspaceError.noKeys(member.person.name)
        }
        let keys = try PersonalKeys.load(from: file.path, unlock: unlock)
        let keyring = try Keyring.open(
            workspace.store.people.grants(member.person.id), for: member.person.id,
            in: workspace.id, with: keys)
        let log = LogKeeper(
            signer: keys.auditSigner(for: member.person.id, in: workspace.id),
            audit: workspace.store.audit, workspace: workspace.directory, keyFile: file)
        return Seat(
            workspace: workspace.signed(by: log), person: member.person,
            vault: ClipVault(keyring: keyring), log: log,
            origin: Origin(workspace: workspace, surroundings: surroundings))
    }

    /// The store for a look at what everybody here may see: as whoever sits here may use it. Where
    /// nobody does, or it is not said who of several, there is nobody's role to ask for.
    public static func glance(
        at workspace: Workspace, surroundings: Surroundings
    ) throws -> ReviewStore {
        do {
            return workspace.store.acting(as: try member(in: workspace, surroundings).person)
        } catch WorkspaceError.nobodyHere {
            return workspace.store
        } catch WorkspaceError.severalHere {
            return workspace.store
        }
    }

    static func member(
        in workspace: Workspace, _ surroundings: Surroundings
    ) throws -> Member {
        if let name = surroundings["EARSHOT_PERSON"] {
            guard let member = try workspace.store.people.named(name) else {
                throw WorkspaceError.noSuchPerson(name)
            }
            return member
        }
        let here = try workspace.store.people.list().filter { member in
            FileManager.default.fileExists(
                atPath: Workspace.keyFile(
                    of: member.person.name, workspace: workspace.id, surroundings
                ).path)
        }
        guard let only = here.first else { throw WorkspaceError.nobodyHere }
        guard here.count == 1 else { throw WorkspaceError.severalHere(here.map(\.person.name)) }
        return only
    }

    /// Refuses what the person's roles do not allow, before anything is made ready for it. The
    /// store refuses it all the same.
    public func demand(_ deed: Deed) throws {
        guard RolePolicy.may(person.roles, deed) else {
            throw DeedRefusal(deed, roles: person.roles)
        }
    }

    /// Adds a colleague: their keys are made on this machine account, and every class their
    /// roles need is sealed to them.
    ///
    /// A handle that is taken is refused before anything is made. Keys that a killed try left
    /// are taken up by the next one.
    public func add(
        person name: String, roles: Set<Role>, surroundings: Surroundings, now: Timestamp,
        passphrase: Passphrase? = nil
    ) throws -> Person {
        let name = try Self.checkedHandle(name)
        guard try store.people.named(name) == nil else { throw WorkspaceError.nameTaken(name) }
        var random = SystemRandomNumberGenerator()
        let person = Person(id: PersonID(at: now, using: &random), name: name, roles: roles)
        let publicKeys = try publicKeys(of: name, surroundings, passphrase)
        // Sealed before anything is stored: who lacks a class cannot grant it.
        let grants = try RolePolicy.classes(for: roles).map {
            try vault.keyring.grant($0, to: person.id, publicKeys: publicKeys)
        }
        try store.people.admit(Member(person: person, keys: publicKeys), grants, now)
        log.settle()
        return person
    }

    /// The public keys of somebody who is not in the workspace yet: of new ones, or of those a
    /// killed try left.
    private func publicKeys(
        of name: String, _ surroundings: Surroundings, _ passphrase: Passphrase?
    ) throws -> PublicKeys {
        let file = Workspace.keyFile(of: name, workspace: workspace.id, surroundings).path
        if FileManager.default.fileExists(atPath: file) {
            return try PersonalKeysFile.read(file).publicKeys
        }
        let keys = PersonalKeys.create()
        try keys.save(to: file, protectedBy: passphrase)
        return keys.publicKeys
    }

    /// A handle is a file name too, so only plain characters pass.
    public static func checkedHandle(_ name: String) throws -> String {
        let plain = name.unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || "0123456789-_.".unicodeScalars.contains($0))
        }
        guard plain, (1...32).contains(name.count), !name.hasPrefix("."), !name.hasPrefix("-")
        else { throw WorkspaceError.badName(name) }
        return name
    }
}
