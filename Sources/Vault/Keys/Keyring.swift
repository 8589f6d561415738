// The keys one person holds, and which of them seal what is new.
import Crypto
import Foundation
import ReviewCore

/// What a `WorkspaceID` names.
public enum WorkspaceSubject {}

/// Names a workspace; grants are bound to it, so that they cannot be carried into another.
public typealias WorkspaceID = ID<WorkspaceSubject>

/// A key of one class and generation. Never leaves the vault readable.
struct ClassKey: Sendable, Redacted {
    let key: SymmetricKey

    /// From the system's generator alone: a key from a seed somebody chose is no key.
    static func create() -> ClassKey {
        ClassKey(key: SymmetricKey(size: .bits256))
    }

    /// Of a pair: the same 32 bytes, as the private key that is sealed to.
    var agreement: Curve25519.KeyAgreement.PrivateKey {
        get throws {
            var plain = key.withUnsafeBytes { Data($0) }
            defer { plain.wipe() }
            return try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: plain)
        }
    }
}

/// The keys held by one person in one workspace, and what is known of all.
public struct Keyring: Sendable, Redacted {
    public let workspace: WorkspaceID
    /// What every key of the workspace must be, held or not.
    public let commitments: KeyCommitments
    private let keys: [KeyClass: [Int: ClassKey]]

    /// The generation a class begins with.
    public static let firstGeneration = 1

    init(
        workspace: WorkspaceID, keys: [KeyClass: [Int: ClassKey]], commitments: KeyCommitments
    ) {
        self.workspace = workspace
        self.commitments = commitments
        self.keys = keys.filter { !$0.value.isEmpty }
    }

    /// Keys that are true by being here, as when they were just made.
    init(workspace: WorkspaceID, keys: [KeyClass: [Int: ClassKey]]) {
        var commitments = KeyCommitments()
        for (keyClass, generations) in keys {
            for (generation, key) in generations {
                commitments[keyClass, generation] = key.commitment(
                    to: keyClass, generation, in: workspace)
            }
        }
        self.init(workspace: workspace, keys: keys, commitments: commitments)
    }

    /// A new workspace's keys, one of every class. Grant them before the ring is let go.
    public static func create(for workspace: WorkspaceID) -> Keyring {
        let pairs = KeyClass.allCases.map { ($0, [firstGeneration: ClassKey.create()]) }
        return Keyring(workspace: workspace, keys: Dictionary(uniqueKeysWithValues: pairs))
    }

    /// The same ring with a new generation of `keyClass`, which seals from then on. Grant it to
    /// all who hold the class before the ring is let go.
    public func rotating(_ keyClass: KeyClass) throws(VaultError) -> Keyring {
        guard keyClass.rotates else { throw .doesNotRotate(keyClass) }
        let generation = try current(keyClass).generation + 1
        let key = ClassKey.create()
        var (keys, commitments) = (keys, commitments)
        keys[keyClass, default: [:]][generation] = key
        commitments[keyClass, generation] = key.commitment(
            to: keyClass, generation, in: workspace)
        return Keyring(workspace: workspace, keys: keys, commitments: commitments)
    }

    /// The classes held in at least one generation.
    public var classes: Set<KeyClass> { Set(keys.keys) }

    /// The newest generation held; `nil` when the class is not held.
    public func generation(of keyClass: KeyClass) -> Int? {
        keys[keyClass]?.keys.max()
    }

    /// Every generation held, oldest first.
    public func generations(of keyClass: KeyClass) -> [Int] {
        keys[keyClass]?.keys.sorted() ?? []
    }

    /// The newest key of a class, with its generation. Where a newer one is known that was not
    /// granted, there is none: what is new is sealed under the newest or not at all.
    func current(_ keyClass: KeyClass) throws(VaultError) -> (generation: Int, key: ClassKey) {
        guard let newest = commitments.newest(of: keyClass), keys[keyClass] != nil else {
            throw .classNotHeld(keyClass)
        }
        return (newest, try key(keyClass, generation: newest))
    }

    func key(_ keyClass: KeyClass, generation: Int) throws(VaultError) -> ClassKey {
        guard let held = keys[keyClass] else { throw .classNotHeld(keyClass) }
        guard let key = held[generation] else {
            throw .generationNotHeld(keyClass, generation: generation)
        }
        return key
    }
}
