// Values sealed as JSON: written, sealed, and the readable copy wiped.
import Crypto
import Foundation

/// Seals and opens Codable values.
enum SealedJSON {
    static func seal(
        _ value: some Encodable, with key: SymmetricKey, for binding: Binding
    ) throws(VaultError) -> Data {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        var plain: Data
        do {
            plain = try encoder.encode(value)
        } catch {
            throw .unwritable(binding.item, clip: binding.clip)
        }
        defer { plain.wipe() }
        return try SealedBytes.seal(plain, with: key, for: binding)
    }

    static func open<Value: Decodable>(
        _ type: Value.Type, from sealed: Data, with key: SymmetricKey, for binding: Binding
    ) throws(VaultError) -> Value {
        var plain = try SealedBytes.open(sealed, with: key, for: binding)
        defer { plain.wipe() }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            return try decoder.decode(type, from: plain)
        } catch {
            throw .unreadable(binding.item, clip: binding.clip)
        }
    }
}
