// A passphrase as it was typed, and the key a memory-hard function makes of it.
import Crypto
import CryptoExtras
import Foundation

/// What a person types to open their key file. Held in memory that leaves no trace.
public struct Passphrase: Sendable, Redacted {
    /// As few characters as a new one may have. Whoever took a key file can try as many as their
    /// machines let them; below this the function's cost does not make up for it.
    public static let fewestCharacters = 12
    /// More bytes than anybody types; what is longer was piped in by mistake.
    public static let mostBytes = 1024

    private let bytes: SecretBytes

    /// Lets `write` put at most `mostBytes` into memory of the vault's own; it answers how many
    /// they are. No copy is made of them.
    public init<Failure: Error>(
        writing write: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws {
        var outcome: Result<Int, Failure> = .success(0)
        let room = try SecretBytes(count: Self.mostBytes) { target in
            do throws(Failure) {
                outcome = .success(try write(target))
            } catch {
                outcome = .failure(error)
            }
        }
        let count = min(max(0, try outcome.get()), Self.mostBytes)
        bytes = try SecretBytes(count: count) { target in
            room.withUnsafeBytes {
                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count]))
            }
        }
    }

    public var isEmpty: Bool { bytes.count == 0 }

    /// Whether it is long enough to be set; continuation bytes of UTF-8 count for nothing.
    public var isLongEnough: Bool {
        bytes.withUnsafeBytes { text in
            text.lazy.filter { $0 & 0xC0 != 0x80 }.count >= Self.fewestCharacters
        }
    }

    /// Whether two are alike; where they begin to differ does not show in the time it takes.
    public func matches(_ other: Passphrase) -> Bool {
        guard bytes.count == other.bytes.count else { return false }
        return bytes.withUnsafeBytes { mine in
            other.bytes.withUnsafeBytes { theirs in
                zip(mine, theirs).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
            }
        }
    }

    /// The key this passphrase makes under `terms`; `nil` where the system has no memory for it.
    func key(_ terms: ScryptTerms) -> SymmetricKey? {
        guard !isEmpty else { return nil }
        return bytes.withUnsafeBytes { text in
            try? KDF.Scrypt.deriveKey(
                from: text, salt: terms.salt, outputByteCount: 32, rounds: terms.rounds,
                blockSize: terms.blockSize, parallelism: terms.parallelism)
        }
    }
}

/// What scrypt (RFC 7914) was told when a key file was protected. Stands in the file.
struct ScryptTerms: Codable, Equatable {
    var salt: Data
    /// N: a power of two. Memory taken is 128 * N * r bytes.
    var rounds: Int
    /// r.
    var blockSize: Int
    /// p.
    var parallelism: Int

    /// 128 MB and about a third of a second a try.
    static func new() -> ScryptTerms {
        var random = SystemRandomNumberGenerator()
        return ScryptTerms(
            salt: Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }),
            rounds: 1 << 17, blockSize: 8, parallelism: 1)
    }

    /// Whether a file may ask this of the machine: it may have been put there to take all the
    /// memory or the day, or to make guessing cheap for who reads what is written next.
    var isBearable: Bool {
        (16...64).contains(salt.count) && (14...20).contains(rounds.trailingZeroBitCount)
            && rounds.nonzeroBitCount == 1 && rounds > 0 && blockSize == 8
            && (1...4).contains(parallelism)
    }
}
