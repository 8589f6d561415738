// A workspace's directory: what is where in it, how it is made, and that it is private.
import Foundation
import ReviewCore
import Store
import Vault

/// A workspace that was found and may be opened.
public struct Workspace: Sendable {
    public let directory: URL
    public let settings: WorkspaceSettings
    public let store: ReviewStore
    public let audioFiles: SealedAudioFiles
    public let id: WorkspaceID

    public static let databaseName = "earshot.db"
    static let settingsName = "earshot.toml"
    static let clipsName = "clips"
    /// A database that is being made, or whose making was killed.
    private static let unfinishedPrefix = "earshot.db.making-"

    /// Opens the workspace in `directory`.
    public static func open(_ directory: URL) throws -> Workspace {
        let database = directory.appending(path: databaseName).path
        guard FileManager.default.fileExists(atPath: database) else {
            throw WorkspaceError.noWorkspace(directory.path)
        }
        try requirePrivate(directory)
        let settings = try readSettings(in: directory)
        let store = try SQLiteStore.open(at: database, policy: settings.incidents.policy())
        return Workspace(
            directory: directory, settings: settings, store: store,
            audioFiles: SealedAudioFiles(directory: directory.appending(path: clipsName).path),
            id: WorkspaceID(uuid: try store.upkeep.workspace().id))
    }

    /// Makes a workspace, its keys and its first person, who has every role and every key.
    ///
    /// The order matters to a kill in between: the keys come first, and the database gets its
    /// name last, with its first person in it. A second try begins anew; keys of a try that was
    /// killed belong to a workspace id that never was, and are in nobody's way.
    public static func create(
        in directory: URL, firstPerson name: String, surroundings: Surroundings, now: Timestamp,
        passphrase: Passphrase? = nil
    ) throws -> Workspace {
        let database = directory.appending(path: databaseName)
        guard !FileManager.default.fileExists(atPath: database.path) else {
            throw WorkspaceError.alreadyThere(directory.path)
        }
        try requireVacant(directory)
        try makePrivateDirectory(directory)
        try makePrivateDirectory(directory.appending(path: clipsName))
        try writeSettingsTemplate(in: directory)

        var random = SystemRandomNumberGenerator()
        let id = WorkspaceID(at: now, using: &random)
        let person = Person(
            id: PersonID(at: now, using: &random), name: name, roles: Role.ofPeople,
            clearances: Set(Clearance.allCases))
        let keys = PersonalKeys.create()
        let keyring = Keyring.create(for: id)
        // Both halves of the identity too: while the founder is alone, nobody else can hold one.
        let grants = try KeyClass.allCases.map {
            try keyring.grant($0, to: person.id, publicKeys: keys.publicKeys)
        }
        let keyFile = keyFile(of: name, workspace: id, surroundings)
        try keys.save(to: keyFile.path, protectedBy: passphrase)
        let signer = keys.auditSigner(for: person.id, in: id)
        if let founder = signer.key {
            try FounderPin.save(founder, to: LedgerKeeper.founderFile(beside: keyFile).path)
        }

        try publish(database) { making in
            let store = try SQLiteStore.create(
                at: making, workspace: id.uuid, now: now,
                firstMember: Member(person: person, keys: keys.publicKeys), grants: grants,
                signer: signer, commitments: keyring.commitments)
            try store.upkeep.close()
        }
        let workspace = try open(directory)
        LogKeeper(
            signer: signer, audit: workspace.store.audit, workspace: directory, keyFile: keyFile
        ).settle()
        return workspace
    }

    /// Lets `make` fill a database under another name, and gives it its own when it is whole.
    private static func publish(_ database: URL, _ make: (String) throws -> Void) throws {
        let folder = database.deletingLastPathComponent()
        let making = folder.appending(path: "\(unfinishedPrefix)\(UUID().uuidString)").path
        defer { for suffix in ["", "-wal", "-shm"] { unlink(making + suffix) } }
        try make(making)
        // A link, not a rename: it fails when somebody else was faster.
        guard link(making, database.path) == 0 else {
            throw errno == EEXIST
                ? WorkspaceError.alreadyThere(folder.path) : WorkspaceError.cannotMake(folder.path)
        }
        let handle = Foundation.open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(handle) }
        guard handle >= 0, fsync(handle) == 0 else { throw WorkspaceError.cannotMake(folder.path) }
    }

    /// The same workspace in the hands of whoever signs what they do.
    func signed(by log: LogKeeper) -> Workspace {
        let scribe = AuditScribe(log.signer, due: { log.settle() })
        return Workspace(
            directory: directory, settings: settings, store: store.audit.signing(scribe),
            audioFiles: audioFiles, id: id)
    }

    /// The file of a person's private keys on this machine account.
    static func keyFile(
        of person: String, workspace: WorkspaceID, _ surroundings: Surroundings
    ) -> URL {
        surroundings.keysDirectory(workspace: workspace.description)
            .appending(path: "\(person.lowercased()).key")
    }

    static func readSettings(in directory: URL) throws -> WorkspaceSettings {
        let file = directory.appending(path: settingsName)
        guard FileManager.default.fileExists(atPath: file.path) else { return WorkspaceSettings() }
        return try WorkspaceSettings(toml: String(contentsOf: file, encoding: .utf8))
    }

    private static func writeSettingsTemplate(in directory: URL) throws {
        let file = directory.appending(path: settingsName)
        guard !FileManager.default.fileExists(atPath: file.path) else { return }
        try Data(WorkspaceSettings.template.utf8).write(to: file, options: .atomic)
        chmod(file.path, 0o600)
    }
}

// MARK: - Privacy of the directory

extension Workspace {
    static func makePrivateDirectory(_ directory: URL) throws {
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw WorkspaceError.cannotMake(directory.path)
        }
        guard chmod(directory.path, 0o700) == 0 else {
            throw WorkspaceError.cannotMake(directory.path)
        }
    }

    /// Refuses to turn a directory with other things in it into a workspace: its mode changes,
    /// and whoever shared it would be locked out. What a killed try left may be there.
    private static func requireVacant(_ directory: URL) throws {
        let there = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        let foreign = there.filter {
            $0 != settingsName && $0 != clipsName && $0 != CheckpointFiles.folderName
                && !$0.hasPrefix(unfinishedPrefix)
        }
        guard foreign.isEmpty else { throw WorkspaceError.notVacant(directory.path) }
    }

    /// Refuses a workspace that others on the machine could look into.
    private static func requirePrivate(_ directory: URL) throws {
        var facts = stat()
        guard stat(directory.path, &facts) == 0 else {
            throw WorkspaceError.noWorkspace(directory.path)
        }
        guard facts.st_mode & 0o077 == 0 else {
            throw WorkspaceError.openToOthers(directory.path)
        }
    }
}

/// Why a workspace could not be used.
public enum WorkspaceError: Error, CustomStringConvertible, Equatable {
    case noWorkspace(String)
    case alreadyThere(String)
    case notVacant(String)
    case cannotMake(String)
    case openToOthers(String)
    case badName(String)
    case nobodyHere
    case severalHere([String])
    case noSuchPerson(String)
    case nameTaken(String)
    case noKeys(String)

    public var description: String {
        switch self {
        case .noWorkspace(let path):
            "there is no workspace in \(path); make one with 'earshot init', or say where yours is"
                + " with --workspace"
        case .alreadyThere(let path):
            "there is a workspace in \(path) already; use it, or choose another directory"
        case .notVacant(let path):
            "\(path) has other things in it, and a workspace keeps its directory to itself;"
                + " choose a new one"
        case .cannotMake(let path):
            "could not make \(path) for your eyes only; check who owns the directory above it"
        case .openToOthers(let path):
            "other users of this machine can look into \(path); mend it with: chmod 700 '\(path)'"
        case .badName(let name):
            "'\(name)' cannot be a person's handle; use 1 to 32 letters, digits, '-', '_' or '.'"
        case .nobodyHere:
            "no one in this workspace has keys on this machine account; ask for"
                + " 'earshot person add', or copy your key file here"
        case .severalHere(let names):
            "several people share this machine account (\(names.joined(separator: ", ")));"
                + " say who you are, once in this terminal: export EARSHOT_PERSON=\(names.first ?? "")"
        case .noSuchPerson(let name):
            "nobody called '\(name)' is in this workspace; 'earshot person list' lists who is"
        case .nameTaken(let name):
            "somebody called '\(name)' is in this workspace already; choose another handle"
        case .noKeys(let name):
            "the keys of '\(name)' are not on this machine account; copy them here, or sign in as"
                + " somebody else with EARSHOT_PERSON"
        }
    }
}
