// A hash of the log's tree, and the two ways RFC 9162 makes one.
import Crypto
import Foundation

/// 32 bytes of SHA-256, held in place.
public struct MerkleHash: Hashable, Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    public static let byteCount = 32
    /// What stands where no hash can be: before the first entry.
    public static let zero = MerkleHash((0, 0, 0, 0))

    private init(_ words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// `nil` unless there are exactly 32 bytes.
    public init?(_ bytes: some ContiguousBytes) {
        let words = bytes.withUnsafeBytes { raw -> (UInt64, UInt64, UInt64, UInt64)? in
            guard raw.count == Self.byteCount else { return nil }
            return raw.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
        }
        guard let words else { return nil }
        self.words = words
    }

    private init(_ digest: SHA256Digest) {
        words = digest.withUnsafeBytes {
            $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
        }
    }

    public var bytes: Data { withUnsafeBytes(of: words) { Data($0) } }

    /// Lower-case hexadecimal.
    public var hex: String { Hexadecimal.text(bytes) }

    public static func == (left: MerkleHash, right: MerkleHash) -> Bool {
        left.words.0 == right.words.0 && left.words.1 == right.words.1
            && left.words.2 == right.words.2 && left.words.3 == right.words.3
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
    }
}

// MARK: - RFC 9162, section 2.1.1

extension MerkleHash {
    /// The root of a tree without leaves: the hash of nothing.
    public static let emptyRoot = MerkleHash(SHA256().finalize())

    /// SHA-256(0x00 || data). The prefix keeps a leaf from ever passing for a node.
    public static func leaf(_ parts: Data...) -> MerkleHash {
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
        for part in parts { hasher.update(data: part) }
        return MerkleHash(hasher.finalize())
    }

    /// SHA-256(0x01 || left || right).
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        let pair = (left.words, right.words)
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(1)) { hasher.update(bufferPointer: $0) }
        withUnsafeBytes(of: pair) { hasher.update(bufferPointer: $0) }
        return MerkleHash(hasher.finalize())
    }

    /// SHA-256 of data that is no part of the tree.
    public static func digest(of data: some DataProtocol) -> MerkleHash {
        MerkleHash(SHA256.hash(data: data))
    }
}

/// Bytes in letters that logs and JSON may carry.
enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.reduce(into: "") { text, byte in
            if byte < 16 { text += "0" }
            text += String(byte, radix: 16)
        }
    }
}
