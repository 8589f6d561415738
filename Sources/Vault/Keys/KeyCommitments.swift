// What each key must be, said in the ledger without saying the key.
import Crypto
import Foundation
import ReviewCore

/// A promise for each generation of each class: whoever is given the key can tell that it is the
/// one everybody has.
public struct KeyCommitments: Sendable, Equatable {
    private var promised: [KeyClass: [Int: MerkleHash]] = [:]

    public init() {}

    public subscript(keyClass: KeyClass, generation: Int) -> MerkleHash? {
        get { promised[keyClass]?[generation] }
        set { promised[keyClass, default: [:]][generation] = newValue }
    }

    /// The generation that seals everything new; `nil` where the class has none.
    public func newest(of keyClass: KeyClass) -> Int? { promised[keyClass]?.keys.max() }

    public var classes: Set<KeyClass> { Set(promised.keys) }

    /// What the ledger's first entry says of a new workspace's keys.
    public var facts: [AuditFact] {
        promised.flatMap { keyClass, generations in
            generations.values.map { AuditFact.commitment(keyClass, $0) }
        }
    }
}

extension ClassKey {
    /// Of a pair its public key, which everybody seals to; else a hash of the
    /// key under a label of its own. Neither gives anything of the key away, and no other key
    /// has the same.
    func commitment(
        to keyClass: KeyClass, _ generation: Int, in workspace: WorkspaceID
    ) -> MerkleHash? {
        guard !keyClass.isPair else {
            return (try? agreement)?.publicKey.rawRepresentation.hash
        }
        var info = Place(label: "earshot class key commitment", format: 1)
        info.add(workspace.uuid)
        info.add(keyClass.rawValue)
        info.add(generation)
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: info.bytes, outputByteCount: MerkleHash.byteCount)
        return derived.withUnsafeBytes { MerkleHash(Data($0)) }
    }
}

extension Data {
    fileprivate var hash: MerkleHash? { MerkleHash(self) }
}
