// The growing edge of the tree: all that is needed to add leaves and to know the root.

/// A complete subtree's place: `level` 0 are the leaves, and node `index` of a level covers
/// leaves `index << level ..< (index + 1) << level`.
public struct MerklePlace: Hashable, Sendable {
    public let level: Int
    public let index: Int64

    public init(level: Int, index: Int64) {
        self.level = level
        self.index = index
    }

    /// The entry whose arrival completes this subtree: its last leaf.
    public var completer: Int64 { (index + 1) << level - 1 }

    /// Hashes of everything that leaf `sequence` completes: itself, then each subtree whose last
    /// leaf it is, from the lowest level up. `left` gives the hashes of complete subtrees.
    public static func hashes<Failure: Error>(
        completedBy leaf: MerkleHash, at sequence: Int64,
        left: (MerklePlace) throws(Failure) -> MerkleHash
    ) throws(Failure) -> [MerkleHash] {
        var hashes = [leaf]
        for level in 0..<(~sequence).trailingZeroBitCount {
            let sibling = MerklePlace(level: level, index: sequence >> level - 1)
            hashes.append(.node(try left(sibling), hashes[level]))
        }
        return hashes
    }

    /// The places of the complete subtrees that a tree of `size` leaves is made of, widest first.
    public static func peaks(of size: Int64) -> [MerklePlace] {
        var peaks: [MerklePlace] = []
        var start: Int64 = 0
        for level in (0..<Int64.bitWidth - 1).reversed() where size & (1 << level) != 0 {
            peaks.append(MerklePlace(level: level, index: start >> level))
            start += 1 << level
        }
        return peaks
    }
}

/// A tree by its peaks. Adding a leaf costs one hash on average, the root one for each peak.
public struct MerkleFrontier: Sendable, Equatable {
    public private(set) var size: Int64
    /// Hashes of `MerklePlace.peaks(of: size)`.
    private var peaks: [MerkleHash]

    /// The empty tree.
    public init() {
        size = 0
        peaks = []
    }

    /// A tree that is kept elsewhere. `nil` where the peaks do not fit the size.
    public init?(size: Int64, peaks: [MerkleHash]) {
        guard size >= 0, peaks.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.peaks = peaks
    }

    /// Adds a leaf. `completed` hears of every subtree above the leaves that it completes.
    public mutating func append(
        _ leaf: MerkleHash, completed: (MerklePlace, MerkleHash) -> Void = { _, _ in }
    ) {
        var hash = leaf
        for level in 0..<(~size).trailingZeroBitCount {
            guard let left = peaks.popLast() else { break }
            hash = .node(left, hash)
            completed(MerklePlace(level: level + 1, index: size >> (level + 1)), hash)
        }
        peaks.append(hash)
        size += 1
    }

    /// The tree's root (RFC 9162, section 2.1.1).
    public var root: MerkleHash {
        guard var root = peaks.last else { return .emptyRoot }
        for left in peaks.dropLast().reversed() { root = .node(left, root) }
        return root
    }
}

/// How long a log is, and what all of it hashes to.
public struct TreeHead: Hashable, Sendable {
    public let size: Int64
    public let root: MerkleHash

    public init(size: Int64, root: MerkleHash) {
        self.size = size
        self.root = root
    }
}
