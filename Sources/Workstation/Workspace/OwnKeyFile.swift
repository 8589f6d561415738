// The key file of whoever sits here: whether a passphrase protects it, and putting one on or off.
import Foundation
import ReviewCore
import Vault

/// A person's own keys on this machine account.
public struct OwnKeyFile: Sendable {
    public let person: Person
    public let path: String

    /// The key file of `EARSHOT_PERSON`, or the only one that is here.
    public init(in workspace: Workspace, surroundings: Surroundings) throws {
        person = try Seat.member(in: workspace, surroundings).person
        path = Workspace.keyFile(of: person.name, workspace: workspace.id, surroundings).path
        guard FileManager.default.fileExists(atPath: path) else {
            throw WorkspaceError.noKeys(person.name)
        }
    }

    /// Whether the keys wait for a passphrase.
    public func isLocked() throws(VaultError) -> Bool {
        if case .locked = try PersonalKeysFile.read(path) { true } else { false }
    }

    /// Puts a passphrase on the keys, changes it, or takes it off. The file is replaced whole.
    ///
    /// - Parameters:
    ///   - unlock: Asked for the passphrase that is on it now.
    ///   - choose: The new one; `nil` takes it off. Asked when the old one was right.
    public func protect(unlock: KeyUnlock, choose: () throws -> Passphrase?) throws {
        let keys = try PersonalKeys.load(from: path, unlock: unlock)
        try keys.save(to: path, replacing: true, protectedBy: choose())
    }
}
