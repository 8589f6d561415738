// The class keys one person holds, and how they pass them on.
import Crypto
import Foundation
import ReviewCore

/// What a `WorkspaceID` names.
public enum WorkspaceSubject {}

/// Names a workspace; grants are bound to it, so that they cannot be carried into another.
public typealias WorkspaceID = ID<WorkspaceSubject>

/// A class key of one generation. Never leaves the vault readable.
struct ClassKey: Sendable, Redacted {
    let key: SymmetricKey

    /// From the system's generator alone: a key from a seed somebody chose is no key.
    static func create() -> ClassKey {
        ClassKey(key: SymmetricKey(size: .bits256))
    }
}

/// The class keys held by one person in one workspace.
public struct Keyring: Sendable, Redacted {
    public let workspace: WorkspaceID
    private let keys: [KeyClass: [Int: ClassKey]]

    /// The generation a class begins with.
    static let firstGeneration = 1

    init(workspace: WorkspaceID, keys: [KeyClass: [Int: ClassKey]]) {
        self.workspace = workspace
        self.keys = keys.filter { !$0.value.isEmpty }
    }

    /// A new workspace's keys, one of every class. Grant them before the ring is let go.
    public static func create(for workspace: WorkspaceID) -> Keyring {
        let pairs = KeyClass.allCases.map { ($0, [firstGeneration: ClassKey.create()]) }
        return Keyring(
            workspace: workspace, keys: Dictionary(uniqueKeysWithValues: pairs))
    }

    /// The classes held in at least one generation.
    public var classes: Set<KeyClass> { Set(keys.keys) }

    /// The newest generation held, which seals everything new; `nil` when the class is not held.
    public func generation(of keyClass: KeyClass) -> Int? {
        keys[keyClass]?.keys.max()
    }

    /// The newest key of a class, with its generation.
    func current(_ keyClass: KeyClass) throws(VaultError) -> (generation: Int, key: ClassKey) {
        guard let newest = keys[keyClass]?.max(by: { $0.key < $1.key }) else {
            throw .classNotHeld(keyClass)
        }
        return (newest.key, newest.value)
    }

    func key(_ keyClass: KeyClass, generation: Int) throws(VaultError) -> ClassKey {
        guard let held = keys[keyClass] else { throw .classNotHeld(keyClass) }
        guard let key = held[generation] else {
            throw .generationNotHeld(keyClass, generation: generation)
        }
        return key
    }
}
