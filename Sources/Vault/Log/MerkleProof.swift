// Proofs made: that an entry is in a tree, and that a tree only grew.

/// Makes the proofs of RFC 9162 out of the hashes of complete subtrees, wherever they are kept.
public struct MerkleProver<Failure: Error> {
    /// Hash of a complete subtree; leaves are level 0.
    private let node: (MerklePlace) throws(Failure) -> MerkleHash

    public init(node: @escaping (MerklePlace) throws(Failure) -> MerkleHash) {
        self.node = node
    }

    /// The root of the first `size` leaves.
    public func root(of size: Int64) throws(Failure) -> MerkleHash {
        size > 0 ? try hash(of: 0..<size) : .emptyRoot
    }

    /// The audit path of leaf `index` in the tree of the first `size` (section 2.1.3.1).
    /// Needs `0 <= index < size`; empty otherwise.
    public func inclusion(of index: Int64, in size: Int64) throws(Failure) -> [MerkleHash] {
        guard (0..<max(size, 0)).contains(index) else { return [] }
        var path: [MerkleHash] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = Self.middle(of: range)
            if index < middle {
                path.append(try hash(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try hash(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return path.reversed()
    }

    /// That the tree of the first `size` leaves begins with the tree of the first `old`
    /// (section 2.1.4.1). Empty where `old` is 0 or `size`: then there is nothing to prove.
    public func consistency(from old: Int64, to size: Int64) throws(Failure) -> [MerkleHash] {
        guard old > 0, old < size else { return [] }
        var path: [MerkleHash] = []
        var range = 0..<size
        while range.upperBound != old {
            let middle = Self.middle(of: range)
            if old <= middle {
                path.append(try hash(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try hash(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        // The old tree is one of the nodes met: its hash is known to whoever checks.
        if range.lowerBound > 0 { path.append(try hash(of: range)) }
        return path.reversed()
    }

    /// A range that begins where a subtree of its width may begin.
    private func hash(of range: Range<Int64>) throws(Failure) -> MerkleHash {
        let width = range.upperBound - range.lowerBound
        if width.nonzeroBitCount == 1 {
            let level = width.trailingZeroBitCount
            return try node(MerklePlace(level: level, index: range.lowerBound >> level))
        }
        let middle = Self.middle(of: range)
        return .node(
            try hash(of: range.lowerBound..<middle), try hash(of: middle..<range.upperBound))
    }

    /// The left part of a split is the largest power of two smaller than the whole.
    private static func middle(of range: Range<Int64>) -> Int64 {
        let width = range.upperBound - range.lowerBound
        return range.lowerBound + 1 << (Int64.bitWidth - 1 - (width - 1).leadingZeroBitCount)
    }
}
