// Who sits here: a person of the workspace with the keys they hold, ready to work.
import Foundation
import ReviewCore
import Store
import Vault

/// A workspace opened by one of its people.
public struct Seat: Sendable {
    public let workspace: Workspace
    public let person: Person
    /// Everything this person can open and seal, as of the last reading of their keys.
    public var vault: ClipVault { hands.vault }
    /// Who works here by the ledger, as of the last reading.
    public var register: Register { hands.register }
    /// Classes of which the log gave this person a key that is gone from the database.
    public var missingKeys: Set<KeyClass> { hands.missing }
    /// The person's own keys, for what is sealed to them alone.
    public var personalKeys: PersonalKeys { hands.keys }
    let hands: KeyHands
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
        workspace: Workspace, person: Person, hands: KeyHands, log: LogKeeper,
        origin: Origin? = nil
    ) {
        self.origin = origin
        self.workspace = workspace
        self.person = person
        self.hands = hands
        self.log = log
        // The gate stands around the hand that signs: what is refused leaves no trace in the
        // store, and nothing comes by the gate to be signed.
        store = workspace.store.acting(as: person)
    }

    /// Opens the workspace for `EARSHOT_PERSON`, or for the one person whose keys are here.
    ///
    /// - Parameters:
    ///   - anew: go on from a ledger that is older than the one last read.
    ///   - unlock: Asked where a passphrase protects their keys; without it such keys are refused.
    /// - Throws: `LedgerTrouble` where the ledger does not hold, or the tables say otherwise of
    ///   this person.
    public static func take(
        in workspace: Workspace, surroundings: Surroundings, anew: Bool = false,
        unlock: KeyUnlock = { try $0.refuse() }
    ) throws -> Seat {
        var member = try member(in: workspace, surroundings)
        let file = try keyFile(of: member, in: workspace, surroundings)
        let keys = try PersonalKeys.load(from: file.path, unlock: unlock)
        let log = log(of: member, keys, file, in: workspace)
        let ledger = LedgerKeeper(
            signer: log.signer, people: workspace.store.people, keyFile: file)
        var register = try ledger.read(anew: anew)
        do {
            try register.requireStanding(of: member, with: keys.publicKeys)
        } catch LedgerTrouble.tampered {
            // Table and ledger are read one after the other: a colleague may have changed both.
            member = try Self.member(in: workspace, surroundings)
            register = try ledger.read()
            try register.requireStanding(of: member, with: keys.publicKeys)
        }
        let hands = try KeyHands(
            person: member.person.id, keys: keys, people: workspace.store.people, ledger: ledger,
            register: register)
        return Seat(
            workspace: workspace.signed(by: log), person: member.person, hands: hands, log: log,
            origin: Origin(workspace: workspace, surroundings: surroundings))
    }

    /// The care for the log of whoever sits here, without holding them to the ledger: what a
    /// check of a log that may not hold begins with.
    public static func log(
        in workspace: Workspace, surroundings: Surroundings,
        unlock: KeyUnlock = { try $0.refuse() }
    ) throws -> (keeper: LogKeeper, founder: AuditKey?) {
        let member = try member(in: workspace, surroundings)
        let file = try keyFile(of: member, in: workspace, surroundings)
        let keys = try PersonalKeys.load(from: file.path, unlock: unlock)
        let log = log(of: member, keys, file, in: workspace)
        let ledger = LedgerKeeper(
            signer: log.signer, people: workspace.store.people, keyFile: file)
        return (log, ledger.pinnedFounder)
    }

    private static func log(
        of member: Member, _ keys: PersonalKeys, _ file: URL, in workspace: Workspace
    ) -> LogKeeper {
        LogKeeper(
            signer: keys.auditSigner(for: member.person.id, in: workspace.id),
            audit: workspace.store.audit, workspace: workspace.directory, keyFile: file)
    }

    private static func keyFile(
        of member: Member, in workspace: Workspace, _ surroundings: Surroundings
    ) throws -> URL {
        let file = Workspace.keyFile(
            of: member.person.name, workspace: workspace.id, surroundings)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw WorkspaceError.noKeys(member.person.name)
        }
        return file
    }

    /// A clip's keys. Where the clip is wrapped under a newer generation than this person has
    /// read, their keys are read anew first: a desk works on while keys are rotated.
    public func openKeys(of clip: SealedClip) -> OpenedClipKeys {
        let keys = vault.openKeys(of: clip)
        guard keys.isBehind, (try? hands.renew()) != nil else { return keys }
        return vault.openKeys(of: clip)
    }

    /// Reads the ledger and this person's keys anew, through the checks of signing in.
    public func renewKeys() throws {
        try hands.renew()
    }

    /// The store for a look at what everybody here may see: as whoever sits here may use it. Where
    /// nobody does, or it is not said who of several, it shows the status and who is here.
    public static func glance(
        at workspace: Workspace, surroundings: Surroundings
    ) throws -> ReviewStore {
        do {
            return workspace.store.acting(as: try member(in: workspace, surroundings).person)
        } catch WorkspaceError.nobodyHere {
            return workspace.store.lookedAtByNobody()
        } catch WorkspaceError.severalHere {
            return workspace.store.lookedAtByNobody()
        }
    }

    /// The founder's key that lies beside the keys of whoever sits here; `nil` where that is
    /// nobody, or none was kept.
    static func pinnedFounder(in workspace: Workspace, _ surroundings: Surroundings) -> AuditKey? {
        guard let member = try? member(in: workspace, surroundings) else { return nil }
        let file = Workspace.keyFile(
            of: member.person.name, workspace: workspace.id, surroundings)
        return (try? FounderPin.load(from: LedgerKeeper.founderFile(beside: file).path)) ?? nil
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
