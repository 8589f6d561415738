// Overwriting plaintext that the vault made itself, in a way the optimiser may not drop.
import Foundation

extension Data {
    /// Overwrites the bytes with zeros. Copies made before are out of reach.
    mutating func wipe() {
        withUnsafeMutableBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            explicit_bzero(start, bytes.count)
        }
    }
}
