// The tree held against the standard's definition and against roots known to the whole field.
import Crypto
import Foundation
import Testing

@testable import Vault

/// MTH, word for word as RFC 9162, section 2.1.1 defines it, and as slow.
private func definedRoot(_ leaves: ArraySlice<Data>) -> Data {
    if leaves.isEmpty { return Data(SHA256.hash(data: Data())) }
    if leaves.count == 1 { return Data(SHA256.hash(data: [0] + leaves[leaves.startIndex])) }
    var k = 1
    while k * 2 < leaves.count { k *= 2 }
    let middle = leaves.startIndex + k
    return Data(
        SHA256.hash(
            data: [1] + definedRoot(leaves[..<middle]) + definedRoot(leaves[middle...])))
}

/// A tree with every complete subtree kept, as a store keeps it.
private struct KeptTree {
    var leaves: [Data] = []
    var nodes: [MerklePlace: MerkleHash] = [:]
    var frontier = MerkleFrontier()
    var heads = [TreeHead(size: 0, root: .emptyRoot)]

    init(_ leaves: [Data]) {
        for leaf in leaves { append(leaf) }
    }

    mutating func append(_ data: Data) {
        let leaf = MerkleHash.leaf(data)
        nodes[MerklePlace(level: 0, index: frontier.size)] = leaf
        frontier.append(leaf) { nodes[$0] = $1 }
        leaves.append(data)
        heads.append(TreeHead(size: frontier.size, root: frontier.root))
    }

    var prover: MerkleProver<ProofFailure> {
        MerkleProver { [nodes] place throws(ProofFailure) in
            guard let hash = nodes[place] else { throw ProofFailure() }
            return hash
        }
    }
}

private struct ProofFailure: Error {}

private func numbered(_ count: Int) -> [Data] {
    (0..<count).map { Data("leaf \($0)".utf8) }
}

@Suite("The Merkle tree")
struct MerkleTreeTests {
    /// Inputs and roots that Certificate Transparency's implementations agree on.
    private static let known: [(leaf: String, root: String)] = [
        ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        (
            "5051525354555657",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"
        ),
        (
            "606162636465666768696a6b6c6d6e6f",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
        ),
    ]

    private func bytes(_ hex: String) -> Data {
        Data(
            stride(from: 0, to: hex.count, by: 2).compactMap { offset in
                let start = hex.index(hex.startIndex, offsetBy: offset)
                return UInt8(hex[start...].prefix(2), radix: 16)
            })
    }

    @Test("Its roots are the ones the field knows")
    func knownRoots() {
        var frontier = MerkleFrontier()
        #expect(
            frontier.root.hex
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        for (leaf, root) in Self.known {
            frontier.append(.leaf(bytes(leaf)))
            #expect(frontier.root.hex == root)
        }
    }

    @Test("Its roots are the definition's, for every size up to 130")
    func definition() {
        var tree = KeptTree([])
        for leaf in numbered(130) {
            tree.append(leaf)
            #expect(tree.frontier.root.bytes == definedRoot(tree.leaves[...]))
        }
    }

    @Test("A leaf is never taken for a node, nor parts for other parts of other lengths")
    func secondPreimage() {
        let (left, right) = (MerkleHash.leaf(Data([1])), MerkleHash.leaf(Data([2])))
        #expect(MerkleHash.node(left, right) != .leaf(left.bytes + right.bytes))
        #expect(MerkleHash.leaf(Data([1]), Data([2])) == .leaf(Data([1, 2])))
        #expect(MerkleHash(Data(count: 31)) == nil)
        #expect(MerkleHash(Data(count: 33)) == nil)
        #expect(MerkleHash(left.bytes) == left)
    }

    @Test("What an entry completes, put beside it, is the whole tree")
    func completed() throws {
        let tree = KeptTree(numbered(200))
        var kept: [Int64: [MerkleHash]] = [:]
        for (index, data) in tree.leaves.enumerated() {
            let sequence = Int64(index)
            kept[sequence] = try MerklePlace.hashes(
                completedBy: .leaf(data), at: sequence
            ) { place throws(ProofFailure) in
                guard let hash = kept[place.completer]?[place.level] else { throw ProofFailure() }
                return hash
            }
        }
        for (place, hash) in tree.nodes { #expect(kept[place.completer]?[place.level] == hash) }
        #expect(kept.values.map(\.count).reduce(0, +) == tree.nodes.count)
    }

    @Test("A frontier taken up from its peaks grows like the one it was")
    func peaks() throws {
        var dice = Dice(state: 7)
        for _ in 0..<40 {
            let size = Int64.random(in: 0...500, using: &dice)
            var tree = KeptTree(numbered(Int(size)))
            let peaks = MerklePlace.peaks(of: size)
            var again = try #require(
                MerkleFrontier(size: size, peaks: peaks.compactMap { tree.nodes[$0] }))
            #expect(again == tree.frontier)
            tree.append(Data([9]))
            again.append(.leaf(Data([9])))
            #expect(again.root == tree.frontier.root)
        }
        #expect(MerkleFrontier(size: 3, peaks: [.zero]) == nil)
        #expect(MerkleFrontier(size: -1, peaks: []) == nil)
    }
}

@Suite("Proofs")
struct MerkleProofTests {
    @Test("Every entry of every tree up to 40 is proved, and in no other place")
    func inclusion() throws {
        let tree = KeptTree(numbered(40))
        for size in 1...Int64(40) {
            let head = tree.heads[Int(size)]
            for index in 0..<size {
                let path = try tree.prover.inclusion(of: index, in: size)
                let leaf = MerkleHash.leaf(tree.leaves[Int(index)])
                #expect(head.includes(leaf, at: index, by: path))
                for other in -1...size where other != index {
                    #expect(!head.includes(leaf, at: other, by: path))
                }
                #expect(!head.includes(.leaf(Data([0xFF])), at: index, by: path))
                #expect(!head.includes(leaf, at: index, by: path + [.zero]))
                if !path.isEmpty {
                    #expect(!head.includes(leaf, at: index, by: Array(path.dropLast())))
                    #expect(!head.includes(leaf, at: index, by: Array(path.dropFirst())))
                }
            }
        }
    }

    @Test("Every tree up to 40 is proved to have grown from each before it, and from no other")
    func consistency() throws {
        let tree = KeptTree(numbered(40))
        for size in 0...Int64(40) {
            for old in 0...size {
                let path = try tree.prover.consistency(from: old, to: size)
                let (now, then) = (tree.heads[Int(size)], tree.heads[Int(old)])
                #expect(now.extends(then, by: path))
                let forged = TreeHead(size: old, root: .leaf(Data([0xFF])))
                #expect(!now.extends(forged, by: path))
                #expect(!now.extends(then, by: path + [.zero]))
                if !path.isEmpty { #expect(!now.extends(then, by: Array(path.dropLast()))) }
                if old < size { #expect(!then.extends(now, by: path)) }
            }
        }
    }

    @Test("Of random trees: what holds is proved, and one changed bit is not")
    func random() throws {
        var dice = Dice(state: 11)
        let tree = KeptTree(numbered(3000))
        for _ in 0..<300 {
            let size = Int64.random(in: 2...3000, using: &dice)
            let index = Int64.random(in: 0..<size, using: &dice)
            let old = Int64.random(in: 1..<size, using: &dice)
            let (now, then) = (tree.heads[Int(size)], tree.heads[Int(old)])
            let leaf = MerkleHash.leaf(tree.leaves[Int(index)])
            let inclusion = try tree.prover.inclusion(of: index, in: size)
            let consistency = try tree.prover.consistency(from: old, to: size)
            #expect(now.includes(leaf, at: index, by: inclusion))
            #expect(now.extends(then, by: consistency))
            #expect(inclusion.count <= 12 && consistency.count <= 13)
            #expect(!now.includes(leaf, at: index, by: spoilt(inclusion, &dice)))
            #expect(!now.extends(then, by: spoilt(consistency, &dice)))
            #expect(try tree.prover.root(of: size) == now.root)
        }
    }

    @Test("The proofs the standard works out by hand for seven leaves")
    func byHand() throws {
        // RFC 9162, section 2.1.5: the tree of d0...d6 and the names of its nodes.
        let tree = KeptTree(numbered(7))
        let leaf = tree.leaves.map { MerkleHash.leaf($0) }
        let (g, h, i) = (
            MerkleHash.node(leaf[0], leaf[1]), MerkleHash.node(leaf[2], leaf[3]),
            MerkleHash.node(leaf[4], leaf[5])
        )
        let (j, k) = (leaf[6], MerkleHash.node(g, h))
        let l = MerkleHash.node(i, j)
        #expect(tree.heads[7].root == .node(k, l))
        let prover = tree.prover
        #expect(try prover.inclusion(of: 0, in: 7) == [leaf[1], h, l])
        #expect(try prover.inclusion(of: 3, in: 7) == [leaf[2], g, l])
        #expect(try prover.inclusion(of: 4, in: 7) == [leaf[5], j, k])
        #expect(try prover.inclusion(of: 6, in: 7) == [i, k])
        #expect(try prover.consistency(from: 3, to: 7) == [leaf[2], leaf[3], g, l])
        #expect(try prover.consistency(from: 4, to: 7) == [l])
        #expect(try prover.consistency(from: 6, to: 7) == [i, j, k])
    }

    private func spoilt(_ path: [MerkleHash], _ dice: inout Dice) -> [MerkleHash] {
        var path = path
        let step = Int.random(in: 0..<path.count, using: &dice)
        var bytes = path[step].bytes
        bytes[Int.random(in: 0..<32, using: &dice)] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
        path[step] = MerkleHash(bytes) ?? .zero
        return path
    }
}
