// Proofs checked, by the steps that RFC 9162 gives, with nothing of the log at hand.

extension TreeHead {
    /// Whether `leaf` is entry `index` of this tree (RFC 9162, section 2.1.3.2).
    public func includes(_ leaf: MerkleHash, at index: Int64, by path: [MerkleHash]) -> Bool {
        guard (0..<max(size, 0)).contains(index) else { return false }
        var (first, last) = (index, size - 1)
        var hash = leaf
        for step in path {
            guard last > 0 else { return false }
            if first & 1 == 1 || first == last {
                hash = .node(step, hash)
                skipLonely(&first, &last)
            } else {
                hash = .node(hash, step)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether this tree begins with the tree of `old` (RFC 9162, section 2.1.4.2).
    public func extends(_ old: TreeHead, by path: [MerkleHash]) -> Bool {
        guard old.size >= 0, old.size <= size else { return false }
        if old.size == size { return path.isEmpty && old.root == root }
        if old.size == 0 { return path.isEmpty && old.root == .emptyRoot }
        var steps = path[...]
        // An old tree that is one whole subtree is itself the first step.
        let start = old.size.nonzeroBitCount == 1 ? old.root : steps.popFirst()
        guard let start else { return false }
        var (first, last) = (old.size - 1, size - 1)
        while first & 1 == 1 {
            first >>= 1
            last >>= 1
        }
        var (oldHash, newHash) = (start, start)
        for step in steps {
            guard last > 0 else { return false }
            if first & 1 == 1 || first == last {
                oldHash = .node(step, oldHash)
                newHash = .node(step, newHash)
                skipLonely(&first, &last)
            } else {
                newHash = .node(newHash, step)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 && oldHash == old.root && newHash == root
    }
}

/// A node at the right edge without a sibling stands for itself a level higher.
private func skipLonely(_ first: inout Int64, _ last: inout Int64) {
    while first & 1 == 0, first != 0 {
        first >>= 1
        last >>= 1
    }
}
